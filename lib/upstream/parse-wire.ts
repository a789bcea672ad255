/**
 * From the data of one event-stream message to checked values. Pure.
 *
 * Streams are met in which a JSON object breaks off and the next `data:` is glued into it (api-facts §2.4): then every
 * place where a value may begin is tried, whole values are kept, the broken rest is counted.
 */
import type * as z from 'zod'
import { tryParseJson } from './json'

/** Attempts that one broken message is worth; what would need more is given up. */
export const maxAttempts = 64

/** A character may be cut between two messages (join-halves). */
const asPieces = { keepsHalves: true }

export type ParsedMessage<Chunk> = {
  /** The message was `[DONE]`, or ended with it. */
  isEnd: boolean
  chunks: Chunk[]
  /** 1 when something in it could not be read. */
  malformed: 0 | 1
}

/** @param schema of one chunk; a value that it refuses counts as malformed */
export function parseMessage<Schema extends z.ZodType>(
  data: string,
  schema: Schema,
): ParsedMessage<z.output<Schema>> {
  const text = data.trim()
  if (text.startsWith('[DONE]')) return { isEnd: true, chunks: [], malformed: 0 }
  if (text === '') return { isEnd: false, chunks: [], malformed: 0 }
  const result = schema.safeParse(tryParseJson(text, asPieces))
  return result.success ? { isEnd: false, chunks: [result.data], malformed: 0 } : resynchronise(text, schema)
}

function resynchronise<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): ParsedMessage<z.output<Schema>> {
  const parsed: ParsedMessage<z.output<Schema>> = { isEnd: false, chunks: [], malformed: 0 }
  const pieces = findPieces(text)
  let attempts = 0
  let first = 0
  while (first < pieces.length) {
    const start = pieces[first]?.start ?? 0
    if (text.startsWith('[DONE]', start)) return { ...parsed, isEnd: true }
    // The nearest end first; `data:` may also stand inside a text, so that a whole value spans several pieces.
    let last = text[start] === '{' ? first : pieces.length
    for (; last < pieces.length && attempts < maxAttempts; last++) {
      const end = pieces[last]?.end ?? 0
      if (text[end - 1] !== '}') continue
      attempts++
      const result = schema.safeParse(tryParseJson(text.slice(start, end), asPieces))
      if (!result.success) continue
      parsed.chunks.push(result.data)
      break
    }
    const isWhole = last < pieces.length && attempts < maxAttempts
    if (!isWhole) parsed.malformed = 1
    first = isWhole ? last + 1 : first + 1
  }
  return parsed
}

/** The stretches between line breaks and `data:` marks, trimmed, without empty ones. */
function findPieces(text: string): { start: number; end: number }[] {
  const pieces: { start: number; end: number }[] = []
  let start = 0
  const add = (end: number) => {
    const piece = text.slice(start, end)
    const trimmed = piece.trim()
    if (trimmed === '') return
    const at = start + piece.indexOf(trimmed)
    pieces.push({ start: at, end: at + trimmed.length })
  }
  for (const mark of text.matchAll(/\n|data:/g)) {
    add(mark.index)
    start = mark.index + mark[0].length
    if (pieces.length >= maxAttempts) break
  }
  add(text.length)
  return pieces
}
