/**
 * Follows a run from the browser until it is over, whatever happens to the network in between.
 *
 * In: a response whose body already streams frames, or the id of a run to attach to. Out: validated frames in
 * order, each once, in batches (some twenty a second); the state of the connection; one end. It never stops the
 * run: detaching only closes our side. The wire is SSE, the id of a message is the sequence number of its event.
 */
import { createParser } from 'eventsource-parser'
import { isOver } from './run'
import { runFrameSchema } from './start-run-schema'
import type { RunFrame } from './start-run-schema'

export type Connection = 'open' | 'reconnecting'

/** `over`: the run has its terminal state. `gone`: the server knows no such run for us. */
export type FollowEnd = 'over' | 'gone'

export type FollowHandlers = {
  /** Some twenty times a second; `seq` is the number of the last event in the batch. */
  onFrames: (frames: RunFrame[], seq: number) => void
  onConnection: (connection: Connection) => void
  /** Once, after the last batch; never after detaching. */
  onEnd: (end: FollowEnd) => void
}

export type FollowSource = {
  /** Null as long as only `first` knows it: its first frame says it. */
  runId: string | null
  /** The last event that we have; null: a snapshot first. */
  after: number | null
  /** A stream that is open already. */
  first?: Response
  /** Opens the stream again while the run's id is not known, which must be harmless (a send key). */
  reopen?: (signal: AbortSignal) => Promise<Response>
}

/** What a follower needs of the browser; injected by tests. */
export type FollowWorld = {
  fetch: (path: string, init: RequestInit) => Promise<Response>
  /** Calls back once before the next paint, or soon when nothing is painted; answers with its cancellation. */
  schedule: (flush: () => void) => () => void
  after: (milliseconds: number, callback: () => void) => () => void
  isOnline: () => boolean
  /** The network or the reader came back. */
  onReturn: (callback: () => void) => () => void
  /** The network went away. */
  onAway: (callback: () => void) => () => void
  /**
   * Asks for the right to keep a connection open, and answers with what gives it back; null when too many are open
   * (HTTP/1.1 allows six for all tabs). Without it we look in now and then instead of staying.
   */
  takeSlot: () => Promise<(() => void) | null>
}

/** The server sends a comment every 15 s; twice that and a little without a byte is a dead connection. */
export const silenceLimitMs = 35_000
/**
 * How long a batch rests before the next may be drawn with a painted frame: each third one of sixty a second, which
 * is as smooth to read as every one.
 */
export const restMs = 34
const firstDelaysMs = [0, 250, 500]
/** For the first minute a return is noticed within a second, then the server is spared. */
const eagerAttempts = 60
const eagerDelayMs = 1_000
const patientDelayMs = 5_000
/** How long a look lasts that has no slot, and the pause until the next. */
export const visitMs = 1_500
export const pauseMs = 2_500

/** Starts following; the returned function detaches, after which no handler is called. */
export function followRun(source: FollowSource, handlers: FollowHandlers, world: FollowWorld): () => void {
  let runId = source.runId
  let seq = source.after
  let isDone = false
  let attempt = 0
  let connection: Connection = 'open'
  let current: AbortController | null = null
  let cancelRetry: (() => void) | null = null
  let cancelFlush: (() => void) | null = null
  let cancelRest: (() => void) | null = null
  let batch: RunFrame[] = []
  let hasWords = false
  let giveSlotBack: (() => void) | null = null
  const offReturn = world.onReturn(() => {
    if (cancelRetry) retry(0)
  })
  const offAway = world.onAway(() => {
    if (!isDone && !cancelRetry) lose()
  })

  void connect(source.first ?? null)
  return detach

  function detach(): void {
    isDone = true
    current?.abort()
    cancelRetry?.()
    cancelFlush?.()
    cancelRest?.()
    giveSlotBack?.()
    offReturn()
    offAway()
  }

  function end(reason: FollowEnd): void {
    if (isDone) return
    flush()
    detach()
    handlers.onEnd(reason)
  }

  async function connect(ready: Response | null): Promise<void> {
    const controller = new AbortController()
    current = controller
    void takeSlot()
    try {
      const response = ready ?? (await open(controller.signal))
      if (controller.signal.aborted) {
        void response.body?.cancel().catch(() => undefined)
        return
      }
      if (isRefusal(response.status)) return end('gone')
      if (!response.ok || !response.body) return lose(controller, retryAfterMs(response))
      await read(response.body, controller)
    } catch {
      // The network, an abort of ours, or a body that broke off: `lose` knows which of them still matters.
    }
    lose(controller)
  }

  function open(signal: AbortSignal): Promise<Response> {
    if (runId === null && source.reopen) return source.reopen(signal)
    const query = seq === null ? '' : `?after=${seq}`
    const path = `/api/runs/${encodeURIComponent(runId ?? '')}/events${query}`
    return world.fetch(path, { headers: { accept: 'text/event-stream' }, signal })
  }

  async function read(body: ReadableStream<Uint8Array>, controller: AbortController): Promise<void> {
    const reader = body.getReader()
    controller.signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined))
    const decoder = new TextDecoder()
    const parser = createParser({
      onEvent: (message) => {
        if (controller === current && !isDone) accept(message.id, message.data)
      },
    })
    let cancelSilence = world.after(silenceLimitMs, () => lose(controller))
    const cancelVisit = world.after(visitMs, () => {
      if (!giveSlotBack) pause(controller)
    })
    try {
      for (;;) {
        const { done, value } = await reader.read()
        if (done || controller.signal.aborted) return
        // What comes while a batch waits is hardly younger than its beginning.
        if (batch.length === 0) {
          cancelSilence()
          cancelSilence = world.after(silenceLimitMs, () => lose(controller))
        }
        isHeard()
        parser.feed(decoder.decode(value, { stream: true }))
      }
    } finally {
      cancelSilence()
      cancelVisit()
    }
  }

  async function takeSlot(): Promise<void> {
    if (giveSlotBack) return
    const giveBack = await world.takeSlot()
    if (isDone || giveSlotBack) giveBack?.()
    else giveSlotBack = giveBack
  }

  /** Leaves the connection to others for a while; nothing is lost by it. */
  function pause(which: AbortController): void {
    if (isDone || which !== current || runId === null) return
    current.abort()
    current = null
    retry(pauseMs)
  }

  function accept(id: string | undefined, data: string): void {
    const frame = parseFrame(data)
    const frameSeq = frame?.type === 'snapshot' ? frame.seq : Number(id)
    if (!Number.isSafeInteger(frameSeq)) return
    if (frame?.type === 'snapshot') {
      if (seq !== null && frameSeq < seq) return
      batch = []
    } else {
      if (seq !== null && frameSeq <= seq) return
      // Something is missing in between: fetch it, rather than show a text with a hole.
      if (frameSeq > (seq ?? 0) + 1) return lose()
    }
    seq = frameSeq
    if (!frame) return
    runId ??= frame.type === 'snapshot' ? frame.run.id : frame.type === 'run-start' ? frame.runId : null
    batch.push(frame)
    if (frame.type === 'run-end' || (frame.type === 'snapshot' && isOver(frame.run))) return end('over')
    // The first words are awaited: a frame is long for them.
    if (frame.type === 'text-delta' && !hasWords) {
      hasWords = true
      return flush()
    }
    if (!cancelRest) cancelFlush ??= world.schedule(flush)
  }

  function flush(): void {
    cancelFlush?.()
    cancelFlush = null
    if (batch.length === 0 || seq === null) return
    const frames = batch
    batch = []
    rest()
    handlers.onFrames(frames, seq)
  }

  function rest(): void {
    cancelRest?.()
    cancelRest = world.after(restMs, () => {
      cancelRest = null
      if (batch.length > 0) cancelFlush ??= world.schedule(flush)
    })
  }

  function isHeard(): void {
    attempt = 0
    tell('open')
  }

  /** A stream that ends without the end of the run is a lost connection, not an end. */
  function lose(which: AbortController | null = current, delayMs?: number): void {
    if (isDone || which !== current) return
    current?.abort()
    current = null
    flush()
    tell('reconnecting')
    retry(Math.max(delayMs ?? 0, nextDelay()))
  }

  function nextDelay(): number {
    const delay = firstDelaysMs[attempt] ?? (attempt < eagerAttempts ? eagerDelayMs : patientDelayMs)
    attempt += 1
    return world.isOnline() ? delay : Math.max(delay, patientDelayMs)
  }

  function retry(delayMs: number): void {
    cancelRetry?.()
    const go = () => {
      cancelRetry = null
      void connect(null)
    }
    cancelRetry = world.after(delayMs, go)
  }

  function tell(next: Connection): void {
    if (next === connection) return
    connection = next
    handlers.onConnection(next)
  }
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429
}

function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 30) * 1_000 : 0
}

/** Null for a frame that we cannot read, for example of a newer server: it is skipped, its number counts. */
function parseFrame(data: string): RunFrame | null {
  try {
    const frame = runFrameSchema.safeParse(JSON.parse(data))
    return frame.success ? frame.data : null
  } catch {
    return null
  }
}
