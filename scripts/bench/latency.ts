import { Engine } from '../../e2e/servers'
import { ask, directly, inOneConversation, throughMoonlake } from './client'
import type { Asked } from './client'
import { ms, percentile, times } from './numbers'
import { invokeUrlOf, startMoonlake, startPipe, startUpstream } from './processes'
import type { Table } from './table'

const sends = 60
const warmUps = 10

/** From the request to the first text, against the same request sent to the engine; all take turns. */
export async function measureFirstToken(): Promise<Table> {
  const engine = await Engine.start()
  const direct = directly('engine directly', invokeUrlOf(engine.baseUrl), engine.key)
  const pipe = await startPipe(direct.url, engine.key)
  const app = await startMoonlake(engine.baseUrl, { BIGMODEL_API_KEY: engine.key })
  const asked: Asked[] = [
    direct,
    { ...direct, name: 'bare Node pipe', url: pipe.url },
    { ...(await throughMoonlake(app.url)), name: 'Moonlake, first question (makes a conversation)' },
    { ...(await inOneConversation(app.url, 'one packet')), name: 'Moonlake, next question' },
  ]
  const found = new Map<Asked, number[]>(asked.map((one) => [one, []]))
  for (let send = 0; send < warmUps + sends; send += 1) {
    for (const one of asked) {
      const { firstTextMs } = await ask(one, 'one packet')
      if (send >= warmUps) found.get(one)?.push(firstTextMs)
    }
  }
  await Promise.all([app.remove(), pipe.stop(), engine.stop()])
  const base = found.get(direct) ?? []
  return {
    title: `First token, ${sends} sends in turn`,
    head: ['path', 'p50', 'p95', 'added p50', 'added p95'],
    rows: asked.map((one) => {
      const values = found.get(one) ?? []
      const added = (share: number) => percentile(values, share) - percentile(base, share)
      const isBase = one === direct
      return [
        one.name,
        ms(percentile(values, 0.5)),
        ms(percentile(values, 0.95)),
        isBase ? '–' : ms(added(0.5)),
        isBase ? '–' : ms(added(0.95)),
      ]
    }),
  }
}

/** From upstream's write of a chunk to its arrival at the client, ten streams at 20 chunks a second. */
export async function measureChunkDelay(): Promise<Table> {
  const upstream = await startUpstream()
  const pipe = await startPipe(upstream.invokeUrl)
  const app = await startMoonlake(upstream.baseUrl)
  const direct = directly('upstream directly', upstream.invokeUrl, '')
  const asked: Asked[] = [
    direct,
    { ...direct, name: 'bare Node pipe', url: pipe.url },
    await throughMoonlake(app.url),
  ]
  const found: { name: string; delays: number[] }[] = []
  for (const one of asked) {
    await ask(one, 'stamps 20 at 100')
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(one, 'stamps 100 at 20')))
    const delays = answers.flatMap((answer) => answer.delays)
    if (delays.length !== 1000) throw new Error(`${one.name}: ${delays.length} of 1000 chunks arrived`)
    found.push({ name: one.name, delays })
  }
  await Promise.all([app.remove(), pipe.stop(), upstream.stop()])
  const base = found[0]?.delays ?? []
  const reference = found[1]?.delays ?? []
  return {
    title: 'Delay of a chunk, 10 streams, 100 chunks each at 20 a second',
    head: ['path', 'p50', 'p95', 'p99', 'added p50', 'p50 of the pipe’s'],
    rows: found.map(({ name, delays }) => [
      name,
      ms(percentile(delays, 0.5)),
      ms(percentile(delays, 0.95)),
      ms(percentile(delays, 0.99)),
      delays === base ? '–' : ms(percentile(delays, 0.5) - percentile(base, 0.5)),
      delays === base ? '–' : times(percentile(delays, 0.5) / percentile(reference, 0.5)),
    ]),
  }
}
