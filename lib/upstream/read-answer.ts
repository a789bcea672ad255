import 'server-only'
import type { RunFailure } from '@/lib/runs/events'
import { ExchangeError } from './exchange'
import type { Exchange } from './exchange'
import {
  UpstreamError,
  isSuccessCode,
  isTokenRefused,
  plainFailure,
  readReport,
  toRunFailure,
} from './failure'
import { tryParseJson } from './json'

/** How a broken exchange is told to people; what began and then broke off is for the caller to call interrupted. */
export function toUpstreamError(error: unknown): unknown {
  if (!(error instanceof ExchangeError)) return error
  return new UpstreamError(plainFailure(failureCodeOf(error)), { cause: error })
}

/**
 * Reads a whole body.
 *
 * @param maxBytes after decompression
 * @throws UpstreamError `garbage` when it is longer; ExchangeError; the signal's reason
 */
export async function readText(exchange: Exchange, maxBytes: number): Promise<string> {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for (let piece = await exchange.next(); piece; piece = await exchange.next()) {
      length += piece.byteLength
      if (length > maxBytes) throw new UpstreamError(plainFailure('garbage'))
      pieces.push(piece)
    }
  } finally {
    exchange.release()
  }
  return new TextDecoder().decode(Buffer.concat(pieces))
}

/** An answer that is not 2xx. */
export class Refusal extends UpstreamError {
  readonly retryAfter: string | null
  readonly isTokenRefused: boolean

  constructor(failure: RunFailure, status: number, retryAfter: string | null, tokenRefused: boolean) {
    super(failure, { status })
    this.retryAfter = retryAfter
    this.isTokenRefused = tokenRefused
  }

  static override [Symbol.hasInstance](value: unknown): value is Refusal {
    return value instanceof UpstreamError && 'isTokenRefused' in value
  }
}

/** Reads what a refusal says; the status stands when its words cannot be read. */
export async function readRefusal(exchange: Exchange, maxBytes: number): Promise<Refusal> {
  const { status } = exchange
  const retryAfter = exchange.header('retry-after')
  if (status < 400) {
    exchange.release()
    return new Refusal(
      { ...plainFailure('gateway'), upstreamCode: String(status) },
      status,
      retryAfter,
      false,
    )
  }
  // What the status says stands, also when the explanation breaks off.
  const text = await readText(exchange, maxBytes).catch((error: unknown) => {
    if (error instanceof ExchangeError || error instanceof UpstreamError) return ''
    throw error
  })
  const isPage = text.trimStart().startsWith('<')
  const report = isPage ? null : readReport(tryParseJson(text.trim().replace(/^data:/, '')))
  const failure =
    isPage && status >= 500
      ? { ...plainFailure('gateway'), upstreamCode: String(status) }
      : toRunFailure(report, status)
  return new Refusal(failure, status, retryAfter, isTokenRefused(status, report))
}

/**
 * Takes the envelope off.
 *
 * @param text a whole JSON answer
 * @returns `data`, or the whole body when there is no envelope
 * @throws UpstreamError for an envelope that reports an error, for a page and for what is no JSON
 */
export function unwrap(text: string): unknown {
  const body = tryParseJson(text)
  if (body === undefined)
    throw new UpstreamError(plainFailure(text.trimStart().startsWith('<') ? 'gateway' : 'garbage'))
  const report = readReport(body)
  if (report) throw new UpstreamError(toRunFailure(report), { status: 200 })
  const isEnvelope =
    typeof body === 'object' && body !== null && 'code' in body && isSuccessCode(String(body.code))
  return isEnvelope ? ('data' in body ? body.data : null) : body
}

function failureCodeOf(error: ExchangeError): RunFailure['code'] {
  if (error.reason === 'total') return 'too_long'
  if (error.reason === 'idle') return 'stalled'
  if (error.phase === 'not_connected' || error.phase === 'body_not_sent') return 'no_connection'
  return error.phase === 'body_sent' || error.reason === 'first_byte' ? 'no_answer' : 'stream_cut'
}
