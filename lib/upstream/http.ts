import 'server-only'
import { Readable } from 'node:stream'
import { Agent } from 'undici'
import type { Dispatcher } from 'undici'
import type { RunFailure } from '@/lib/runs/events'
import { createAuthorizer } from './auth'
import type { AuthScheme } from './auth'
import { systemClock } from './clock'
import type { UpstreamClock } from './clock'
import { ExchangeError, openExchange } from './exchange'
import type { Exchange } from './exchange'
import { UpstreamError, plainFailure } from './failure'
import { encodeMultipart } from './multipart'
import type { OutgoingFile } from './multipart'
import { Refusal, readRefusal, readText, toUpstreamError, unwrap } from './read-answer'
import { jitterMs, maxRateLimitWaits, mayRepeat, mayRepeatRead, rateLimitWait, repeatWaits } from './retry'

export type UpstreamOptions = {
  /** Such as `https://open.bigmodel.cn/api`; a trailing `/llm-application/open` is taken too. */
  baseUrl: string
  /** `id.secret`, or what the server wants with `bearer`; empty with `none`. */
  apiKey: string
  auth: AuthScheme
  /** Sent with every request; cannot replace ours. */
  headers: Record<string, string>
  limits?: Partial<UpstreamLimits>
  clock?: UpstreamClock
}

/** All in ms, but the last in bytes. */
export const upstreamLimits = {
  connectMs: 10_000,
  firstByteMs: 60_000,
  idleMs: 120_000,
  totalMs: 30 * 60_000,
  /** For one attempt of a read, from connection to last byte. */
  readMs: 15_000,
  /** Without a byte of a file going out, and from its last byte to the answer. */
  uploadIdleMs: 90_000,
  uploadAnswerMs: 120_000,
  jsonBytes: 16 * 1024 * 1024,
}
export type UpstreamLimits = typeof upstreamLimits

/** Upstream is busy; the generation is sent again after this many ms. */
export type Waiting = { waitMs: number }

export type Method = 'GET' | 'POST' | 'DELETE'

export type Upstream = {
  /**
   * Asks for JSON and takes the envelope off; tried up to three times, so it must be safe to repeat.
   *
   * @param path each part must match `pathPart`
   * @param isOnce for what is not safe to repeat: tried once
   * @returns `data` of the envelope, or the whole body when there is none
   * @throws UpstreamError; the signal's reason when it aborts
   */
  readData(request: {
    method: Method
    path: readonly string[]
    body?: unknown
    isOnce?: boolean
    signal?: AbortSignal
  }): Promise<unknown>
  /**
   * Starts a generation, which is sent at most once unless upstream cannot have begun it. Yields while it waits for a
   * busy upstream; returns when the head of a good answer has come, its body unread.
   *
   * @throws UpstreamError; the signal's reason when it aborts
   */
  openGeneration(request: {
    path: readonly string[]
    body: unknown
    signal?: AbortSignal
  }): AsyncGenerator<Waiting, Exchange>
  /**
   * Sends one file as multipart/form-data, once: its pieces go out as upstream takes them, so that memory stays the
   * same for any size. `bytes` is read to its end or left early, never both.
   *
   * @returns `data` of the envelope, or the whole body when there is none
   * @throws UpstreamError; SizeMismatch; what the source threw; the signal's reason when it aborts, upstream's socket
   *   is closed then
   */
  sendFile(request: {
    path: readonly string[]
    fields: Record<string, string>
    file: OutgoingFile
    signal?: AbortSignal
  }): Promise<unknown>
  /** The same failure without any trace of the key. */
  redact(failure: RunFailure): RunFailure
  limits: UpstreamLimits
  clock: UpstreamClock
  close(): Promise<void>
}

/** What a part of a path may consist of; no client value can add a host, a query or another level. */
export const pathPart = /^[A-Za-z0-9_-]{1,64}$/

/**
 * The one place that holds a key, builds an address, sets time limits and repeats. The origin comes from the
 * configuration only; redirects are refused.
 *
 * @throws Error when the address or the key cannot be used; never names the key
 */
export function createUpstream(options: UpstreamOptions): Upstream {
  const limits = { ...upstreamLimits, ...options.limits }
  const clock = options.clock ?? systemClock
  const { origin, root } = readBase(options.baseUrl)
  const authorizer = createAuthorizer(options.apiKey, options.auth, () => clock.now())
  const secrets = [options.apiKey, ...options.apiKey.split('.')].filter((secret) => secret.length >= 8)
  const extraHeaders = Object.entries(options.headers).map(([name, value]) => [name.toLowerCase(), value])
  const dispatcher = new Agent({
    // Our own watchdogs instead: undici's would cut long thinking after 300 s.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: limits.connectMs },
    allowH2: false,
  })

  function toRequest(
    method: Method,
    path: readonly string[],
    content?: { type: string; length?: number; body: string | Readable },
  ): Dispatcher.DispatchOptions {
    if (!path.every((part) => pathPart.test(part))) throw new UpstreamError(plainFailure('not_found'))
    const authorization = authorizer.header()
    return {
      origin,
      path: `${root}/${path.map(encodeURIComponent).join('/')}`,
      method,
      headers: {
        ...Object.fromEntries(extraHeaders),
        accept: 'text/event-stream, application/json',
        'accept-encoding': 'identity',
        'user-agent': 'moonlake',
        ...(authorization === null ? {} : { authorization }),
        ...(content ? { 'content-type': content.type } : {}),
        ...(content?.length === undefined ? {} : { 'content-length': String(content.length) }),
      },
      ...(content ? { body: content.body } : {}),
    }
  }

  /** Opens and refuses what is no good answer; one fresh token is tried when the old one is refused. */
  async function openGood(
    method: Method,
    path: readonly string[],
    body: unknown,
    deadline: number,
    signal: AbortSignal | undefined,
  ): Promise<Exchange> {
    const content = body === undefined ? undefined : { type: 'application/json', body: JSON.stringify(body) }
    let mayRenew = true
    for (;;) {
      const exchange = await openExchange(
        dispatcher,
        toRequest(method, path, content),
        { firstByteMs: limits.firstByteMs, idleMs: limits.idleMs, deadline },
        signal,
      )
      if (exchange.status < 300) return exchange
      const refusal = await readRefusal(exchange, limits.jsonBytes)
      if (!(mayRenew && refusal.isTokenRefused && authorizer.renew())) throw refusal
      mayRenew = false
    }
  }

  function redact(failure: RunFailure): RunFailure {
    const { detail } = failure
    if (detail === null || !secrets.some((secret) => detail.includes(secret))) return failure
    return { ...failure, detail: secrets.reduce((text, secret) => text.replaceAll(secret, '…'), detail) }
  }

  function toPlainError(error: unknown): unknown {
    const plain = toUpstreamError(error)
    if (!(plain instanceof UpstreamError)) return plain
    return new UpstreamError(redact(plain.failure), {
      ...(plain.status === null ? {} : { status: plain.status }),
      cause: plain.cause,
    })
  }

  return {
    limits,
    clock,
    redact,
    close: () => dispatcher.destroy(),

    async readData({ method, path, body, isOnce = false, signal }) {
      const waits = isOnce ? [] : repeatWaits.read
      for (let attempt = 0; ; attempt++) {
        try {
          const exchange = await openGood(method, path, body, Date.now() + limits.readMs, signal)
          return unwrap(await readText(exchange, limits.jsonBytes))
        } catch (error) {
          if (signal?.aborted) throw signal.reason
          const wait = waits[attempt]
          if (wait === undefined || !isRepeatable(error)) throw toPlainError(error)
          await clock.sleep(wait + clock.random() * jitterMs * 0.5, signal)
        }
      }
    },

    async sendFile({ path, fields, file, signal }) {
      let sourceError: unknown = null
      const { contentType, length, body } = encodeMultipart(fields, file)
      const stream = Readable.from(body).on('error', (error) => (sourceError = error))
      const idle = { idleMs: limits.idleMs, sendIdleMs: limits.uploadIdleMs }
      const times = { ...idle, firstByteMs: limits.uploadAnswerMs, deadline: Date.now() + limits.totalMs }
      try {
        const request = toRequest('POST', path, { type: contentType, length, body: stream })
        const exchange = await openExchange(dispatcher, request, times, signal)
        if (exchange.status < 300) return unwrap(await readText(exchange, limits.jsonBytes))
        const refusal = await readRefusal(exchange, limits.jsonBytes)
        // The file is gone out already: a fresh token helps the next one.
        if (refusal.isTokenRefused) authorizer.renew()
        throw refusal
      } catch (error) {
        if (signal?.aborted) throw signal.reason
        throw sourceError !== null && error instanceof ExchangeError ? sourceError : toPlainError(error)
      } finally {
        stream.destroy()
      }
    },

    async *openGeneration({ path, body, signal }) {
      const deadline = Date.now() + limits.totalMs
      let connectWaits = 0
      let rateLimitWaits = 0
      for (;;) {
        try {
          return await openGood('POST', path, body, deadline, signal)
        } catch (error) {
          if (signal?.aborted) throw signal.reason
          if (error instanceof ExchangeError) {
            const wait = repeatWaits.generation[connectWaits++]
            const isLost = error.reason === 'network' && mayRepeat[error.phase].generation
            if (wait === undefined || !isLost) throw toPlainError(error)
            await clock.sleep(wait, signal)
          } else if (error instanceof Refusal) {
            const wait = rateLimitWait(error.status ?? 0, error.retryAfter, error.failure, clock.now())
            if (wait === null || rateLimitWaits++ >= maxRateLimitWaits) throw toPlainError(error)
            const waitMs = Math.round(wait + clock.random() * jitterMs)
            yield { waitMs }
            await clock.sleep(waitMs, signal)
          } else throw error
        }
      }
    },
  }

  function isRepeatable(error: unknown): boolean {
    if (error instanceof ExchangeError) return mayRepeat[error.phase].read
    return error instanceof Refusal && mayRepeatRead(error.status ?? 0, error.failure)
  }
}

function readBase(baseUrl: string): { origin: string; root: string } {
  const url = URL.parse(baseUrl)
  const isPlain =
    url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash
  if (!isPlain) throw new Error('The upstream address must read https://host/path')
  const root = url.pathname
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
    .replace(/\/llm-application\/open$/, '')
  return { origin: url.origin, root }
}
