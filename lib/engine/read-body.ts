import type { IncomingMessage } from 'node:http'

export const maxBodyBytes = 8 * 1024 * 1024

/** A reason to refuse the request, answered as a flat error. */
export class RequestError extends Error {
  readonly status: number
  readonly code: number

  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/**
 * The JSON of a request, integers beyond 2^53 as strings of their digits (the documents post ids as numbers).
 * An empty body is an empty object.
 * @throws RequestError when it is too large or no JSON
 */
export async function readJson(request: IncomingMessage, limit: number = maxBodyBytes): Promise<unknown> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > limit) throw new RequestError(413, 413, '请求体过大')
    pieces.push(piece)
  }
  const text = Buffer.concat(pieces).toString('utf8').trim()
  if (text === '') return {}
  try {
    return parseJsonExactly(text)
  } catch {
    throw new RequestError(400, 400, '请求体不是合法的JSON')
  }
}

type ReviverContext = { source?: string }

export function parseJsonExactly(text: string): unknown {
  const keepDigits = (_key: string, value: unknown, context?: ReviverContext) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
      ? context?.source
      : value
  // The third argument of a reviver is in V8 since 11.4 and not yet in every lib.d.ts.
  return JSON.parse(text, keepDigits as (this: unknown, key: string, value: unknown) => unknown)
}
