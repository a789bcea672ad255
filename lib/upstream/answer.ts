/**
 * What a translator of any family remembers of one generation: what was said, what must not be said twice, how it
 * ended. Text and pieces are bounded, and nothing is added to what was withdrawn. Pure.
 */
import type { NoticeCode, RunEvent, RunEventOf, RunFailure } from '@/lib/runs/events'
import { plainFailure } from './failure'

/** Bytes of UTF-8 of the answer and its reasoning; then the generation is ended. */
export const maxTextBytes = 2 * 1024 * 1024
/** Media, questions and unknown pieces of one answer; further ones are left out. */
export const maxMedia = 1_000

/** How a generation ended. `interrupted`: it broke off and what came is kept; `failed`: upstream said so, or nothing of use came. */
export type GenerationEnd = { outcome: 'done' } | { outcome: 'interrupted' | 'failed'; failure: RunFailure }

export type Answer = {
  /** Events that have no rule of their own; they go out as they are. */
  tell(...events: RunEvent[]): void
  addText(text: string): void
  /** @param at epoch ms */
  addReasoning(text: string, at: number): void
  addPiece(event: RunEventOf<'media'> | RunEventOf<'question'>): void
  /** Each code once. */
  addNotice(code: NoticeCode, more?: { count?: number | null; detail?: string | null }): void
  /** Something came that is an answer without being text, such as a call of a function. */
  markAnswered(): void
  /** What came makes sense, so that an answer without text is an empty one, not garbage. */
  understand(): void
  countMalformed(count: number): void
  /** Upstream said that the answer is complete; only usage and its end mark are still to come. */
  finish(): void
  /** Upstream said why the answer ends: a notice for all but `stop`, and withdrawal of what is unsafe. */
  finishFor(reason: string): void
  /** Nothing that follows matters. */
  close(): void
  /** The first report wins; one that says more replaces one that says nothing. */
  fail(failure: RunFailure): void
  retract(): void
  isRetracted(): boolean
  isUnderstood(): boolean
  isFinished(): boolean
  isOver(): boolean
  /** The text so far; empty when it was withdrawn. */
  text(): string
  /** What has been told since the last time. */
  take(): RunEvent[]
  /** @param cut why reading ended early; null when upstream closed the stream */
  end(cut: RunFailure | null): GenerationEnd
}

export function createAnswer(): Answer {
  const noticed = new Set<NoticeCode>()
  let events: RunEvent[] = []
  let texts: string[] = []
  let failure: RunFailure | null = null
  let isOver = false
  let isFinished = false
  let isRetracted = false
  let hasEndedByNetwork = false
  let isUnderstood = false
  let hasAnswer = false
  let hasReasoning = false
  let textBytes = 0
  let pieceCount = 0
  let malformed = 0

  function addText(text: string): void {
    const taken = takeText(text)
    if (taken === '') return
    hasAnswer ||= taken.trim() !== ''
    texts.push(taken)
    events.push({ type: 'text-delta', text: taken })
  }

  function addReasoning(text: string, at: number): void {
    const taken = takeText(text)
    if (taken === '') return
    hasReasoning = true
    events.push({ type: 'reasoning-delta', text: taken, at })
  }

  function takeText(text: string): string {
    if (isRetracted) return ''
    const room = maxTextBytes - textBytes
    const size = Buffer.byteLength(text)
    textBytes += size
    if (size <= room) return text
    isOver = isFinished = true
    addNotice('text_limit')
    return cutToBytes(text, Math.max(0, room))
  }

  function addPiece(event: RunEventOf<'media'> | RunEventOf<'question'>): void {
    if (isRetracted) return
    hasAnswer = true
    if (++pieceCount > maxMedia) addNotice('event_limit')
    else events.push(event)
  }

  function addNotice(code: NoticeCode, more: { count?: number | null; detail?: string | null } = {}): void {
    if (noticed.has(code)) return
    noticed.add(code)
    const { count = null, detail = null } = more
    events.push({ type: 'notice', code, count, ...(detail === null ? {} : { detail }) })
  }

  function finishFor(reason: string): void {
    const word = reason.toLowerCase()
    if (word === 'error') return fail(failure ?? plainFailure('upstream_error'))
    isFinished = true
    if (goodReasons.has(word)) return
    if (word === 'length' || word === 'max_tokens') return addNotice('length')
    if (word.includes('context_window')) return addNotice('context_full')
    if (word === 'network_error') {
      hasEndedByNetwork = true
      return addNotice('network_error')
    }
    if (word === 'sensitive' || word === 'content_filter') {
      addNotice('sensitive')
      return retract()
    }
    addNotice('unknown_finish', { detail: reason.slice(0, maxReasonLength) })
  }

  function fail(found: RunFailure): void {
    isUnderstood = true
    isOver = true
    if (failure === null || (failure.detail === null && failure.upstreamCode === null)) failure = found
    if (found.code === 'unsafe') retract()
  }

  function retract(): void {
    if (isRetracted) return
    isRetracted = true
    texts = []
    events.push({ type: 'answer-retracted' })
  }

  function end(cut: RunFailure | null): GenerationEnd {
    if (malformed > 0 && isUnderstood) addNotice('malformed_lines', { count: malformed })
    if (failure) return { outcome: 'failed', failure }
    if (!isUnderstood && malformed > 0) return { outcome: 'failed', failure: plainFailure('garbage') }
    if (isFinished) {
      if (hasAnswer || isRetracted) return { outcome: 'done' }
      if (hasEndedByNetwork) return { outcome: 'failed', failure: plainFailure('network_error') }
      addNotice(hasReasoning ? 'only_reasoning' : 'empty_answer')
      return { outcome: 'done' }
    }
    if (cut) {
      const isUseless = cut.code === 'garbage' && !isUnderstood
      return { outcome: isUseless ? 'failed' : 'interrupted', failure: cut }
    }
    if (!isUnderstood) return { outcome: 'failed', failure: plainFailure('no_answer') }
    return { outcome: 'interrupted', failure: plainFailure('stream_cut') }
  }

  return {
    tell: (...told) => void events.push(...told),
    addText,
    addReasoning,
    addPiece,
    addNotice,
    markAnswered: () => void (hasAnswer = true),
    understand: () => void (isUnderstood = true),
    countMalformed: (count) => void (malformed += count),
    finish: () => void (isFinished = true),
    finishFor,
    close: () => void (isOver = true),
    fail,
    retract,
    isRetracted: () => isRetracted,
    isUnderstood: () => isUnderstood,
    isFinished: () => isFinished,
    isOver: () => isOver,
    text: () => texts.join(''),
    take() {
      const taken = events
      events = []
      return taken
    },
    end,
  }
}

const goodReasons = new Set(['stop', 'tool_calls', 'function_call', 'stop_sequence', 'end_turn', 'eos'])
/** Characters of an unknown reason that are shown. */
const maxReasonLength = 100

/** The longest beginning of the text that fits, without half a character. */
function cutToBytes(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text)
  let length = maxBytes
  while (length > 0 && ((bytes[length] ?? 0) & 0xc0) === 0x80) length--
  return bytes.toString('utf8', 0, length)
}
