/** Values of any length and kind, made fit to be looked at. Pure. */

export type ValueKind = 'json' | 'markdown' | 'text'

/** Longer texts are not formatted. */
const maxMarkdownChars = 200_000
const maxLayoutChars = 1_000_000

/** What a text is best shown as. Markdown is what has marks of it that plain text hardly has by chance. */
export function kindOf(text: string): ValueKind {
  const start = text.trimStart().slice(0, 1)
  if ((start === '{' || start === '[') && isJson(text)) return 'json'
  return text.length <= maxMarkdownChars && markdownMarks.test(text) ? 'markdown' : 'text'
}

const markdownMarks = new RegExp(
  [
    String.raw`^#{1,6} \S`, // heading
    String.raw`^\s*(?:[-*+]|\d{1,3}[.)]) \S.*\n\s*(?:[-*+]|\d{1,3}[.)]) \S`, // two items of a list
    String.raw`^\|.*\|\s*\n\|[\s:|-]+\|`, // head of a table
    '^(?:```|~~~)', // fence
    String.raw`\*\*\S[^*\n]*\*\*`, // strong
    String.raw`\[[^\]\n]+\]\(https?:`, // link
    String.raw`\$\$\S`, // formula
  ].join('|'),
  'm',
)

/**
 * JSON text laid out over lines, exactly as it came otherwise: numbers keep every digit (ids of 19 digits), keys
 * keep their order. Text that is not a JSON object or list is given back unchanged.
 */
export function layOutJson(text: string): string {
  const trimmed = text.trim()
  if (!/^[[{]/.test(trimmed) || trimmed.length > maxLayoutChars || !isJson(trimmed)) return text
  const pieces: string[] = []
  let depth = 0
  let previous = ''
  for (const [token] of trimmed.matchAll(jsonToken)) {
    const isOpening = token === '{' || token === '['
    const isClosing = token === '}' || token === ']'
    const isAfterOpening = previous === '{' || previous === '['
    if (isClosing) depth -= 1
    const isEmptyPair = isAfterOpening && isClosing
    if (!isEmptyPair && (previous === ',' || isAfterOpening || isClosing)) pieces.push(line(depth))
    pieces.push(token === ':' ? ': ' : token)
    if (isOpening) depth += 1
    previous = token
  }
  return pieces.join('')
}

export type CutText = { head: string; tail: string; hidden: string }

/** Head and tail of a long text, cut between characters; null when it is short enough to show whole. */
export function cutMiddle(text: string, headChars = 3_000, tailChars = 1_000): CutText | null {
  if (text.length <= headChars + tailChars + 500) return null
  const headEnd = betweenCharacters(text, headChars)
  const tailStart = betweenCharacters(text, text.length - tailChars)
  return { head: text.slice(0, headEnd), tail: text.slice(tailStart), hidden: text.slice(headEnd, tailStart) }
}

/** A long text in pieces of about that length, cut after a line where there is one. Together they are the text. */
export function toChunks(text: string, chars = 16_000): string[] {
  const chunks: string[] = []
  let start = 0
  while (text.length - start > chars * 1.5) {
    const lineEnd = text.lastIndexOf('\n', start + chars) + 1
    const end = lineEnd > start + chars / 2 ? lineEnd : betweenCharacters(text, start + chars)
    chunks.push(text.slice(start, end))
    start = end
  }
  return [...chunks, text.slice(start)]
}

/** Bytes of UTF-8. */
export function byteLength(text: string): number {
  let bytes = text.length
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code > 0x7f) bytes += 1
    // Each half of a surrogate pair counts two of its four.
    if (code > 0x7ff && !(code >= 0xd800 && code <= 0xdfff)) bytes += 1
  }
  return bytes
}

const jsonToken = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

function line(depth: number): string {
  return '\n' + '  '.repeat(depth)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The place itself, or the one before where it would part a surrogate pair. */
function betweenCharacters(text: string, index: number): number {
  const code = text.charCodeAt(index - 1)
  return code >= 0xd800 && code <= 0xdbff ? index - 1 : index
}
