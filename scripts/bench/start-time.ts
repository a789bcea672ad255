import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort, own, root } from '../../e2e/servers'
import { ms, percentile } from './numbers'
import type { Table } from './table'

const starts = 3

/** `npm start` on a built clone: from the command to the first page. */
export async function measureStart(): Promise<Table> {
  const found: number[] = []
  for (let start = 0; start < starts; start += 1) found.push(await startOnce())
  return {
    title: `npm start on a built clone, to the first page answered, ${starts} starts`,
    head: ['what', 'median', 'slowest'],
    rows: [['first page', ms(percentile(found, 0.5)), ms(Math.max(...found))]],
  }
}

async function startOnce(): Promise<number> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'moonlake-bench-'))
  const port = await freePort()
  const startedAt = performance.now()
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs')], {
    cwd: root,
    stdio: 'ignore',
    env: { ...process.env, PORT: String(port), HOSTNAME: '127.0.0.1', DATA_DIR: dataDir },
  })
  own(child)
  let answered = false
  while (!answered) {
    answered = await fetch(`http://127.0.0.1:${port}/`).then(
      (response) => response.ok,
      () => false,
    )
    if (!answered) await setTimeout(20)
  }
  const elapsed = performance.now() - startedAt
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
  await rm(dataDir, { recursive: true, force: true })
  return elapsed
}
