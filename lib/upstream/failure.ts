/**
 * The sole translator of upstream's statuses, codes and network failures into ours (api-facts §2.5 and §9, D32).
 * Pure.
 */
import type { RunFailure, RunFailureCode } from '@/lib/runs/events'

/** Upstream could not be reached, refused, or answered with an error. Never holds a key; `cause` is for the log only. */
export class UpstreamError extends Error {
  override name = 'UpstreamError'
  readonly failure: RunFailure
  /** HTTP status; null when there was no answer. */
  readonly status: number | null

  constructor(failure: RunFailure, options: { status?: number; cause?: unknown } = {}) {
    super(`${failure.code}${failure.upstreamCode ? ` (${failure.upstreamCode})` : ''}`, {
      cause: options.cause,
    })
    this.failure = failure
    this.status = options.status ?? null
  }

  /** Next loads this module several times (see process-state): each of them knows the errors of the others. */
  static override [Symbol.hasInstance](value: unknown): value is UpstreamError {
    return value instanceof Error && value.name === 'UpstreamError'
  }
}

/** What an error answer said. */
export type UpstreamReport = { code: string | null; message: string | null; status: number | null }

/** Characters of upstream's own sentence that are shown. */
export const maxDetailLength = 1_000

const successCodes = new Set(['0', '200', '8200'])

/** Success stands in `code`, of the agent platform (200) or the open platform (8200). */
export function isSuccessCode(code: string | number | null | undefined): boolean {
  return code === null || code === undefined || successCodes.has(String(code))
}

/**
 * Finds the error in a body: nested `{error: {code, message}}`, `{error: "…"}`, flat `{code, message | msg}` with a code
 * that is not a success, and a framework's default body with a numeric `status`.
 *
 * @param body what `parseJson` gave
 * @returns null when it reports none
 */
export function readReport(body: unknown): UpstreamReport | null {
  if (!isObject(body)) return null
  const { error, code, message, msg, status } = body
  if (isObject(error)) {
    const inner = { code: toText(error['code']), message: toText(error['message']) ?? toText(error['msg']) }
    return { ...inner, status: toStatus(status) }
  }
  const flat = toText(message) ?? toText(msg)
  const numericStatus = toStatus(status)
  if (typeof error === 'string' && error !== '')
    return { code: toText(code), message: flat ?? error, status: numericStatus }
  if (code !== undefined && code !== null && !isSuccessCode(toText(code)))
    return { code: toText(code), message: flat, status: numericStatus }
  if (numericStatus !== null && numericStatus >= 400)
    return { code: null, message: flat, status: numericStatus }
  return null
}

/** `error_msg` of a chunk: `{code, msg}`, `{code, message}` or text (D6); null when it reports nothing. */
export function readErrorMessage(value: unknown): UpstreamReport | null {
  if (typeof value === 'string')
    return value.trim() === '' ? null : { code: null, message: value, status: null }
  if (!isObject(value)) return null
  const code = toText(value['code'])
  const message = toText(value['msg']) ?? toText(value['message'])
  if (message === null && isSuccessCode(code)) return null
  return message !== null && code !== null && isSuccessCode(code) ? null : { code, message, status: null }
}

/** The failure that people see for an upstream report; `httpStatus` null for a report inside a stream. */
export function toRunFailure(report: UpstreamReport | null, httpStatus: number | null = null): RunFailure {
  const upstreamCode = report?.code ?? null
  const status = httpStatus !== null && httpStatus >= 400 ? httpStatus : (report?.status ?? null)
  const known = codeOf(upstreamCode) ?? codeOfStatus(status ?? toStatus(upstreamCode))
  // Compatible servers have no code for it.
  const code = known === 'refused' && isTooLong(report?.message ?? '') ? 'prompt_too_long' : known
  // Why a key does not fit is for the log of upstream's owner, not for the people who chat.
  const detail = code === 'configuration' ? null : cleanDetail(report?.message ?? null)
  return { code, detail, upstreamCode: upstreamCode ?? (status === null ? null : String(status)) }
}

/**
 * The same failure as the on-premises platform means it: a refused key, and every code that is its own, say that the key
 * lacks a permission (api-facts §7).
 *
 * @param permission its name in the platform's documents, such as `chat_v1 READ`
 */
export function toPlatformFailure(failure: RunFailure, permission: string): RunFailure {
  const { code, detail, upstreamCode } = failure
  const isOwnCode = upstreamCode !== null && /^\d{4,}$/.test(upstreamCode) && !codes.has(upstreamCode)
  if (!isOwnCode && code !== 'configuration' && code !== 'no_permission') return failure
  return {
    code: 'no_permission',
    detail: detail === null ? permission : `${permission}: ${detail}`,
    upstreamCode,
  }
}

/** A failure of ours that upstream did not report in words. */
export function plainFailure(code: RunFailureCode): RunFailure {
  return { code, detail: null, upstreamCode: null }
}

/**
 * Whether the same request may succeed when it waits as long as upstream says. Never so for an empty account, unsafe
 * content or a spent quota (api-facts §9.4).
 */
export function mayWait(failure: RunFailure): boolean {
  return failure.code === 'too_many_requests'
    ? failure.upstreamCode !== '1313'
    : failure.code === 'overloaded'
}

/** Whether a code says that the token was refused, so that a fresh one may help. */
export function isTokenRefused(status: number, report: UpstreamReport | null): boolean {
  return status === 401 || (report?.code !== null && ['1002', '1003', '1004'].includes(report?.code ?? ''))
}

const codeTable: [RunFailureCode, string[]][] = [
  ['configuration', ['1000', '1001', '1002', '1003', '1004', '1005', 'http 401']],
  ['no_balance', ['1113', 'insufficient_quota']],
  ['too_many_requests', ['1302', '1303', '1313', 'http 429']],
  ['overloaded', ['1305', '1312', 'http 503', 'http 529']],
  [
    'quota',
    ['1304', '1308', '1309', '1310', '1311', '1314', '1315', '1316', '1317', '1318', '1319', '1320', '1321'],
  ],
  ['unsafe', ['1300', '1301', 'content_filter']],
  ['prompt_too_long', ['1261', 'context_length_exceeded', 'model_context_window_exceeded', 'http 413']],
  ['no_permission', ['1220', 'http 403', 'http 434']],
  ['not_found', ['1211', 'model_not_found', 'http 404']],
  ['duplicate', ['1231']],
  ['network_error', ['1234']],
  ['upstream_error', ['500', '1120', '1200', '1230', 'http 500']],
  [
    'refused',
    [
      ...['1100', '1110', '1111', '1112', '1121', '1210', '1212', '1213', '1214', '1215', '1221', '1222'],
      ...['http 400', 'http 435'],
    ],
  ],
  ['gateway', ['http 502', 'http 504']],
]
const codes = new Map(codeTable.flatMap(([code, upstream]) => upstream.map((word) => [word, code] as const)))

function codeOf(word: string | null): RunFailureCode | null {
  return word === null ? null : (codes.get(word) ?? null)
}

function codeOfStatus(status: number | null): RunFailureCode {
  const known = codeOf(`http ${status}`)
  if (known) return known
  if (status === null || status >= 500) return 'upstream_error'
  return status >= 400 ? 'refused' : 'gateway'
}

function isTooLong(message: string): boolean {
  return /maximum context length|context (?:window|length) (?:is |of |exceed)|exceeds? the (?:available )?context|prompt is too long/i.test(
    message,
  )
}

function cleanDetail(message: string | null): string | null {
  // Control characters have no place in a sentence.
  const text = message?.replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, ' ').trim() ?? ''
  if (text === '') return null
  return text.length > maxDetailLength ? `${text.slice(0, maxDetailLength)}…` : text
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function toText(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' ? String(value) : null
}

function toStatus(value: unknown): number | null {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value
  return typeof status === 'number' && status >= 100 && status < 600 ? status : null
}
