/** `node scripts/with-node.mjs <bin> [args]` runs node_modules/.bin/<bin> on a Node that is new enough. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureDependencies } from './lib/dependencies.mjs'
import { ensureNode, root } from './lib/node.mjs'
import { ensurePdfAssets } from './lib/pdf-assets.mjs'
import { exitWith } from './lib/run.mjs'
import { fail } from './lib/say.mjs'

const [name, ...args] = process.argv.slice(2)
if (!name) fail('Say what to run: node scripts/with-node.mjs <bin> [arguments]')

const node = await ensureNode()
await ensureDependencies()
if (name === 'next') ensurePdfAssets()
exitWith(
  spawn(node, [findBin(name), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { NEXT_TELEMETRY_DISABLED: '1', ...process.env },
  }),
)

/** The JavaScript file behind a bin: links in .bin are shell scripts on Windows, so the package is asked instead. */
function findBin(bin) {
  const owners = {
    vitest: 'vitest',
    tsc: 'typescript',
    playwright: '@playwright/test',
    next: 'next',
    tsx: 'tsx',
  }
  const owner = owners[bin] ?? bin
  const manifest = join(root, 'node_modules', owner, 'package.json')
  if (!existsSync(manifest)) fail(`node_modules has no ${bin}.`)
  const { bin: bins } = JSON.parse(readFileSync(manifest, 'utf8'))
  const file = typeof bins === 'string' ? bins : bins?.[bin]
  if (!file) fail(`node_modules/${owner} has no command ${bin}.`)
  return join(root, 'node_modules', owner, file)
}
