/** A PostgreSQL of our own for the repository tests: own data in a temporary folder, own port, loopback only. */
import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort } from './address.mjs'
import { installWithApt } from './apt.mjs'
import { say } from './say.mjs'

const debianFolder = '/usr/lib/postgresql'
const startTimeoutMs = 30_000

/**
 * @param {{ mayInstall: boolean }} options
 * @returns {Promise<{ url: string, stop: () => Promise<void> } | null>} null when there is none and none may be installed
 */
export async function startPostgres({ mayInstall }) {
  let bin = findPostgres()
  if (!bin && mayInstall) {
    say('Installing PostgreSQL for the repository tests…')
    const problem = await installWithApt(['postgresql'])
    if (problem) say(`PostgreSQL could not be installed: ${problem.trim().split('\n').at(-1)}`)
    bin = findPostgres()
  }
  if (!bin) return null

  const folder = mkdtempSync(join(tmpdir(), 'moonlake-postgres-'))
  const data = join(folder, 'data')
  const owner = findOwner()
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid)
  const options = { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8', HOME: folder } }

  const initdb = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'moonlake', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    {
      ...options,
      encoding: 'utf8',
    },
  )
  if (initdb.status !== 0) {
    rmSync(folder, { recursive: true, force: true })
    say(`PostgreSQL could not be set up: ${initdb.stderr || initdb.error?.message}`)
    return null
  }
  const port = await freePort()
  const server = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-k',
      folder,
      '-c',
      'fsync=off',
      '-c',
      'max_connections=60',
    ],
    { ...options, stdio: 'ignore' },
  )
  const clean = () => rmSync(folder, { recursive: true, force: true })
  const kill = () => server.kill('SIGINT')
  process.once('exit', kill)
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const stop = async () => {
    process.removeListener('exit', kill)
    kill()
    await ended
    clean()
  }
  if (!(await isAnswering(bin, port, options))) {
    await stop()
    say('PostgreSQL did not start.')
    return null
  }
  return { url: `postgres://moonlake@127.0.0.1:${port}/postgres`, stop }
}

function findPostgres() {
  const versions = existsSync(debianFolder)
    ? readdirSync(debianFolder).sort((a, b) => Number(b) - Number(a))
    : []
  const folders = [
    ...versions.map((version) => join(debianFolder, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter).filter(Boolean),
  ]
  return (
    folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ??
    null
  )
}

/** PostgreSQL refuses to run as root, so root lends it another user's rights. */
function findOwner() {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    const uid = Number(spawnSync('id', ['-u', name], { encoding: 'utf8' }).stdout)
    const gid = Number(spawnSync('id', ['-g', name], { encoding: 'utf8' }).stdout)
    if (uid > 0) return { uid, gid }
  }
  return {}
}

async function isAnswering(bin, port, options) {
  const deadline = Date.now() + startTimeoutMs
  while (Date.now() < deadline) {
    const { status } = spawnSync(
      join(bin, 'pg_isready'),
      ['-h', '127.0.0.1', '-p', String(port), '-q'],
      options,
    )
    if (status === 0) return true
    await setTimeout(100)
  }
  return false
}
