/**
 * Halves of characters: JSON can carry one alone as an escape (`"\ud83d"`, RFC 8259 §8.2), for example in a title that
 * was cut in the middle of an emoji. UTF-8, and so HTML and databases, cannot, and a page whose markup and data differ
 * by it is thrown away by React. Pure.
 */

/** A pair, a half alone, or any other escape, whose second character must not be taken for the start of one. */
const escapes =
  /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[dD][89a-fA-F][\da-fA-F]{2}|\\[^]/g
const halfEscape = /^\\u[dD][89a-fA-F][\da-fA-F]{2}$/

/** Whether JSON text may hold a half; quick, and true for escaped pairs as well. */
export function mayHoldHalves(json: string): boolean {
  return /\\u[dD][89a-fA-F]/.test(json)
}

/** The same JSON text with U+FFFD in the place of every half that stands alone, in keys as in texts. */
export function mendHalves(json: string): string {
  if (!mayHoldHalves(json)) return json
  return json.replace(escapes, (escape) => (halfEscape.test(escape) ? String.raw`\ufffd` : escape))
}

/** The same value, which JSON can hold, without halves. */
export function withoutHalves<Value>(value: Value): Value {
  const json = JSON.stringify(value)
  const mended = mendHalves(json)
  return mended === json ? value : (JSON.parse(mended) as Value) // the same, other letters
}
