/**
 * JSON from upstream with exact ids. Ids have up to 19 digits and some answers carry them as numbers (api-facts §2.3,
 * D18), which a JavaScript number cannot hold: every integer of 16 digits or more comes out as its string. Digits
 * inside strings are never touched. Pure.
 */
import { mendHalves } from '@/lib/half-characters'

// A digit run where a number may start. Quoted ids do not match, so that the usual answer costs one scan; a match
// inside a text only means the slower way.
const mayHoldBigInteger = /(?:^|[:,[\s])-?\d{16}/
const bigInteger = /^-?\d{16,}$/

/**
 * @param options.keepsHalves of characters, because the other half may come in the next message; otherwise U+FFFD
 *   stands for them
 * @throws SyntaxError for what is no JSON, RangeError for what is nested too deep
 */
export function parseJson(text: string, { keepsHalves = false } = {}): unknown {
  const json = keepsHalves ? text : mendHalves(text)
  return mayHoldBigInteger.test(json) ? JSON.parse(json, keepExact) : JSON.parse(json)
}

/** `undefined` for what is no JSON; the rest as `parseJson`. */
export function tryParseJson(text: string, options?: { keepsHalves?: boolean }): unknown {
  try {
    return parseJson(text, options)
  } catch {
    return undefined
  }
}

/** The value as JSON, indented by `indent` spaces; a text for what cannot be written (nested too deep). */
export function toJson(value: unknown, indent = 0): string {
  try {
    return JSON.stringify(value, null, indent) ?? 'null'
  } catch {
    return '"…"'
  }
}

function keepExact(_key: string, value: unknown, context?: { source?: string }): unknown {
  const isBig = typeof value === 'number' && context?.source !== undefined && bigInteger.test(context.source)
  return isBig ? context.source : value
}
