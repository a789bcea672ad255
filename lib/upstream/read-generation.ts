import 'server-only'
import { mayHoldHalves, withoutHalves } from '@/lib/half-characters'
import type { RunEvent, RunFailure } from '@/lib/runs/events'
import type { GenerationEnd } from './answer'
import type { Exchange } from './exchange'
import { UpstreamError, plainFailure } from './failure'
import type { Upstream } from './http'
import { createHalfJoiner } from './join-halves'
import { tryParseJson } from './json'
import { toUpstreamError } from './read-answer'
import { MessageTooLargeError, createSseReader } from './sse'
import type { Translator } from './translator'

/** Ms of silence after upstream said `stop` until we end without its `[DONE]`. */
export const afterStopMs = 600

/** What a line of an event stream may begin with. */
const fieldNames = ['data', 'event', 'id', 'retry', ':']

export type GenerationReader = {
  /**
   * The events of the next piece of the body, texts that arrived together joined; with the last ones, how it ended.
   *
   * @throws the reason of the signal when it aborts
   */
  next(): Promise<{ events: RunEvent[]; end: GenerationEnd | null }>
}

/**
 * Reads the body of a generation. The body itself decides what it is, not its content type: `{` begins a JSON answer or
 * error, `<` a gateway's page, anything else is an event stream.
 */
export function createGenerationReader(
  exchange: Exchange,
  { clock, limits }: Pick<Upstream, 'clock' | 'limits'>,
  translator: Translator,
): GenerationReader {
  let kind: 'unknown' | 'json' | 'page' | 'events' = 'unknown'
  let pieces: Uint8Array[] = []
  let length = 0
  let events: RunEvent[] = []
  let receivedAt = 0
  let isStopped = false
  let looksLikeEvents = false
  let isAtEnd = false
  /** From the first message that may hold a half of a character; nearly none does. */
  let hasHalves = false
  const halves = createHalfJoiner()
  const sse = createSseReader((data) => {
    hasHalves ||= mayHoldHalves(data)
    for (const event of translator.readMessage(data, receivedAt, isAtEnd)) take(event)
  })

  function take(event: RunEvent): void {
    const whole = hasHalves ? halves.join(event) : event
    if (whole) append(events, whole)
  }

  async function next(): ReturnType<GenerationReader['next']> {
    events = []
    try {
      const piece = await exchange.next()
      receivedAt = clock.now()
      if (piece === null) return conclude(null)
      readPiece(piece)
    } catch (error) {
      return concludeBroken(error)
    }
    return kind === 'page' || translator.isOver() ? conclude(null) : { events, end: null }
  }

  function readPiece(piece: Uint8Array): void {
    if (kind === 'events') return readEvents(piece)
    pieces.push(piece)
    length += piece.byteLength
    if (length > limits.jsonBytes) throw new UpstreamError(plainFailure('garbage'))
    if (kind !== 'unknown') return
    const first = findFirst(piece)
    if (first === null) return
    if (first === '{' || first === '[') kind = 'json'
    else if (first === '<') kind = 'page'
    else {
      kind = 'events'
      const start = Buffer.concat(pieces)
      pieces = []
      looksLikeEvents = beginsWithField(start)
      readEvents(start)
    }
  }

  function readEvents(piece: Uint8Array): void {
    sse.feed(piece)
    if (isStopped || !translator.isFinished()) return
    isStopped = true
    exchange.setIdleLimit(afterStopMs)
  }

  /** @param cut why the body ended early; null when upstream ended it or nothing more matters */
  function conclude(cut: RunFailure | null): { events: RunEvent[]; end: GenerationEnd } {
    // Half an answer is no answer: a JSON body counts only when it is whole.
    if (kind === 'json' && cut === null) {
      const text = new TextDecoder().decode(Buffer.concat(pieces))
      events.push(...translator.readAnswer(tryParseJson(text), receivedAt))
    }
    if (kind === 'page') return { events, end: { outcome: 'failed', failure: plainFailure('gateway') } }
    isAtEnd = true
    if (kind === 'events') sse.end()
    const ended = translator.end(cut)
    for (const event of ended.events) take(event)
    events.push(...halves.end())
    const isEmpty = ended.end.outcome === 'failed' && ended.end.failure.code === 'no_answer'
    const isGarbage = isEmpty && kind === 'events' && !looksLikeEvents
    if (isGarbage) return { events, end: { outcome: 'failed', failure: plainFailure('garbage') } }
    return { events, end: hasHalves ? withoutHalves(ended.end) : ended.end }
  }

  function concludeBroken(error: unknown): { events: RunEvent[]; end: GenerationEnd } {
    if (error instanceof MessageTooLargeError) {
      kind = 'unknown'
      const { events, end } = conclude(plainFailure('garbage'))
      return { events: [...events, { type: 'notice', code: 'event_limit', count: null }], end }
    }
    const plain = toUpstreamError(error)
    if (plain instanceof UpstreamError) return conclude(plain.failure)
    throw error
  }

  return { next }
}

function append(events: RunEvent[], event: RunEvent): void {
  const last = events.at(-1)
  if (event.type === 'text-delta' && last?.type === 'text-delta')
    events[events.length - 1] = { type: 'text-delta', text: last.text + event.text }
  else events.push(event)
}

/** The first character that is neither white space nor part of a byte order mark. */
function findFirst(piece: Uint8Array): string | null {
  const byte = piece.find((byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf)
  return byte === undefined ? null : String.fromCharCode(byte)
}

function beginsWithField(start: Uint8Array): boolean {
  const line = new TextDecoder().decode(start).trimStart().slice(0, 16)
  return fieldNames.some((name) => line.startsWith(name) || name.startsWith(line))
}
