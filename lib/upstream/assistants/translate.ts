/**
 * From an assistant's words to run events (api-facts §5.1, seed 002). In: the data of each message, or one answer in
 * OpenAI's shape. Out: what a `Completion` yields, and how it ended. One translator remembers one generation. Pure.
 */
import { createAnswer } from '../answer'
import { readErrorMessage, readReport, toRunFailure } from '../failure'
import { createHostedTools } from '../hosted-tools'
import { toJson } from '../json'
import type { CompletionNode } from '../models/completion'
import { createMcpCalls } from '../models/mcp-calls'
import { readContent } from '../models/message-content'
import { createSpokenAnswer } from '../models/spoken-answer'
import type { WireToolCall } from '../models/wire'
import { toUsageRow } from '../token-usage'
import { createTranslatorOf } from '../translator'
import type { Translator } from '../translator'
import { assistantChunkSchema } from './wire'
import type { AssistantChunk, WireChoice, WireMessage } from './wire'

/** Characters of JSON of all that upstream attached to one answer; further ones are left out. */
export const maxMetadataLength = 1024 * 1024

export type AssistantTranslator = Translator & {
  /** The whole answer so far; empty when it was withdrawn. */
  text(): string
}

/** @param node where the assistant's tools appear in the timeline */
export function createAssistantTranslator(node: CompletionNode): AssistantTranslator {
  const answer = createAnswer()
  const tools = createHostedTools(answer, node, 'tool')
  const mcp = createMcpCalls(answer, node)
  const ids = { requestId: null as string | null, conversationId: null as string | null }
  const sound = createSpokenAnswer(answer, 'sound')
  /** JSON of what was told once already. */
  const told = new Set<string>()
  let mediaCount = 0
  let metadataLength = 0
  let lastAt = 0

  function readChunk(chunk: AssistantChunk, receivedAt: number): void {
    lastAt = receivedAt
    const choices = chunk.choices ?? []
    if (choices.length > 0) answer.understand()
    readIds(chunk)
    for (const choice of choices) readChoice(choice, receivedAt)
    readMetadata(chunk.metadata)
    readUsage(chunk)
    readStatus(chunk)
    const report = readReport(choices.length > 0 ? { error: chunk.error } : chunk)
    if (report) answer.fail(toRunFailure(report))
  }

  function readIds(chunk: AssistantChunk): void {
    const requestId = chunk.request_id || chunk.id || ids.requestId
    const conversationId = chunk.conversation_id || ids.conversationId
    if (requestId === ids.requestId && conversationId === ids.conversationId) return
    ids.requestId = requestId
    ids.conversationId = conversationId
    answer.understand()
    answer.tell({ type: 'upstream-ids', requestId, conversationId })
  }

  function readChoice(choice: WireChoice, receivedAt: number): void {
    const message = choice.delta ?? choice.message
    if (message) readMessage(message, receivedAt)
    readMetadata(choice.metadata)
    if (choice.finish_reason) settleTools(receivedAt)
    // Its tools run at upstream, so that more follows their calls.
    if (choice.finish_reason && choice.finish_reason !== 'tool_calls') answer.finishFor(choice.finish_reason)
  }

  function readMessage(message: WireMessage, at: number): void {
    for (const call of message.tool_calls ?? []) readToolCall(call, at)
    addReasoning(message.reasoning_content ?? '', at)
    for (const piece of readContent(message.content)) {
      if (piece.kind === 'reasoning') addReasoning(piece.text, at)
      else if (piece.kind === 'text') addText(piece.text, at)
      else if (piece.kind === 'audio') sound.add(piece.base64, null)
      else answer.addPiece({ type: 'media', mediaId: `media-${++mediaCount}`, media: piece.media })
    }
    if (message.audio?.data) sound.add(message.audio.data, null)
    readMetadata(message.metadata)
  }

  function readToolCall(call: WireToolCall, at: number): void {
    if (call.mcp) mcp.read(call, call.mcp, at)
    else tools.read({ type: call.type ?? null, id: call.id ?? null, call }, at)
  }

  function addText(text: string, at: number): void {
    settleTools(at)
    answer.addText(text)
  }

  function addReasoning(text: string, at: number): void {
    if (text === '') return
    settleTools(at)
    answer.addReasoning(text, at)
  }

  function settleTools(at: number): void {
    tools.settle()
    mcp.settle(at)
  }

  /** What upstream attached; each once. */
  function readMetadata(value: unknown): void {
    if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return
    const json = toJson(value)
    if (told.has(json)) return
    metadataLength += json.length
    if (metadataLength > maxMetadataLength) return answer.addNotice('event_limit')
    told.add(json)
    answer.tell({ type: 'metadata', json })
  }

  /** It may come with the last chunk and once more behind it. */
  function readUsage({ usage, model }: AssistantChunk): void {
    const row = usage ? toUsageRow(usage, { model: model || null, nodeName: node.nodeName }) : null
    if (!row || told.has(toJson(row))) return
    told.add(toJson(row))
    answer.understand()
    answer.tell({ type: 'usage', rows: [row] })
  }

  function readStatus({ status, last_error: error }: AssistantChunk): void {
    const word = status?.toLowerCase()
    if (word === 'completed') answer.finish()
    if (word === 'failed') answer.fail(toRunFailure(readErrorMessage(error)))
  }

  function beforeEnd(): void {
    settleTools(lastAt)
    sound.settle()
  }

  return {
    ...createTranslatorOf({ answer, schema: assistantChunkSchema, readChunk, beforeEnd }),
    text: answer.text,
  }
}
