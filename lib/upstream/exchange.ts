import 'server-only'
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
  constants,
} from 'node:zlib'
import type { Transform } from 'node:stream'
import type { Dispatcher } from 'undici'

/** How far one request has come; what may be repeated depends on it (`retry.ts`). */
export type Phase = 'not_connected' | 'body_not_sent' | 'body_sent' | 'head_received' | 'body_started'

/** The exchange broke. `reason` says whether the network or one of our watchdogs ended it. */
export class ExchangeError extends Error {
  override name = 'ExchangeError'
  readonly phase: Phase
  readonly reason: 'network' | 'first_byte' | 'idle' | 'total'

  constructor(phase: Phase, reason: ExchangeError['reason'], cause?: unknown) {
    super(`${reason} in phase ${phase}`, { cause })
    this.phase = phase
    this.reason = reason
  }
}

/** Milliseconds. `deadline` is epoch ms, so that it can span several attempts. */
export type ExchangeLimits = {
  firstByteMs: number
  idleMs: number
  deadline: number
  /** For a body that is streamed: the wait between two pieces; `firstByteMs` then counts from the last one. */
  sendIdleMs?: number
}

export type Exchange = {
  status: number
  /** A header in lower case; the first of several. */
  header(name: string): string | null
  /**
   * The next piece of the body, decompressed; null at its end. One call at a time.
   *
   * @throws ExchangeError; the reason of the signal when it aborts
   */
  next(): Promise<Uint8Array | null>
  /** From now on the body may be silent only for this long. */
  setIdleLimit(ms: number): void
  /** The rest does not matter: the socket is free or closed within `releaseMs`. */
  release(): void
}

/** Ms that an unread rest may take before its socket is closed, so that a good socket is used again. */
export const releaseMs = 300
/** Bytes that may wait for the reader before upstream is paused. */
export const maxQueuedBytes = 512 * 1024

/**
 * One HTTP request and its answer, on undici's dispatcher without web streams: the cheapest way to many small pieces
 * (facts/performance.md §7). Follows no redirect, repeats nothing. Aborting the signal closes the socket at once.
 *
 * @returns when upstream's head has come
 * @throws ExchangeError; the reason of the signal when it aborts
 */
export function openExchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  limits: ExchangeLimits,
  signal?: AbortSignal,
): Promise<Exchange> {
  if (signal?.aborted) return Promise.reject(signal.reason)
  const receiver = new Receiver(limits, signal)
  try {
    dispatcher.dispatch(request, receiver)
  } catch (error) {
    receiver.onResponseError(null, error)
  }
  return receiver.head.promise
}

class Receiver implements Dispatcher.DispatchHandler {
  readonly head = Promise.withResolvers<Exchange>()
  #phase: Phase = 'not_connected'
  #controller: Dispatcher.DispatchController | null = null
  #decoder: Transform | null = null
  #queue: Uint8Array[] = []
  #queuedBytes = 0
  #isOver = false
  #isReleased = false
  #error: unknown = null
  #reader: PromiseWithResolvers<Uint8Array | null> | null = null
  #silence: NodeJS.Timeout
  #idleMs: number
  readonly #firstByteMs: number
  readonly #sendIdleMs: number | null
  readonly #total: NodeJS.Timeout
  readonly #signal: AbortSignal | undefined
  readonly #onAbort = () => this.#fail(this.#signal?.reason)

  constructor(limits: ExchangeLimits, signal: AbortSignal | undefined) {
    this.#idleMs = limits.idleMs
    this.#firstByteMs = limits.firstByteMs
    this.#sendIdleMs = limits.sendIdleMs ?? null
    this.#silence = this.#watchFirstByte(limits.sendIdleMs ?? limits.firstByteMs)
    const left = Math.max(0, limits.deadline - Date.now())
    this.#total = setTimeout(() => this.#fail(new ExchangeError(this.#phase, 'total')), left)
    this.#signal = signal
    signal?.addEventListener('abort', this.#onAbort, { once: true })
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#isOver) return this.#close()
    this.#phase = 'body_not_sent'
  }

  onBodySent(): void {
    if (this.#sendIdleMs !== null && this.#phase === 'body_not_sent') this.#silence.refresh()
  }

  onRequestSent(): void {
    if (this.#phase !== 'body_not_sent') return
    this.#phase = 'body_sent'
    if (this.#sendIdleMs === null || this.#isOver) return
    clearTimeout(this.#silence)
    this.#silence = this.#watchFirstByte(this.#firstByteMs)
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200 || this.#isOver) return
    this.#phase = 'head_received'
    const header = (name: string) => {
      const value = headers[name]
      return (Array.isArray(value) ? value[0] : value) ?? null
    }
    this.#decode(header('content-encoding'))
    this.head.resolve({
      status,
      header,
      next: () => this.#next(),
      setIdleLimit: (ms) => this.#watchIdle(ms),
      release: () => this.#release(),
    })
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver) return
    if (this.#phase === 'body_started') this.#silence.refresh()
    else {
      this.#phase = 'body_started'
      this.#watchIdle(this.#idleMs)
    }
    if (this.#isReleased) return
    if (this.#decoder) this.#decoder.write(chunk)
    else this.#push(chunk)
  }

  onResponseEnd(): void {
    if (this.#decoder && !this.#isReleased) this.#decoder.end()
    else this.#finish(null)
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: unknown): void {
    this.#finish(new ExchangeError(this.#phase, 'network', error))
  }

  #next(): Promise<Uint8Array | null> {
    const piece = this.#queue.shift()
    if (piece) {
      this.#queuedBytes -= piece.byteLength
      if (this.#queuedBytes === 0 && this.#controller?.paused) this.#controller.resume()
      return Promise.resolve(piece)
    }
    if (this.#isOver) return this.#error === null ? Promise.resolve(null) : Promise.reject(this.#error)
    this.#reader = Promise.withResolvers()
    return this.#reader.promise
  }

  #decode(encoding: string | null): void {
    this.#decoder = createDecoder(encoding)
    this.#decoder
      ?.on('data', (chunk: Buffer) => this.#push(chunk))
      .on('end', () => this.#finish(null))
      .on('error', (error) => this.#fail(new ExchangeError(this.#phase, 'network', error)))
  }

  #push(chunk: Uint8Array): void {
    if (this.#isOver || this.#isReleased) return
    if (this.#reader) {
      this.#reader.resolve(chunk)
      this.#reader = null
      return
    }
    this.#queue.push(chunk)
    this.#queuedBytes += chunk.byteLength
    if (this.#queuedBytes > maxQueuedBytes) this.#controller?.pause()
  }

  #watchFirstByte(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.#fail(new ExchangeError(this.#phase, 'first_byte')), ms)
  }

  #watchIdle(ms: number): void {
    this.#idleMs = ms
    if (this.#isOver || this.#phase !== 'body_started') return
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => {
      // Silence that we asked for ourselves is not upstream's.
      if (this.#controller?.paused) this.#silence.refresh()
      else this.#fail(new ExchangeError(this.#phase, 'idle'))
    }, ms)
  }

  #release(): void {
    if (this.#isOver || this.#isReleased) return
    this.#isReleased = true
    this.#queue = []
    this.#queuedBytes = 0
    this.#controller?.resume()
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => this.#fail(null), releaseMs)
  }

  /** Ends from our side: what is queued is still read, the socket is closed. */
  #fail(error: unknown): void {
    if (this.#isOver) return
    if (this.#signal?.aborted) this.#queue = []
    this.#finish(error)
    this.#close()
  }

  #finish(error: unknown): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#error = error
    clearTimeout(this.#silence)
    clearTimeout(this.#total)
    this.#signal?.removeEventListener('abort', this.#onAbort)
    if (error !== null) this.#decoder?.destroy()
    this.head.reject(error)
    if (error === null) this.#reader?.resolve(null)
    else this.#reader?.reject(error)
    this.#reader = null
  }

  #close(): void {
    this.#controller?.abort(new Error('closed by us'))
  }
}

function createDecoder(encoding: string | null): Transform | null {
  // A compressed stream that is cut still gives everything that arrived.
  const flush = { finishFlush: constants.Z_SYNC_FLUSH }
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(flush)
    case 'deflate':
      return createInflate(flush)
    case 'br':
      return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH })
    case 'zstd':
      return createZstdDecompress()
    default:
      return null
  }
}
