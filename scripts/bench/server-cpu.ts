import { ask, directly, throughMoonlake } from './client'
import type { Asked } from './client'
import { ms, percentile, times } from './numbers'
import { cpuSeconds, startMoonlake, startPipe, startUpstream } from './processes'
import type { Table } from './table'

const chunks = 200
const rate = 20
const streamCounts = [20, 200]

/** CPU seconds of the serving process for 10,000 chunks, everything included: sessions, database, log, framing. */
export async function measureServerCpu(): Promise<Table> {
  const upstream = await startUpstream()
  const pipe = await startPipe(upstream.invokeUrl)
  const app = await startMoonlake(upstream.baseUrl)
  const rows: string[][] = []
  for (const streams of streamCounts) {
    const bare = await measure(
      pipe.pid,
      { ...directly('bare Node pipe', pipe.url, ''), url: pipe.url },
      streams,
    )
    const own = await measure(app.pid, await throughMoonlake(app.url), streams)
    for (const { name, cpu, delays } of [bare, own]) {
      rows.push([
        `${streams} streams, ${name}`,
        `${cpu.toFixed(2)} s`,
        times(cpu / bare.cpu),
        ms(percentile(delays, 0.5)),
        ms(percentile(delays, 0.99)),
      ])
    }
  }
  await Promise.all([app.remove(), pipe.stop(), upstream.stop()])
  return {
    title: `Server CPU for 10,000 chunks, ${chunks} chunks a stream at ${rate} a second`,
    head: ['streams', 'CPU', 'of the pipe’s', 'chunk delay p50', 'p99'],
    rows,
  }
}

async function measure(pid: number, asked: Asked, streams: number) {
  await Promise.all(Array.from({ length: 5 }, () => ask(asked, 'stamps 50 at 200')))
  const before = cpuSeconds(pid)
  const answers = await Promise.all(
    Array.from({ length: streams }, () => ask(asked, `stamps ${chunks} at ${rate}`)),
  )
  const cpu = ((cpuSeconds(pid) - before) / (streams * chunks)) * 10_000
  const delays = answers.flatMap((answer) => answer.delays)
  if (delays.length !== streams * chunks)
    throw new Error(`${asked.name}: ${delays.length} chunks of ${streams * chunks} arrived`)
  return { name: asked.name, cpu, delays }
}
