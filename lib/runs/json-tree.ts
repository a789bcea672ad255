/**
 * JSON text as a tree to look at. Numbers keep every digit and keys their order and repetitions, which `JSON.parse`
 * would lose (ids of 19 digits). Pure.
 */
export type JsonNode =
  | { kind: 'object'; entries: { key: string; value: JsonNode }[] }
  | { kind: 'array'; items: JsonNode[] }
  | { kind: 'string'; text: string }
  /** A number, true, false or null, as it stood. */
  | { kind: 'plain'; raw: string }

/** Longer texts are shown as text. */
export const maxTreeChars = 2_000_000
const maxDepth = 200
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

/** @returns null when the text is no JSON object or list, is too long or too deep */
export function toJsonTree(text: string): JsonNode | null {
  const trimmed = text.trim()
  if (!/^[[{]/.test(trimmed) || trimmed.length > maxTreeChars || !isJson(trimmed)) return null
  const tokens = trimmed.matchAll(token)
  const next = () => tokens.next().value?.[0] ?? ''

  function read(first: string, depth: number): JsonNode | null {
    if (first === '{') return depth < maxDepth ? readObject(depth + 1) : null
    if (first === '[') return depth < maxDepth ? readArray(depth + 1) : null
    return first.startsWith('"') ? { kind: 'string', text: unquote(first) } : { kind: 'plain', raw: first }
  }

  function readObject(depth: number): JsonNode | null {
    const entries: { key: string; value: JsonNode }[] = []
    for (let word = next(); word !== '}'; word = next()) {
      if (word === ',') continue
      next() // the colon
      const value = read(next(), depth)
      if (!value) return null
      entries.push({ key: unquote(word), value })
    }
    return { kind: 'object', entries }
  }

  function readArray(depth: number): JsonNode | null {
    const items: JsonNode[] = []
    for (let word = next(); word !== ']'; word = next()) {
      if (word === ',') continue
      const item = read(word, depth)
      if (!item) return null
      items.push(item)
    }
    return { kind: 'array', items }
  }

  return read(next(), 0)
}

/** How many entries or items lie directly in a node; 0 for a plain value. */
export function sizeOf(node: JsonNode): number {
  if (node.kind === 'object') return node.entries.length
  return node.kind === 'array' ? node.items.length : 0
}

function unquote(quoted: string): string {
  const text: unknown = JSON.parse(quoted)
  return typeof text === 'string' ? text : quoted
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
