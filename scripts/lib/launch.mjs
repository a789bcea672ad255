import { spawn } from 'node:child_process'
import { ensureBrowser } from './browser.mjs'
import { ensureBuild } from './build.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { ensureNode, root } from './node.mjs'
import { exitWith } from './run.mjs'

/** Runs a TypeScript file on the production build, with Node, packages and (unless not needed) a browser seen to. */
export async function launch(file, { nodeArgs = [], needsBrowser = true } = {}) {
  const node = await ensureNode()
  await ensureDependencies()
  const browser = needsBrowser ? { CHROMIUM_PATH: await ensureBrowser() } : {}
  await ensureBuild(node)
  const args = [...nodeArgs, '--import', 'tsx', file, ...process.argv.slice(2)]
  exitWith(spawn(node, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...browser } }))
}
