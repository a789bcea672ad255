/** `npm run e2e [-- playwright arguments]`: the browser journeys on the production build, shown as they run. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuild } from './lib/build.mjs'
import { ensureBrowser } from './lib/browser.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { ensureNode, root } from './lib/node.mjs'
import { exitWith } from './lib/run.mjs'

const node = await ensureNode()
await ensureDependencies()
const browser = await ensureBrowser()
await ensureBuild(node)

const cli = join(root, 'node_modules/@playwright/test/cli.js')
exitWith(
  spawn(node, [cli, 'test', '-c', 'e2e', ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CHROMIUM_PATH: browser },
  }),
)
