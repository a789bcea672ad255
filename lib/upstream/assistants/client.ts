import 'server-only'
import type { RunEvent } from '@/lib/runs/events'
import { UpstreamError, plainFailure } from '../failure'
import type { Upstream } from '../http'
import type { CompletionEnd, CompletionNode } from '../models/completion'

export type Assistant = {
  id: string
  name: string
  description: string
  avatar: string | null
  /** Names of the tools that it has, such as `web_browser`. */
  tools: string[]
  starterPrompts: string[]
  /** Whether it takes the languages of a translation. */
  isTranslator: boolean
}

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

export type AssistantFile = {
  name: string
  mediaType: string
  /** Bytes, known before the first one is read. */
  size: number
  bytes: AsyncIterable<Uint8Array>
  /** What the file is for, in upstream's words. */
  purpose: string
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
   * Sends a file, as it comes.
   *
   * @throws UpstreamError; SizeMismatch; what the source threw; the signal's reason when it aborts, upstream's socket
   *   is closed then
   */
  uploadFile(file: AssistantFile): Promise<{ fileId: string }>
  /** A file that is not there any more counts as deleted. @throws UpstreamError */
  deleteFile(fileId: string, signal?: AbortSignal): Promise<void>
}

/** The assistants and their files (api-facts §5 and §6) as functions; no envelope, status or snake_case leaves it. */
export function createAssistantClient(_upstream: Upstream): AssistantClient {
  const soon = () => Promise.reject(new UpstreamError(plainFailure('internal')))
  return {
    listAssistants: soon,
    // oxlint-disable-next-line require-yield
    async *ask() {
      return { outcome: 'failed', failure: plainFailure('internal') }
    },
    suggest: soon,
    uploadFile: soon,
    deleteFile: soon,
  }
}
