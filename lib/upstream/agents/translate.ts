/**
 * From the agent platform's words to run events. In: the data of each message, or one synchronous answer, with the
 * time of its arrival. Out: events without `run-start` and `run-end`, and how the generation ended. One translator
 * remembers one generation. Log texts never become part of the answer. Pure.
 */
import type { UsageRow } from '@/lib/runs/events'
import { createAnswer } from '../answer'
import { readErrorMessage, readReport, toRunFailure } from '../failure'
import { toJson } from '../json'
import { createTranslatorOf } from '../translator'
import type { Translator } from '../translator'
import { readMessageData } from './message-data'
import type { MessagePart } from './message-data'
import { createStepReader } from './steps'
import { invokeChunkSchema } from './wire'
import type { InvokeChunk, WireChoice, WireUsage } from './wire'

export function createTranslator(): Translator {
  const answer = createAnswer()
  const steps = createStepReader()
  const ids = { requestId: null as string | null, conversationId: null as string | null }
  const media = createMediaNames()
  const seenUsage = new Set<string>()

  function readChunk(chunk: InvokeChunk, receivedAt: number): void {
    readIds(chunk)
    const choices = chunk.choices ?? []
    for (const choice of choices) readChoice(choice, receivedAt)
    readUsage(
      choices.flatMap((choice) => choice.usage ?? []),
      chunk.usage ?? [],
    )
    if (choices.length > 0) answer.understand()
    const report =
      readErrorMessage(chunk.error_msg) ?? readReport(choices.length > 0 ? { error: chunk.error } : chunk)
    if (report) answer.fail(toRunFailure(report))
  }

  function readIds(chunk: InvokeChunk): void {
    const requestId = chunk.request_id || chunk.req_id || chunk.id || ids.requestId
    const conversationId = chunk.conversation_id || ids.conversationId
    if (requestId === ids.requestId && conversationId === ids.conversationId) return
    ids.requestId = requestId
    ids.conversationId = conversationId
    answer.understand()
    answer.tell({ type: 'upstream-ids', requestId, conversationId })
  }

  function readChoice(choice: WireChoice, receivedAt: number): void {
    for (const part of [choice.messages, choice.delta]) {
      if (!part) continue
      if (part.event !== undefined && part.event !== null)
        answer.tell(...steps.readEvents(part.event, receivedAt))
      if (part.tool_calls) answer.tell(...steps.readLooseCalls(part.tool_calls, receivedAt))
      if (part.reasoning_content) answer.addReasoning(part.reasoning_content, receivedAt)
      if (part.content === undefined || part.content === null) continue
      for (const piece of readMessageData(part.content)) addPart(piece)
    }
    const report = readErrorMessage(choice.error_msg)
    if (report) answer.fail(toRunFailure(report))
    if (choice.finish_reason) finish(choice.finish_reason)
  }

  function addPart(part: MessagePart): void {
    if (part.kind === 'text') answer.addText(part.text)
    else if (part.kind === 'question') answer.addPiece({ type: 'question', question: part.question })
    else answer.addPiece({ type: 'media', mediaId: media.idOf(part), media: part.media })
  }

  function readUsage(inChoices: WireUsage[], onTop: WireUsage[]): void {
    const rows = (inChoices.length > 0 ? inChoices : onTop).map(toUsageRow)
    // The same rows may come with the last chunk and once more behind it.
    const key = rows.length > 0 ? toJson(rows) : ''
    if (key === '' || seenUsage.has(key)) return
    seenUsage.add(key)
    answer.understand()
    answer.tell({ type: 'usage', rows })
  }

  function finish(reason: string): void {
    const word = reason.toLowerCase()
    if (['error', 'length', 'network_error', 'sensitive'].includes(word)) return answer.finishFor(word)
    answer.finish()
    // A flow's model is full, not the conversation: what helps is a shorter answer.
    if (word.includes('context_window')) answer.addNotice('length')
  }

  return createTranslatorOf({
    answer,
    schema: invokeChunkSchema,
    readChunk,
    beforeEnd: () => {
      if (steps.hasLeftOut()) answer.addNotice('event_limit')
    },
  })
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
