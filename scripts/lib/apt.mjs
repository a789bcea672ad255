import { spawnSync } from 'node:child_process'
import { runQuietly } from './run.mjs'

/** @returns {Promise<string | null>} what went wrong, or null */
export async function installWithApt(packages) {
  if (process.platform !== 'linux' || spawnSync('apt-get', ['--version']).status !== 0)
    return 'There is no apt-get here.'
  if (process.getuid?.() !== 0)
    return `Only root may install packages: sudo apt-get install ${packages.join(' ')}`
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { code, output } = await runQuietly('apt-get', args, { env })
    // A mirror that is half reachable still leaves lists that the install can use.
    if (code !== 0 && args[0] === 'install') return output
  }
  return null
}
