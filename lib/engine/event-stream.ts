/** Writes server-sent events in the platform's dialect (no space after `data:`) or in another one on request. */
import type { ServerResponse } from 'node:http'

export type Dialect = {
  newline: '\n' | '\r\n' | '\r'
  /** After the colon. */
  space: '' | ' '
  /** Writes each byte by itself. */
  isByteWise?: boolean
}

export const platformDialect: Dialect = { newline: '\n', space: '' }

export class EventStream {
  dialect: Dialect = platformDialect
  readonly #response: ServerResponse
  readonly #signal: AbortSignal

  constructor(response: ServerResponse, signal: AbortSignal) {
    this.#response = response
    this.#signal = signal
  }

  /** Sends the head at once, so that the caller knows that the request was taken. */
  open(headers: Record<string, string> = {}): void {
    if (this.#response.headersSent) return
    this.#response.writeHead(200, {
      'content-type': 'text/event-stream;charset=UTF-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
      ...headers,
    })
    this.#response.flushHeaders()
  }

  send(payload: unknown): Promise<void> {
    return this.sendText(typeof payload === 'string' ? payload : JSON.stringify(payload))
  }

  /** One event whose data may have several lines. */
  sendText(data: string): Promise<void> {
    const { newline, space } = this.dialect
    const lines = data.split('\n').map((line) => `data:${space}${line}${newline}`)
    return this.sendBytes(Buffer.from(lines.join('') + newline))
  }

  /** Anything at all, for faults. Waits while the reader is slower than we are. */
  async sendBytes(bytes: Buffer | string): Promise<void> {
    this.#signal.throwIfAborted()
    this.open()
    if (!this.dialect.isByteWise) return this.#write(bytes)
    const all = Buffer.from(bytes)
    for (let at = 0; at < all.length; at += 1) {
      await this.#write(all.subarray(at, at + 1))
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  end(): void {
    this.#response.end()
  }

  async #write(bytes: Buffer | string): Promise<void> {
    if (this.#response.write(bytes)) return
    await new Promise<void>((resolve, reject) => {
      const settle = () => {
        this.#response.off('drain', settle)
        this.#signal.removeEventListener('abort', fail)
        resolve()
      }
      const fail = () => {
        this.#response.off('drain', settle)
        reject(this.#signal.reason)
      }
      this.#response.once('drain', settle)
      this.#signal.addEventListener('abort', fail, { once: true })
    })
  }
}
