import 'server-only'
import { runEventSchema } from './events'
import type { RunEvent } from './events'
import { findLiveRun } from './live-runs'
import { recoverRun } from './recovery'
import { reduceRun } from './reducer'
import { emptyRun, isOver } from './run'
import type { Run } from './run'
import { encodeFrame, encodeSnapshot } from './run-log'
import type { RunLog } from './run-log'
import { findRunOf, isAbandoned, parseSnapshot, readEvents } from './run-store'
import { eventWithoutTimeline, runWithoutTimeline } from './without-timeline'

/** Time between two heartbeat comments, in ms. */
export const heartbeatMs = 15_000
/** How often a run that another process writes is looked up, in ms. */
const otherProcessPollMs = 250

const heartbeat = Buffer.from(': hb\n\n')

/**
 * The event stream of one reader: a snapshot when `after` is null or no longer held, then every later event, then the
 * end. Pulled, never pushed: a slow reader costs one number, not a queue; it catches up in one piece or by snapshot.
 *
 * @param after the last number that the reader has; null when it has nothing
 * @param options.hidesTimeline for guests to whom the nodes of a run are not shown
 * @returns bytes of SSE, or null when the run is not this person's
 */
export async function readRun(
  userId: string,
  runId: string,
  after: number | null,
  { hidesTimeline = false }: { hidesTimeline?: boolean } = {},
): Promise<ReadableStream<Uint8Array> | null> {
  const live = findLiveRun(runId)
  if (live) {
    if (live.userId !== userId) return null
    return streamLog(hidesTimeline ? logWithoutTimeline(live.log) : live.log, after)
  }
  const row = await findRunOf(userId, runId)
  if (!row) return null
  const shown = hidesTimeline ? runWithoutTimeline : sameRun
  if (row.snapshot) {
    const run = shown(parseSnapshot(row.snapshot))
    return streamOf(after === row.snapshot_seq ? [] : [encodeSnapshot({ seq: row.snapshot_seq, run })])
  }
  return streamStored(userId, runId, after, hidesTimeline)
}

/** The stream of a log in this process, from `after`. */
export function streamLog(
  log: Pick<RunLog, 'head' | 'bytesAfter' | 'changed'>,
  after: number | null,
): ReadableStream<Uint8Array> {
  let cursor = after
  let isClosed = false
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        while (!isClosed) {
          const changed = log.changed()
          const { seq, run } = log.head()
          const hasNews = cursor === null || seq !== cursor
          if (hasNews) {
            const bytes = cursor === null ? null : log.bytesAfter(cursor)
            controller.enqueue(bytes ?? encodeSnapshot({ seq, run }))
            cursor = seq
          }
          if (isOver(run)) return controller.close()
          if (hasNews) return
          if ((await firstOf(changed, heartbeatMs)) === 'late') return controller.enqueue(heartbeat)
        }
      },
      cancel() {
        isClosed = true
      },
    },
    { highWaterMark: 1 },
  )
}

/** A run that another process writes (or wrote): its stored log, looked up until it ends. */
function streamStored(
  userId: string,
  runId: string,
  after: number | null,
  hidesTimeline: boolean,
): ReadableStream<Uint8Array> {
  const shown = hidesTimeline ? runWithoutTimeline : sameRun
  const shownEvent = hidesTimeline ? eventWithoutTimeline : sameEvent
  let cursor = after
  let run = emptyRun
  let sentAt = Date.now()
  let isClosed = false
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        while (!isClosed) {
          const row = await findRunOf(userId, runId)
          if (!row) return controller.close()
          if (row.snapshot) {
            controller.enqueue(
              encodeSnapshot({ seq: row.snapshot_seq, run: shown(parseSnapshot(row.snapshot)) }),
            )
            return controller.close()
          }
          if (isAbandoned(row, Date.now())) {
            await recoverRun(row)
            continue
          }
          const events = await readEvents(runId, cursor ?? 0)
          if (events.length > 0) {
            const first = (cursor ?? 0) + 1
            run = events.reduce(reduceRun, run)
            const isFirst = cursor === null
            cursor = first - 1 + events.length
            controller.enqueue(
              isFirst
                ? encodeSnapshot({ seq: cursor, run: shown(run) })
                : encodeEvents(first, events.map(shownEvent)),
            )
            sentAt = Date.now()
            return
          }
          if (Date.now() - sentAt > heartbeatMs) {
            sentAt = Date.now()
            return controller.enqueue(heartbeat)
          }
          await new Promise((resolve) => setTimeout(resolve, otherProcessPollMs))
        }
      },
      cancel() {
        isClosed = true
      },
    },
    { highWaterMark: 1 },
  )
}

/** The same log for those to whom the nodes are not shown. */
function logWithoutTimeline(log: RunLog): Pick<RunLog, 'head' | 'bytesAfter' | 'changed'> {
  return {
    changed: log.changed,
    head() {
      const { seq, run } = log.head()
      return { seq, run: runWithoutTimeline(run) }
    },
    bytesAfter(after) {
      const frames = log.bytesAfter(after)?.toString('utf8').split('\n\n').slice(0, -1)
      if (!frames) return null
      return encodeEvents(
        after + 1,
        frames.map((frame) =>
          eventWithoutTimeline(runEventSchema.parse(JSON.parse(frame.slice(frame.indexOf('data: ') + 6)))),
        ),
      )
    },
  }
}

/** @param first the number of the first */
function encodeEvents(first: number, events: RunEvent[]): Buffer {
  return Buffer.concat(events.map((event, index) => encodeFrame(first + index, event)))
}

function sameRun(run: Run): Run {
  return run
}

function sameEvent(event: RunEvent): RunEvent {
  return event
}

function streamOf(pieces: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece)
      controller.close()
    },
  })
}

function firstOf(promise: Promise<void>, ms: number): Promise<'changed' | 'late'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('late'), ms)
    void promise.then(() => {
      clearTimeout(timer)
      resolve('changed')
    })
  })
}
