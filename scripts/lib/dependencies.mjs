import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { root } from './node.mjs'
import { runNpm } from './npm.mjs'
import { fail, say } from './say.mjs'

const lockFile = join(root, 'package-lock.json')
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.moonlake-installed')

/** Installs what package-lock.json says, unless that is what node_modules holds already. */
export async function ensureDependencies() {
  if (isInstalled()) return
  await withLock(join(root, '.cache', 'install.lock'), () => {
    if (isInstalled()) return
    say('Installing packages…')
    // No package here needs its install script: better-sqlite3 and esbuild ship their binaries.
    const { status, output } = runNpm(
      ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
      root,
    )
    if (status !== 0) fail(`Packages could not be installed.\n${output}`)
    writeFileSync(stampFile, lockHash())
  })
}

function isInstalled() {
  if (existsSync(stampFile)) return readFileSync(stampFile, 'utf8') === lockHash()
  // Installed by hand: npm's own record is newer than the lock file.
  const record = join(modules, '.package-lock.json')
  return existsSync(record) && statSync(record).mtimeMs >= statSync(lockFile).mtimeMs
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lockFile)).digest('hex')
}
