/** `npm run bench [-- --write] [-- only…]`: measures what docs/benchmarks.md records, on this machine, loopback only. */
import { writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright'
import type { Browser } from 'playwright'
import { root } from '../../e2e/servers'
import { measureFirstLoad } from './first-load'
import { measureChunkDelay, measureFirstToken } from './latency'
import { measureStreamingPage } from './page'
import { measureServerCpu } from './server-cpu'
import { measureSource } from './source'
import { measureStart } from './start-time'
import { measureUploadMemory } from './upload-memory'
import { toMarkdown } from './table'
import type { Table } from './table'

const parts: Record<string, (browser: Browser) => Promise<Table | Table[]>> = {
  'first-token': measureFirstToken,
  'chunk-delay': measureChunkDelay,
  'server-cpu': measureServerCpu,
  page: measureStreamingPage,
  'first-load': measureFirstLoad,
  source: measureSource,
  start: measureStart,
  upload: measureUploadMemory,
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const args = process.argv.slice(2)
const wanted = args.filter((arg) => !arg.startsWith('--'))
const unknown = wanted.find((name) => !(name in parts))
if (unknown !== undefined) {
  console.error(`There is no ${unknown}; choose from ${Object.keys(parts).join(', ')}.`)
  process.exit(1)
}

const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium' })
const texts: string[] = []
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const tables = await measure(browser)
  for (const table of [tables].flat()) {
    texts.push(toMarkdown(table))
    console.log(`\n${texts.at(-1)}`)
  }
}
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, Chromium ${browser.version()}`
await browser.close()

if (args.includes('--write')) {
  const head = `# Benchmarks

\`npm run bench -- --write\` measures this page anew; \`npm run bench -- page\` one part. Everything runs on the loopback address with the production build. Ratios against the reference of the same run carry over to other machines, milliseconds do not.

${new Date().toISOString().slice(0, 10)} · ${machine}
`
  await writeFile(path.join(root, 'docs/benchmarks.md'), [head, ...texts].join('\n'))
}
