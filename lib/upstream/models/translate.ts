/**
 * From chat completions to run events (api-facts §4, D24 to D38). In: the data of each chunk, or one whole answer, of
 * BigModel, the on-premises platform or any compatible server. Out: what a `Completion` yields, and how it ended. One
 * translator remembers one generation. Pure.
 */
import type { AnswerMedia, NoticeCode, RunFailure, WebReference } from '@/lib/runs/events'
import { createAnswer } from '../answer'
import { readErrorMessage, readReport, toRunFailure } from '../failure'
import { createHostedTools } from '../hosted-tools'
import { toJson } from '../json'
import { toUsageRow } from '../token-usage'
import { createTranslatorOf } from '../translator'
import type { Translator } from '../translator'
import { toWebReference } from '../web-references'
import type { CompletionNode, FunctionCall } from './completion'
import { createFunctionCalls } from './function-calls'
import { createMcpCalls } from './mcp-calls'
import { ownMediaId } from './media-ids'
import { readContent } from './message-content'
import { createTextSplitter } from './split-text'
import { createSpokenAnswer } from './spoken-answer'
import { chatChunkSchema } from './wire'
import type { ChatChunk, WireChoice, WireMessage, WireToolCall } from './wire'

export type CompletionTranslator = Translator & {
  /** The whole answer so far; empty when it was withdrawn. */
  text(): string
  /** Functions of ours that the model wants to be run, once it has ended. */
  calls(): FunctionCall[]
}

/**
 * @param node where tools appear in the timeline
 * @param generation unique among the generations of a run, for the names of media
 */
export function createCompletionTranslator(node: CompletionNode, generation: string): CompletionTranslator {
  const answer = createAnswer()
  const splitter = createTextSplitter()
  const functions = createFunctionCalls(answer, node)
  const mcp = createMcpCalls(answer, node)
  const hosted = createHostedTools(answer, node, ownMediaId(generation, 'tool'))
  const sound = createSpokenAnswer(answer, ownMediaId(generation, 'sound'))
  /** JSON of what was told once already. */
  const told = new Set<string>()
  const pages = new Set<string>()
  const videos = new Map<string, string>()
  let requestId: string | null = null
  let mediaCount = 0
  let isDelta = false
  let isPaused = false
  let isCutShort = false
  let lastAt = 0

  function readChunk(chunk: ChatChunk, at: number): void {
    lastAt = at
    const choices = chunk.choices ?? []
    if (choices.length > 0) answer.understand()
    readId(chunk)
    readFilter(chunk)
    addPages(chunk.web_search, at)
    for (const choice of choices) {
      addPages(choice.web_search, at)
      readChoice(choice, at)
      if (choice.finish_reason) finish(choice.finish_reason, at)
    }
    addVideos(chunk)
    readMetadata(chunk.metadata)
    readUsage(chunk)
    readStatus(chunk)
    const report = readReport(choices.length > 0 ? { error: chunk.error } : chunk)
    if (report) answer.fail(toRunFailure(report))
  }

  /** Streams carry deltas; where `message` stands in their place it says the same, or repeats what was said. */
  function readChoice({ delta, message }: WireChoice, at: number): void {
    isDelta ||= Boolean(delta?.content || delta?.reasoning_content || delta?.reasoning)
    if (delta) readMessage(delta, at)
    if (message && !isDelta) readMessage(message, at)
  }

  function readId(chunk: ChatChunk): void {
    const id = chunk.id || chunk.request_id || null
    if (requestId !== null || id === null) return
    requestId = id
    answer.tell({ type: 'upstream-ids', requestId, conversationId: null })
  }

  function readMessage(message: WireMessage, at: number): void {
    addReasoning(message.reasoning_content || message.reasoningContent || message.reasoning || '', at)
    for (const piece of readContent(message.content)) {
      if (piece.kind === 'reasoning') addReasoning(piece.text, at)
      else if (piece.kind === 'text') for (const part of splitter.feed(piece.text)) addPiece(part, at)
      else if (piece.kind === 'audio') sound.add(piece.base64, null)
      else addMedia(piece.media)
    }
    message.tool_calls?.forEach((call, place) => readToolCall(call, place, at))
    if (message.audio?.data) sound.add(message.audio.data, message.audio.id || null)
    addPages(message.web_search, at)
    readMetadata(message.metadata)
  }

  function addPiece({ kind, text }: { kind: 'text' | 'reasoning'; text: string }, at: number): void {
    if (kind === 'reasoning') return addReasoning(text, at)
    settleTools(at)
    answer.addText(text)
  }

  function addReasoning(text: string, at: number): void {
    if (text === '') return
    settleTools(at)
    answer.addReasoning(text, at)
  }

  function settleTools(at: number): void {
    hosted.settle()
    mcp.settle(at)
  }

  function readToolCall(call: WireToolCall, place: number, at: number): void {
    const type = call.type?.toLowerCase() || null
    const isFunction = Boolean(call.function) || type === 'function'
    if (call.mcp) mcp.read(call, call.mcp, at)
    else if (isFunction && !hasOutput(call)) functions.read(call, place)
    else hosted.read({ type: isFunction ? 'function' : type, id: call.id || null, call }, at)
  }

  function addMedia(media: AnswerMedia): void {
    answer.addPiece({ type: 'media', mediaId: ownMediaId(generation, String(++mediaCount)), media })
  }

  /** Results come before the answer or after it, in one chunk or several; each page counts once. */
  function addPages(items: Record<string, unknown>[] | null | undefined, at: number): void {
    const fresh: WebReference[] = []
    for (const item of items ?? []) {
      const page = toWebReference(item, `ref_${pages.size + 1}`)
      const key = page.link ?? `${page.title}\n${page.content}`
      if (pages.has(key)) continue
      pages.add(key)
      fresh.push(page)
    }
    if (fresh.length === 0) return
    answer.understand()
    const tool = { ...node, name: 'web_search', at }
    const input = { kind: 'web_search' as const, queries: [] }
    answer.tell(
      { type: 'tool-start', ...tool, input },
      { type: 'tool-end', ...tool, input, output: { kind: 'web_search', references: fresh } },
    )
  }

  /** One that has no address yet is being made. */
  function addVideos(chunk: ChatChunk): void {
    chunk.video_result?.forEach((video, place) => {
      const mediaId = ownMediaId(generation, `video-${place + 1}`)
      const media = {
        kind: 'video' as const,
        url: video.url || null,
        coverUrl: video.cover_image_url || null,
      }
      const json = toJson(media)
      if (videos.get(mediaId) === json) return
      if (videos.has(mediaId)) tellUnlessRetracted(mediaId, media)
      else answer.addPiece({ type: 'media', mediaId, media })
      videos.set(mediaId, json)
      answer.understand()
    })
  }

  function tellUnlessRetracted(mediaId: string, media: AnswerMedia): void {
    if (!answer.isRetracted()) answer.tell({ type: 'media', mediaId, media })
  }

  function readFilter({ content_filter: filter }: ChatChunk): void {
    for (const { role, level } of filter ?? []) {
      const code = filterNotices[role?.toLowerCase() ?? '']
      if (code) answer.addNotice(code, { count: level ?? null })
    }
  }

  /** What upstream attached; each once. */
  function readMetadata(value: unknown): void {
    if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return
    const json = toJson(value)
    if (isNew(json)) answer.tell({ type: 'metadata', json })
  }

  /** It may come with the last chunk and once more behind it. */
  function readUsage({ usage, model }: ChatChunk): void {
    const row = usage ? toUsageRow(usage, { model: model || null, nodeName: node.nodeName }) : null
    if (!row || !isNew(toJson(row))) return
    answer.understand()
    answer.tell({ type: 'usage', rows: [row] })
  }

  function isNew(json: string): boolean {
    return !told.has(json) && Boolean(told.add(json))
  }

  function readStatus({ status, last_error: error }: ChatChunk): void {
    const word = typeof status === 'string' ? status.toLowerCase() : ''
    if (word === 'completed' || word === 'requires_action') answer.finish()
    if (word === 'failed') answer.fail(toRunFailure(readErrorMessage(error)))
  }

  /** Upstream's own tools end a part of the answer, not the answer: only functions of ours are waited for. */
  function finish(reason: string, at: number): void {
    const word = reason.toLowerCase()
    if ((word === 'tool_calls' || word === 'function_call') && !functions.hasAny()) {
      isPaused = true
      return settleTools(at)
    }
    flush(at)
    isCutShort = word === 'length' || word.includes('context_window')
    answer.finishFor(reason)
  }

  function flush(at: number): void {
    for (const piece of splitter.flush()) addPiece(piece, at)
    settleTools(at)
    functions.settle(at)
  }

  function beforeEnd(cut: RunFailure | null): void {
    flush(lastAt)
    if (isPaused && cut === null) answer.finish()
    sound.settle()
  }

  return {
    ...createTranslatorOf({ answer, schema: chatChunkSchema, readChunk, beforeEnd }),
    text: answer.text,
    calls: () => (answer.isRetracted() ? [] : functions.list(isCutShort)),
  }
}

const filterNotices: Record<string, NoticeCode | undefined> = {
  user: 'filtered_question',
  assistant: 'filtered_answer',
  history: 'filtered_history',
}

/** Upstream ran the function itself. */
function hasOutput({ function: called }: WireToolCall): boolean {
  return [called?.outputs, called?.output].some((output) => output !== undefined && output !== null)
}
