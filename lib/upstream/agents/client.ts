import 'server-only'
import type { RunEvent } from '@/lib/runs/events'
import type { GenerationEnd } from '../answer'
import { UpstreamError, plainFailure } from '../failure'
import { generate } from '../generate'
import type { Upstream } from '../http'
import { toSnakeKeys } from '../snake-keys'
import { toQuestions } from '../suggested-questions'
import { toFileStates, toUploadAnswer } from './files'
import type { FileState, UploadAnswer } from './files'
import { toSliceInfo } from './slice-info'
import type { SliceInfo } from './slice-info'
import { createTranslator } from './translate'
import { toVariables } from './variables'
import type { AgentVariable } from './variables'
import { conversationDataSchema, documentDataSchema, suggestionsDataSchema } from './wire'
import type { ContentItem, InvokeRequest } from './wire'

/** A file on its way to an agent; `unitId` in a form, `conversationId` in a dialogue (api-facts §3.2). */
export type FileUpload = {
  appId: string
  unitId: string | null
  conversationId: string | null
  /** 1 sheet, 2 document, 3 audio, 4 image, 5 video. */
  fileType: 1 | 2 | 3 | 4 | 5
  name: string
  mediaType: string
  /** Bytes, known before the first one is read. */
  size: number
  bytes: AsyncIterable<Uint8Array>
  signal?: AbortSignal
}

export type InvokeOptions = {
  appId: string
  /** Upstream's id; null starts a new conversation, whose id comes with an `upstream-ids` event. */
  conversationId: string | null
  /** What the person wrote. `content` instead sends several inputs. */
  question?: string
  /** Name of the variable that takes the question; text apps answer nothing without it. */
  key?: string | null
  content?: ContentItem[]
  /** Of the workflow's question that this answers. */
  callId?: string | null
  /** Our run id, for upstream's log. */
  thirdRequestId: string
  /** False asks for one synchronous answer; it is told as the same events. */
  stream?: boolean
  signal?: AbortSignal
}

export type AgentClient = {
  /** The inputs that an agent asks for, in order; none for a plain dialogue. @throws UpstreamError */
  getVariables(appId: string, signal?: AbortSignal): Promise<AgentVariable[]>
  /** @returns upstream's id of a new conversation. @throws UpstreamError */
  createConversation(appId: string, signal?: AbortSignal): Promise<string>
  /** Questions that upstream recommends after an answer. @throws UpstreamError */
  listSuggestedQuestions(appId: string, conversationId: string, signal?: AbortSignal): Promise<string[]>
  /**
   * Sends a file, once, as it comes.
   *
   * @throws UpstreamError; SizeMismatch; what the source threw; the signal's reason when it aborts, upstream's socket
   *   is closed then
   */
  uploadFile(file: FileUpload): Promise<UploadAnswer>
  /**
   * How far upstream has come with files of one agent.
   *
   * @returns a state for each file that upstream named; for pictures it names none
   * @throws UpstreamError
   */
  statFiles(appId: string, fileIds: readonly string[], signal?: AbortSignal): Promise<Map<string, FileState>>
  /**
   * Where the passages stand that one retrieval node of one answer found (seed 003 §3.6).
   *
   * @param requestId upstream's id of the invoke, from an `upstream-ids` event
   * @throws UpstreamError, `not_found` for an answer or node that upstream does not know
   */
  getSliceInfo(requestId: string, nodeId: string, signal?: AbortSignal): Promise<SliceInfo>
  /** Has a document of a knowledge base indexed again; returns when upstream has begun. @throws UpstreamError */
  reindexDocument(documentId: string, signal?: AbortSignal): Promise<void>
  /** How far the indexing of a document has come. @throws UpstreamError */
  getIndexState(documentId: string, signal?: AbortSignal): Promise<IndexState>
  /**
   * Asks an agent. Upstream is called once the first event is asked for, and at most once is a generation begun.
   * Yields run events without `run-start`, `run-error` and `run-end`: those are the writer's. Returns how it ended;
   * upstream's failures are returned, not thrown. A waiting_to_retry notice counts the seconds to
   * wait; `upstream-start` ends it.
   *
   * @throws the signal's reason when it aborts; upstream's socket is closed at once then, and soon
   *   when the caller returns early
   */
  invoke(options: InvokeOptions): AsyncGenerator<RunEvent, GenerationEnd>
}

/** `code` and `detail` are upstream's own, of a failure. */
export type IndexState = {
  status: 'running' | 'done' | 'failed'
  code: string | null
  detail: string | null
}

const root = ['llm-application', 'open']

/** The agent platform (api-facts §3) as functions; no envelope, status or snake_case leaves it. */
export function createAgentClient(upstream: Upstream): AgentClient {
  return {
    async getVariables(appId, signal) {
      const data = await upstream.readData({
        method: 'GET',
        path: [...root, 'v2', 'application', appId, 'variables'],
        ...withSignal(signal),
      })
      return toVariables(data)
    },

    async createConversation(appId, signal) {
      // Repeating it may leave an empty conversation behind, which costs nothing.
      const data = await upstream.readData({
        method: 'POST',
        path: [...root, 'v2', 'application', appId, 'conversation'],
        body: {},
        ...withSignal(signal),
      })
      const id = conversationDataSchema.safeParse(data).data?.conversation_id
      if (!id) throw new UpstreamError(plainFailure('garbage'))
      return id
    },

    async listSuggestedQuestions(appId, conversationId, signal) {
      const data = await upstream.readData({
        method: 'GET',
        path: [...root, 'history_session_record', appId, conversationId],
        ...withSignal(signal),
      })
      return toQuestions(suggestionsDataSchema.safeParse(data).data?.problems)
    },

    async uploadFile({ appId, unitId, conversationId, fileType, name, mediaType, size, bytes, signal }) {
      const data = await upstream.sendFile({
        path: [...root, 'v2', 'application', 'file_upload'],
        fields: {
          app_id: appId,
          ...(unitId === null ? {} : { upload_unit_id: unitId }),
          ...(conversationId === null ? {} : { conversation_id: conversationId }),
          file_type: String(fileType),
        },
        file: { field: 'files', name, mediaType, size, bytes },
        ...withSignal(signal),
      })
      return toUploadAnswer(data)
    },

    async statFiles(appId, fileIds, signal) {
      const data = await upstream.readData({
        method: 'POST',
        path: [...root, 'v2', 'application', 'file_stat'],
        body: { app_id: appId, file_ids: fileIds },
        ...withSignal(signal),
      })
      return toFileStates(data, fileIds)
    },

    async getSliceInfo(requestId, nodeId, signal) {
      const data = await upstream.readData({
        method: 'POST',
        path: [...root, 'v2', 'application', 'slice_info'],
        body: { request_id: requestId, node_id: nodeId },
        ...withSignal(signal),
      })
      return toSliceInfo(data)
    },

    async reindexDocument(documentId, signal) {
      await upstream.readData({
        method: 'POST',
        path: [...root, 'document', 'embedding', documentId],
        body: {},
        isOnce: true,
        ...withSignal(signal),
      })
    },

    async getIndexState(documentId, signal) {
      const data = await upstream.readData({
        method: 'GET',
        path: [...root, 'document', documentId],
        ...withSignal(signal),
      })
      return toIndexState(data)
    },

    invoke: (options) =>
      generate(
        upstream,
        {
          path: [...root, 'v3', 'application', 'invoke'],
          body: toRequest(options),
          ...withSignal(options.signal),
        },
        createTranslator(),
      ),
  }
}

function toRequest(options: InvokeOptions): InvokeRequest {
  const { appId, conversationId, question, key, callId } = options
  const content: ContentItem[] = options.content ?? [
    { type: 'input', value: question ?? '', ...(key ? { key } : {}) },
  ]
  return {
    app_id: appId,
    ...(conversationId === null ? {} : { conversation_id: conversationId }),
    third_request_id: options.thirdRequestId,
    stream: options.stream ?? true,
    send_log_event: true,
    messages: [{ role: 'user', ...(callId ? { type: 'qa', call_id: callId } : {}), content }],
  }
}

function toIndexState(data: unknown): IndexState {
  const document = documentDataSchema.safeParse(toSnakeKeys(data)).data
  const status = (['running', 'done', 'failed'] as const)[document?.embedding_stat ?? -1]
  if (!status) throw new UpstreamError(plainFailure('garbage'))
  const { embedding_code: code, embedding_msg: detail } = document?.fail_info ?? {}
  return status === 'failed'
    ? { status, code: code ?? null, detail: detail || null }
    : { status, code: null, detail: null }
}

function withSignal(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal ? { signal } : {}
}
