import 'server-only'
import type { RunEvent } from '@/lib/runs/events'
import { UpstreamError, plainFailure } from '../failure'
import { generate } from '../generate'
import { pathPart } from '../http'
import type { Upstream } from '../http'
import type { CompletionEnd, CompletionNode } from '../models/completion'
import { toQuestions } from '../suggested-questions'
import { toAssistants } from './assistant-list'
import type { Assistant } from './assistant-list'
import { createAssistantTranslator } from './translate'
import { createUploader } from './upload'
import type { AssistantFile } from './upload'
import { deletedFileSchema, suggestDataSchema } from './wire'
import type { AssistantRequest } from './wire'

export type { Assistant } from './assistant-list'

export type AskOptions = {
  assistantId: string
  model: string
  /** Upstream's id; null starts a new conversation, whose id comes with an `upstream-ids` event. */
  conversationId: string | null
  text: string
  fileIds: string[]
  translate: { from: string; to: string } | null
  /** Our run id; 6 to 64 characters. */
  requestId: string
  /** Where the assistant's tools appear in the timeline. */
  node: CompletionNode
  signal?: AbortSignal
}

export type AssistantClient = {
  /** All assistants that the key may use. @throws UpstreamError */
  listAssistants(signal?: AbortSignal): Promise<Assistant[]>
  /**
   * Asks an assistant, which keeps the context itself. Yields run events without `run-start`, `node-start`, `node-end`,
   * `run-error` and `run-end`; upstream's failures are returned, not thrown. `calls` of the end is always empty: an
   * assistant's functions run at upstream.
   *
   * @throws the signal's reason when it aborts; upstream's socket is closed at once then
   */
  ask(options: AskOptions): AsyncGenerator<RunEvent, CompletionEnd>
  /** Questions that upstream suggests to go on with. @throws UpstreamError */
  suggest(assistantId: string, conversationId: string, signal?: AbortSignal): Promise<string[]>
  /**
   * Sends a file, as it comes. Where upstream does not take its purpose, it goes out again with the one that newer
   * installations know.
   *
   * @throws UpstreamError; SizeMismatch; what the source threw; the signal's reason when it aborts, upstream's socket
   *   is closed then
   */
  uploadFile(file: AssistantFile): Promise<{ fileId: string }>
  /** A file that is not there any more counts as deleted. @throws UpstreamError */
  deleteFile(fileId: string, signal?: AbortSignal): Promise<void>
}

const root = ['paas', 'v4']

/** The assistants and their files (api-facts §5 and §6) as functions; no envelope, status or snake_case leaves it. */
export function createAssistantClient(upstream: Upstream): AssistantClient {
  return {
    uploadFile: createUploader(upstream),

    async listAssistants(signal) {
      const data = await upstream.readData({
        method: 'POST',
        path: [...root, 'assistant', 'list'],
        body: { assistant_id_list: [] },
        ...withSignal(signal),
      })
      return toAssistants(data)
    },

    async *ask(options) {
      const translator = createAssistantTranslator(options.node)
      const end = yield* generate(
        upstream,
        { path: [...root, 'assistant'], body: toRequest(options), ...withSignal(options.signal) },
        translator,
      )
      return end.outcome === 'done' ? { outcome: 'done', text: translator.text(), calls: [] } : end
    },

    async suggest(assistantId, conversationId, signal) {
      const data = await upstream.readData({
        method: 'POST',
        path: [...root, 'assistant', 'conversation', 'suggest'],
        body: { assistant_id: assistantId, conversation_id: conversationId },
        ...withSignal(signal),
      })
      return toQuestions(Array.isArray(data) ? data : suggestDataSchema.safeParse(data).data?.suggest_list)
    },

    async deleteFile(fileId, signal) {
      // Ids with a folder and an ending are met, which no path takes.
      if (!pathPart.test(fileId)) throw new UpstreamError(plainFailure('refused'))
      try {
        const data = await upstream.readData({
          method: 'DELETE',
          path: [...root, 'files', fileId],
          ...withSignal(signal),
        })
        if (deletedFileSchema.safeParse(data).data?.deleted === false)
          throw new UpstreamError(plainFailure('upstream_error'))
      } catch (error) {
        if (!(error instanceof UpstreamError && error.status === 404)) throw error
      }
    },
  }
}

function toRequest(options: AskOptions): AssistantRequest {
  const { assistantId, model, conversationId, text, fileIds, translate, requestId } = options
  return {
    assistant_id: assistantId,
    model,
    ...(conversationId === null ? {} : { conversation_id: conversationId }),
    // The service answers by event stream only, and takes parts of text only.
    stream: true,
    messages: [{ role: 'user', content: [{ type: 'text', text }] }],
    request_id: requestId,
    ...(fileIds.length === 0 ? {} : { attachments: fileIds.map((file_id) => ({ file_id })) }),
    ...(translate === null ? {} : { extra_parameters: { translate } }),
  }
}

function withSignal(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal ? { signal } : {}
}
