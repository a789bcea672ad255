import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { withLock } from './lock.mjs'
import { root } from './node.mjs'
import { ensurePdfAssets } from './pdf-assets.mjs'
import { runQuietly } from './run.mjs'
import { fail, say, seconds } from './say.mjs'

const sources = ['app', 'components', 'lib', 'public']
const settings = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'next.config.mjs',
  'proxy.ts',
  'instrumentation.ts',
]
/** Test data, and what is copied from an installed package, whose version the lock file says. */
const leftOut = new Set(['__fixtures__', 'pdfjs'])
const stampFile = join(root, '.next', 'moonlake-sources')

/** The bin of Next that every script starts; `.bin/next` is a shell script on Windows. */
export const nextBin = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')

/** Builds for production, unless the last build came from the same sources. */
export async function ensureBuild(node) {
  ensurePdfAssets()
  if (isBuilt(hashSources())) return
  await withLock(join(root, '.cache', 'build.lock'), async () => {
    const hash = hashSources()
    if (isBuilt(hash)) return
    say('Building Moonlake…')
    const { code, output, elapsedMs } = await build(node)
    if (code !== 0) fail(`${output}\nMoonlake could not be built.`)
    writeFileSync(stampFile, hash)
    say(`Built in ${seconds(elapsedMs)}.`)
  })
}

/** @returns {Promise<{ code: number, output: string, elapsedMs: number }>} */
export function build(node) {
  ensurePdfAssets()
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  return runQuietly(node, [nextBin, 'build'], { cwd: root, env })
}

/** For those who built by other means: says what the build was made of. */
export function stampBuild() {
  writeFileSync(stampFile, hashSources())
}

function isBuilt(hash) {
  if (!existsSync(join(root, '.next', 'BUILD_ID')) || !existsSync(stampFile)) return false
  return readFileSync(stampFile, 'utf8') === hash
}

function hashSources() {
  const hash = createHash('sha256').update(process.platform)
  const files = [
    ...settings.map((name) => join(root, name)),
    ...sources.flatMap((name) => listFiles(join(root, name))),
  ]
  for (const file of files.sort()) {
    if (!existsSync(file)) continue
    hash.update(`\n${relative(root, file)}\n`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

function listFiles(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return leftOut.has(entry.name) ? [] : listFiles(path)
    return /\.test\.tsx?$/.test(entry.name) || !entry.isFile() ? [] : [path]
  })
}
