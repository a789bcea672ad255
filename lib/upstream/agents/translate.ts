/**
 * From the agent platform's words to run events. In: the data of each message, or one synchronous answer, with the
 * time of its arrival. Out: events without `run-start` and `run-end`, and how the generation ended. One translator
 * remembers one generation. Log texts never become part of the answer. Pure.
 */
import type { RunEvent, RunFailure, UsageRow } from '@/lib/runs/events'
import { plainFailure, readErrorMessage, readReport, toRunFailure } from '../failure'
import { toJson } from '../json'
import { parseMessage } from '../parse-wire'
import { readMessageData } from './message-data'
import type { MessagePart } from './message-data'
import { createStepReader } from './steps'
import { invokeChunkSchema } from './wire'
import type { InvokeChunk, WireChoice, WireUsage } from './wire'

/** Bytes of UTF-8 of the answer and its reasoning; then the generation is ended. */
export const maxTextBytes = 2 * 1024 * 1024
/** Media, questions and unknown pieces of one answer; further ones are left out. */
export const maxMedia = 1_000

/** How a generation ended. `interrupted`: it broke off and what came is kept; `failed`: upstream said so, or nothing of use came. */
export type InvokeEnd = { outcome: 'done' } | { outcome: 'interrupted' | 'failed'; failure: RunFailure }

export type Translator = {
  /**
   * @param data of one message of the stream
   * @param receivedAt epoch ms
   * @param isCut the stream ended inside this message: half a message is no malformed one
   */
  readMessage(data: string, receivedAt: number, isCut?: boolean): RunEvent[]
  /** @param answer the body of a synchronous call, or of a refusal, as `parseJson` gave it */
  readAnswer(answer: unknown, receivedAt: number): RunEvent[]
  /** Nothing that follows matters: `[DONE]`, an error, or as much text as may be. */
  isOver(): boolean
  /** Upstream said that the answer is complete; only usage and `[DONE]` are still to come. */
  isFinished(): boolean
  /** @param cut why reading ended early; null when upstream closed the stream */
  end(cut: RunFailure | null): { events: RunEvent[]; end: InvokeEnd }
}

export function createTranslator(): Translator {
  const steps = createStepReader()
  const ids = { requestId: null as string | null, conversationId: null as string | null }
  const media = createMediaNames()
  const seenUsage = new Set<string>()
  const noticed = new Set<string>()
  let failure: RunFailure | null = null
  let isOver = false
  let isFinished = false
  let isRetracted = false
  let hasEndedByNetwork = false
  let isUnderstood = false
  let hasAnswer = false
  let textBytes = 0
  let mediaCount = 0
  let malformed = 0

  function readMessage(data: string, receivedAt: number, isCut = false): RunEvent[] {
    if (isOver) return []
    const parsed = parseMessage(data, invokeChunkSchema)
    if (!(isCut && isUnderstood)) malformed += parsed.malformed
    const events: RunEvent[] = []
    for (const chunk of parsed.chunks) if (!isOver) readChunk(chunk, receivedAt, events)
    if (parsed.isEnd) isOver = isFinished = true
    return events
  }

  function readAnswer(answer: unknown, receivedAt: number): RunEvent[] {
    const events: RunEvent[] = []
    const parsed = invokeChunkSchema.safeParse(withoutEnvelope(answer))
    if (parsed.success) readChunk(parsed.data, receivedAt, events)
    else malformed++
    isOver = true
    isFinished = isUnderstood
    return events
  }

  function readChunk(chunk: InvokeChunk, receivedAt: number, events: RunEvent[]): void {
    readIds(chunk, events)
    const choices = chunk.choices ?? []
    for (const choice of choices) readChoice(choice, receivedAt, events)
    readUsage(
      choices.flatMap((choice) => choice.usage ?? []),
      chunk.usage ?? [],
      events,
    )
    if (choices.length > 0) isUnderstood = true
    const report =
      readErrorMessage(chunk.error_msg) ?? readReport(choices.length > 0 ? { error: chunk.error } : chunk)
    if (report) fail(toRunFailure(report), events)
  }

  function readIds(chunk: InvokeChunk, events: RunEvent[]): void {
    const requestId = chunk.request_id || chunk.req_id || chunk.id || ids.requestId
    const conversationId = chunk.conversation_id || ids.conversationId
    if (requestId === ids.requestId && conversationId === ids.conversationId) return
    ids.requestId = requestId
    ids.conversationId = conversationId
    isUnderstood = true
    events.push({ type: 'upstream-ids', requestId, conversationId })
  }

  function readChoice(choice: WireChoice, receivedAt: number, events: RunEvent[]): void {
    for (const part of [choice.messages, choice.delta]) {
      if (!part) continue
      if (part.event !== undefined && part.event !== null)
        events.push(...steps.readEvents(part.event, receivedAt))
      if (part.tool_calls) events.push(...steps.readLooseCalls(part.tool_calls, receivedAt))
      if (part.reasoning_content) addReasoning(part.reasoning_content, receivedAt, events)
      if (part.content === undefined || part.content === null) continue
      for (const piece of readMessageData(part.content)) addPart(piece, events)
    }
    const report = readErrorMessage(choice.error_msg)
    if (report) fail(toRunFailure(report), events)
    if (choice.finish_reason) finish(choice.finish_reason, events)
  }

  function addPart(part: MessagePart, events: RunEvent[]): void {
    if (isRetracted) return
    if (part.kind === 'text') {
      const text = takeText(part.text, events)
      if (text === '') return
      hasAnswer = true
      events.push({ type: 'text-delta', text })
      return
    }
    hasAnswer = true
    if (++mediaCount > maxMedia) return notice('event_limit', events)
    if (part.kind === 'question') events.push({ type: 'question', question: part.question })
    else events.push({ type: 'media', mediaId: media.idOf(part), media: part.media })
  }

  function addReasoning(reasoning: string, at: number, events: RunEvent[]): void {
    const text = isRetracted ? '' : takeText(reasoning, events)
    if (text !== '') events.push({ type: 'reasoning-delta', text, at })
  }

  function takeText(text: string, events: RunEvent[]): string {
    const room = maxTextBytes - textBytes
    const size = Buffer.byteLength(text)
    textBytes += size
    if (size <= room) return text
    isOver = isFinished = true
    notice('text_limit', events)
    return cutToBytes(text, Math.max(0, room))
  }

  function readUsage(inChoices: WireUsage[], onTop: WireUsage[], events: RunEvent[]): void {
    const rows = (inChoices.length > 0 ? inChoices : onTop).map(toUsageRow)
    // The same rows may come with the last chunk and once more behind it.
    const key = rows.length > 0 ? toJson(rows) : ''
    if (key === '' || seenUsage.has(key)) return
    seenUsage.add(key)
    isUnderstood = true
    events.push({ type: 'usage', rows })
  }

  function finish(reason: string, events: RunEvent[]): void {
    const word = reason.toLowerCase()
    if (word === 'error') return fail(failure ?? plainFailure('upstream_error'), events)
    isFinished = true
    if (word === 'length' || word.includes('context_window')) notice('length', events)
    if (word === 'network_error') {
      hasEndedByNetwork = true
      notice('network_error', events)
    }
    if (word === 'sensitive') {
      notice('sensitive', events)
      retract(events)
    }
  }

  /** The first report wins; a finish reason `error` may come before the report that explains it. */
  function fail(found: RunFailure, events: RunEvent[]): void {
    isUnderstood = true
    isOver = true
    if (failure === null || (failure.detail === null && failure.upstreamCode === null)) failure = found
    if (found.code === 'unsafe') retract(events)
  }

  function retract(events: RunEvent[]): void {
    if (isRetracted) return
    isRetracted = true
    events.push({ type: 'answer-retracted' })
  }

  function notice(
    code: 'length' | 'network_error' | 'sensitive' | 'text_limit' | 'event_limit',
    events: RunEvent[],
  ) {
    if (noticed.has(code)) return
    noticed.add(code)
    events.push({ type: 'notice', code, count: null })
  }

  function end(cut: RunFailure | null): { events: RunEvent[]; end: InvokeEnd } {
    const events: RunEvent[] = []
    if (malformed > 0 && isUnderstood)
      events.push({ type: 'notice', code: 'malformed_lines', count: malformed })
    if (steps.hasLeftOut()) notice('event_limit', events)
    if (failure) return { events, end: { outcome: 'failed', failure } }
    if (!isUnderstood && malformed > 0)
      return { events, end: { outcome: 'failed', failure: plainFailure('garbage') } }
    if (isFinished) {
      if (hasAnswer || isRetracted) return { events, end: { outcome: 'done' } }
      if (hasEndedByNetwork)
        return { events, end: { outcome: 'failed', failure: plainFailure('network_error') } }
      events.push({ type: 'notice', code: 'empty_answer', count: null })
      return { events, end: { outcome: 'done' } }
    }
    if (cut) {
      const isUseless = cut.code === 'garbage' && !isUnderstood
      return { events, end: { outcome: isUseless ? 'failed' : 'interrupted', failure: cut } }
    }
    if (!isUnderstood) return { events, end: { outcome: 'failed', failure: plainFailure('no_answer') } }
    return { events, end: { outcome: 'interrupted', failure: plainFailure('stream_cut') } }
  }

  return { readMessage, readAnswer, isOver: () => isOver, isFinished: () => isFinished, end }
}

/** Gives an announced piece and the finished one that follows the same id (api-facts §3.5: an empty address is pending). */
function createMediaNames() {
  let pending: { id: string; kind: string; nodeId: string | null }[] = []
  const known = new Map<string, string>()
  let count = 0

  return {
    idOf({ media, nodeId }: Extract<MessagePart, { kind: 'media' }>): string {
      const { kind } = media
      if (!('url' in media)) return `media-${++count}`
      if (media.url === null) {
        const id = `media-${++count}`
        pending.push({ id, kind, nodeId })
        return id
      }
      const place = `${kind} ${media.url}`
      const announced = pending.find(
        (other) =>
          other.kind === kind && (other.nodeId === nodeId || other.nodeId === null || nodeId === null),
      )
      const id = known.get(place) ?? announced?.id ?? `media-${++count}`
      pending = pending.filter((other) => other.id !== id)
      known.set(place, id)
      return id
    },
  }
}

function toUsageRow(row: WireUsage): UsageRow {
  const inputTokens = row.inputTokenCount ?? row.input_token_count ?? 0
  const outputTokens = row.outputTokenCount ?? row.output_token_count ?? 0
  return {
    nodeName: row.nodeName ?? row.node_name ?? null,
    model: row.model ?? null,
    inputTokens,
    outputTokens,
    totalTokens: row.totalTokenCount ?? row.total_token_count ?? inputTokens + outputTokens,
  }
}

/** The longest beginning of the text that fits, without half a character. */
function cutToBytes(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text)
  let length = maxBytes
  while (length > 0 && ((bytes[length] ?? 0) & 0xc0) === 0x80) length--
  return bytes.toString('utf8', 0, length)
}

function withoutEnvelope(answer: unknown): unknown {
  const isWrapped =
    typeof answer === 'object' && answer !== null && 'data' in answer && !('choices' in answer)
  return isWrapped && typeof answer.data === 'object' && answer.data !== null ? answer.data : answer
}
