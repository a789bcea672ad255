import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './node.mjs'
import { runQuietly } from './run.mjs'
import { say, seconds } from './say.mjs'

const reports = join(root, '.cache', 'reports')

export const staticSteps = [
  { name: 'format', bin: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level=warn', '.'] },
  {
    name: 'lint',
    bin: 'oxlint/bin/oxlint',
    args: ['--deny-warnings', 'app', 'components', 'lib', 'e2e', 'scripts'],
  },
  { name: 'route types', bin: 'next/dist/bin/next', args: ['typegen'] },
  { name: 'types', bin: 'typescript/bin/tsc', args: ['--noEmit'] },
]

/** A step without tests of its own: passes in silence, counts as one failure when it fails. */
export async function runStep(node, { name, bin, args }) {
  const result = await runQuietly(node, [join(root, 'node_modules', bin), ...args], { cwd: root })
  return report(name, result, { passed: 0, failed: result.code === 0 ? 0 : 1, skipped: 0 })
}

export async function runUnitTests(node, env = {}) {
  const file = freshReport('unit.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const result = await runQuietly(node, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', ...env },
  })
  return report('unit', result, countVitest(file, result.code))
}

export async function runJourneys(node, args = []) {
  const file = freshReport('journeys.json')
  const result = await runQuietly(
    node,
    [
      join(root, 'node_modules/@playwright/test/cli.js'),
      'test',
      '-c',
      'e2e',
      '--reporter=list,json',
      ...args,
    ],
    {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    },
  )
  return report('journeys', result, countPlaywright(file, result.code))
}

export function report(name, { code, output, elapsedMs }, counts) {
  const isFine = code === 0 && counts.failed === 0
  if (!isFine) say(output.trimEnd())
  const tests = counts.passed + counts.failed + counts.skipped
  say(
    `${isFine ? 'ok  ' : 'FAIL'} ${name.padEnd(9)} ${seconds(elapsedMs).padStart(8)}${tests > 1 ? `  ${sentence(counts)}` : ''}`,
  )
  return { name, ...counts }
}

/** Prints the sum as the last line and sets the exit code. */
export function finish(results) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const result of results) for (const key of Object.keys(total)) total[key] += result[key]
  const failed = results.filter((result) => result.failed > 0).map((result) => result.name)
  if (failed.length > 0) say(`\nFailed: ${failed.join(', ')}`)
  process.exitCode = total.failed > 0 ? 1 : 0
  say(sentence(total))
}

function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

function freshReport(name) {
  mkdirSync(reports, { recursive: true })
  const file = join(reports, name)
  rmSync(file, { force: true })
  return file
}

/** Files that could not be loaded hold no tests, yet they failed; a run without a report failed as a whole. */
function countVitest(file, code) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(file, 'utf8'),
  )
  const broken = testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  ).length
  return atLeastOne(
    { passed: numPassedTests, failed: numFailedTests + broken, skipped: numPendingTests + numTodoTests },
    code,
  )
}

function countPlaywright(file, code) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
  const { stats } = JSON.parse(readFileSync(file, 'utf8'))
  return atLeastOne(
    { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped },
    code,
  )
}

function atLeastOne(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}
