import 'server-only'
import type { RunEvent } from './events'
import { reduceRun } from './reducer'
import { emptyRun, isOver } from './run'
import type { Run } from './run'

/**
 * The log of one live run in memory: numbers the events, folds them, holds them encoded for readers and unstored for
 * the database. One writer appends; any number of readers share one encoded buffer per event. Events of one turn of the
 * event loop leave together, neighbouring texts merged, so a burst costs one write. It never waits and never throws.
 */

/** Encoded bytes kept for readers; a reader that is further behind gets a snapshot. */
export const maxRetainedBytes = 4 * 1024 * 1024
/** Events other than text in one run; what comes after is counted and dropped. */
export const maxStepEvents = 5_000
/** Characters in the JSON of a run's steps and media. */
export const maxStepCharacters = 16 * 1024 * 1024

export type LogRecord = { firstSeq: number; lastSeq: number; events: RunEvent[] }

export type RunLog = {
  /** Publishes at the end of this turn of the event loop. */
  append(event: RunEvent): void
  /** Publishes now what was appended. */
  publish(): void
  /** The last number that is published, and the run folded up to it. */
  head(): { seq: number; run: Run }
  /** SSE bytes of everything after `seq`; null when that is not held any more or `seq` is from the future. */
  bytesAfter(seq: number): Buffer | null
  /** Resolves when something is published after this call. */
  changed(): Promise<void>
  /** What the database does not have yet, merged to one record; the caller stores it or gives it back. */
  takeUnstored(): LogRecord | null
  giveBack(record: LogRecord): void
}

/** @param stored events that the database already has, numbered from 1 */
export function createRunLog(stored: RunEvent[]): RunLog {
  let run = stored.reduce(reduceRun, emptyRun)
  let seq = stored.length
  let frames = stored.map((event, index) => encodeFrame(index + 1, event))
  let firstHeld = 1
  let heldBytes = 0
  let waiting: RunEvent[] = []
  let unstored: LogRecord | null = null
  let isScheduled = false
  let stepEvents = 0
  let stepCharacters = 0
  let dropped = 0
  let wake = Promise.withResolvers<void>()

  function append(event: RunEvent): void {
    if (!fits(event)) return
    const last = waiting.at(-1)
    if (event.type === 'text-delta' && last?.type === 'text-delta') {
      waiting[waiting.length - 1] = { type: 'text-delta', text: last.text + event.text }
    } else {
      waiting.push(event)
    }
    if (isScheduled) return
    isScheduled = true
    setImmediate(publish)
  }

  function fits(event: RunEvent): boolean {
    if (!stepLike.has(event.type)) return true
    stepEvents += 1
    stepCharacters += sizeOf(event)
    if (stepEvents <= maxStepEvents && stepCharacters <= maxStepCharacters) return true
    dropped += 1
    return false
  }

  function publish(): void {
    isScheduled = false
    const isEnding = waiting.some((event) => event.type === 'run-end')
    if (dropped > 0 && isEnding) {
      waiting.splice(-1, 0, { type: 'notice', code: 'event_limit', count: dropped })
      dropped = 0
    }
    if (waiting.length === 0) return
    const events = waiting
    waiting = []
    for (const event of events) {
      if (isOver(run)) break
      seq += 1
      run = reduceRun(run, event)
      const frame = encodeFrame(seq, event)
      frames.push(frame)
      heldBytes += frame.length
      keepForStorage(event)
    }
    forgetOldFrames()
    wake.resolve()
    wake = Promise.withResolvers()
  }

  function keepForStorage(event: RunEvent): void {
    unstored ??= { firstSeq: seq, lastSeq: seq, events: [] }
    unstored.lastSeq = seq
    unstored.events.push(event)
  }

  function forgetOldFrames(): void {
    if (heldBytes <= maxRetainedBytes) return
    let drop = 0
    while (heldBytes > maxRetainedBytes / 2 && drop < frames.length - 1) {
      heldBytes -= frames[drop]?.length ?? 0
      drop += 1
    }
    frames = frames.slice(drop)
    firstHeld += drop
  }

  return {
    append,
    publish,
    head: () => ({ seq, run }),
    bytesAfter(after) {
      if (after > seq || after + 1 < firstHeld) return null
      const tail = frames.slice(after + 1 - firstHeld)
      return tail.length === 1 && tail[0] ? tail[0] : Buffer.concat(tail)
    },
    changed: () => wake.promise,
    takeUnstored() {
      const record = unstored
      unstored = null
      return record
    },
    giveBack(record) {
      unstored = unstored
        ? {
            firstSeq: record.firstSeq,
            lastSeq: unstored.lastSeq,
            events: [...record.events, ...unstored.events],
          }
        : record
    },
  }
}

/** One SSE message (WHATWG HTML §9.2) whose id is the event's number. */
export function encodeFrame(seq: number, event: RunEvent): Buffer {
  return Buffer.from(`id: ${seq}\ndata: ${JSON.stringify(event)}\n\n`)
}

/** The SSE message that replaces everything before it. */
export function encodeSnapshot({ seq, run }: { seq: number; run: Run }): Buffer {
  return Buffer.from(`id: ${seq}\ndata: ${JSON.stringify({ type: 'snapshot', seq, run })}\n\n`)
}

const stepLike = new Set<RunEvent['type']>([
  'media',
  'question',
  'node-start',
  'node-end',
  'tool-start',
  'tool-end',
  'loop-progress',
  'unknown-step',
  'usage',
  'metadata',
])

function sizeOf(event: RunEvent): number {
  switch (event.type) {
    case 'node-start':
      return event.input?.length ?? 0
    case 'node-end':
      return event.output?.length ?? 0
    case 'unknown-step':
    case 'metadata':
      return event.json.length
    case 'tool-start':
    case 'tool-end':
    case 'media':
    case 'question':
      return JSON.stringify(event).length
    default:
      return 0
  }
}
