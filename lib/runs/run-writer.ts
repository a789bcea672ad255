import 'server-only'
import { logger } from '@/lib/logger'
import type { RunEvent, RunFailure, RunOutcome } from './events'
import { addLiveRun, afterStoring, removeLiveRun } from './live-runs'
import { createRunLog } from './run-log'
import { reduceRun } from './reducer'
import { storeEnd } from './run-store'

/** How a generation ended, as the upstream family tells it; a person's stop is the writer's own affair. */
export type GenerationEnd = { outcome: 'done' } | { outcome: 'interrupted' | 'failed'; failure: RunFailure }

/**
 * Starts upstream and yields what it says. Ends by returning; aborting `signal` closes upstream's socket at once.
 * Failures are returned, not thrown.
 */
export type Generate = (signal: AbortSignal) => AsyncGenerator<RunEvent, GenerationEnd>

/** Waits between attempts to store the end of a run, in ms; after the last one readers learn it anyway. */
const storeEndWaits = [100, 400, 1_500, 3_000]

/**
 * Writes one run from its first event to its only terminal state: what goes in is a committed run and a generation,
 * what comes out is its log. It belongs to the process, not to a request; it never starts a generation twice and never
 * throws. The end is stored before readers see it, so a reload shows the same.
 *
 * @param stored the events committed with the run, `run-start` first
 * @param onEvent sees each event before it is logged; may replace it, or drop it with null
 * @param onEnd is told when the end has been stored and readers have seen it
 */
export function writeRun(options: {
  runId: string
  userId: string
  stored: RunEvent[]
  generate: Generate
  onEvent?: (event: RunEvent) => RunEvent | null
  onEnd?: (outcome: RunOutcome) => void
}): void {
  const log = createRunLog(options.stored)
  const abort = new AbortController()
  let ending: Promise<void> | null = null

  const end = (outcome: RunOutcome, failure: RunFailure | null): Promise<void> => {
    ending ??= finish(outcome, failure)
    return ending
  }

  async function finish(outcome: RunOutcome, failure: RunFailure | null): Promise<void> {
    abort.abort()
    const last: RunEvent[] = []
    if (failure) last.push({ type: 'run-error', failure })
    last.push({ type: 'run-end', outcome, at: Date.now() })
    log.publish()
    await afterStoring()
    const { seq, run } = log.head()
    const record = log.takeUnstored()
    const events = [...(record?.events ?? []), ...last]
    const ended = last.reduce(reduceRun, run)
    const lastSeq = seq + last.length
    const firstSeq = lastSeq - events.length + 1
    await storeWithPatience(
      () => storeEnd(ended, lastSeq, { firstSeq, lastSeq, events }, Date.now()),
      options.runId,
    )
    for (const event of last) log.append(event)
    log.publish()
    removeLiveRun(options.runId)
    options.onEnd?.(outcome)
  }

  async function write(): Promise<void> {
    try {
      const generation = options.generate(abort.signal)
      let next = await generation.next()
      while (!next.done && !ending) {
        const event = options.onEvent ? options.onEvent(next.value) : next.value
        if (event) log.append(event)
        next = await generation.next()
      }
      if (ending) return
      if (!next.done) return
      const result = next.value
      await end(result.outcome, result.outcome === 'done' ? null : result.failure)
    } catch (error) {
      if (ending) return
      logger.error('run failed', { runId: options.runId, error })
      await end('failed', { code: 'internal', detail: null, upstreamCode: null })
    }
  }

  addLiveRun({
    id: options.runId,
    userId: options.userId,
    log,
    stop: () => end('stopped', null),
    interrupt: () => end('interrupted', { code: 'restart', detail: null, upstreamCode: null }),
  })
  void write()
}

async function storeWithPatience(store: () => Promise<void>, runId: string): Promise<void> {
  for (const wait of [...storeEndWaits, null]) {
    try {
      return await store()
    } catch (error) {
      logger.error('end of run not stored', { runId, error })
      if (wait === null) return
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}
