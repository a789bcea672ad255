import { ask, throughMoonlake } from '../bench/client'
import { ms, percentile } from '../bench/numbers'
import { startMoonlake, startUpstream } from '../bench/processes'
import { allOf, atMost } from './part'
import type { Figure, Part } from './part'

const fast = { streams: 300, rate: 50, seconds: 20, delayGoalMs: 250 }
const slow = { streams: 2_000, rate: 1 }
/** One person may have a thousand runs at once; more people spread them. */
const streamsPerPerson = 250
/** Streams begin within this many ms, as people do. */
const beginWithinMs = { fast: 2_000, slow: 20_000 }

/** Many answers at once: every chunk arrives, and soon. */
export const streams: Part = {
  unit: 'minutes of 2,000 streams',
  usual: 2,
  full: 10,
  async measure({ count }) {
    const upstream = await startUpstream()
    const app = await startMoonlake(upstream.baseUrl)
    const quick = await hold(app.url, {
      ...fast,
      chunks: fast.rate * fast.seconds,
      withinMs: beginWithinMs.fast,
    })
    const patient = await hold(app.url, {
      ...slow,
      chunks: slow.rate * 60 * count,
      withinMs: beginWithinMs.slow,
    })
    await Promise.all([app.remove(), upstream.stop()])
    const name = `${fast.streams} streams at ${fast.rate} events/s for ${fast.seconds} s`
    return {
      figures: [
        ...wholeness(name, quick),
        atMost(`${name}: p99 of the relay delay`, percentile(quick.delays, 0.99), fast.delayGoalMs, ms),
        ...wholeness(`${slow.streams} streams at ${slow.rate} event/s for ${count} min`, patient),
      ],
      note: `p50 of the relay delay ${ms(percentile(quick.delays, 0.5))} at ${fast.rate} events/s, ${ms(percentile(patient.delays, 0.5))} at ${slow.rate}; upstream, server and all readers share this machine.`,
    }
  },
}

type Held = { chunks: number; expected: number; dropped: number; delays: number[] }

async function hold(
  origin: string,
  plan: { streams: number; rate: number; chunks: number; withinMs: number },
): Promise<Held> {
  const { streams, rate, chunks, withinMs } = plan
  const people = await Promise.all(
    Array.from({ length: Math.ceil(streams / streamsPerPerson) }, () => throughMoonlake(origin)),
  )
  const delays: number[] = []
  let dropped = 0
  const one = async (index: number) => {
    await new Promise((resolve) => setTimeout(resolve, (index / streams) * withinMs))
    const person = people[index % people.length]
    if (!person) return
    try {
      const answer = await ask(person, `stamps ${chunks} at ${rate}`)
      for (const delay of answer.delays) delays.push(delay)
    } catch (error) {
      dropped += 1
      if (dropped <= 3) console.error(`  a stream broke: ${String(error).slice(0, 300)}`)
    }
  }
  await Promise.all(Array.from({ length: streams }, (_, index) => one(index)))
  return { chunks: delays.length, expected: streams * chunks, dropped, delays }
}

function wholeness(name: string, held: Held): Figure[] {
  return [
    {
      what: `${name}: streams dropped`,
      measured: String(held.dropped),
      goal: '0',
      isReached: held.dropped === 0,
    },
    allOf(`${name}: chunks that arrived`, held.chunks, held.expected),
  ]
}
