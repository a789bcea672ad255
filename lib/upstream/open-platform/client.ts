import 'server-only'
import type { SettingGroup } from '@/lib/targets/schema'
import type { ChatSettings } from '@/lib/targets/settings'
import { UpstreamError, toPlatformFailure } from '../failure'
import type { GenerationRequest } from '../generate'
import type { Upstream } from '../http'
import { complete, listModels } from '../models/client'
import type { ChatMessage, Completion, CompletionNode, FunctionTool } from '../models/completion'
import { toChatV1Request, toChatV2Request, toCompatibleRequest } from './to-request'

export type ChatV2Options = {
  model: string
  messages: ChatMessage[]
  settings: ChatSettings
  /** Under which the platform keeps the dialogue. */
  conversationId: string
  userId: string
  node: CompletionNode
  signal?: AbortSignal
}
/** `prompt` is the question; `messages` are empty when the platform remembers the dialogue itself. */
export type ChatV1Options = ChatV2Options & { prompt: string }

export type OpenPlatformClient = {
  /** @throws UpstreamError */
  listModels(signal?: AbortSignal): Promise<string[]>
  chatV1(options: ChatV1Options): Completion
  chatV2(options: ChatV2Options): Completion
}

export type CompatibleOptions = {
  model: string
  messages: ChatMessage[]
  settings: ChatSettings
  /** What of the settings is sent. */
  groups: SettingGroup[]
  functions: FunctionTool[]
  node: CompletionNode
  signal?: AbortSignal
}

export type CompatibleClient = {
  /** @throws UpstreamError */
  listModels(signal?: AbortSignal): Promise<string[]>
  chat(options: CompatibleOptions): Completion
}

/** The on-premises platform (api-facts §7) as functions; a refusal names the permission that the key lacks. */
export function createOpenPlatformClient(upstream: Upstream): OpenPlatformClient {
  return {
    async listModels(signal) {
      try {
        return await listModels(upstream, ['openapi', 'community', 'v1', 'models'], signal)
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error
        throw new UpstreamError(toPlatformFailure(error.failure, permissions.v2), {
          ...(error.status === null ? {} : { status: error.status }),
          cause: error,
        })
      }
    },

    chatV1: ({ node, signal, ...options }) =>
      chat({
        upstream,
        request: toGeneration(['openapi', 'api', 'v1'], toChatV1Request(options), signal),
        node,
        permission: permissions.v1,
      }),

    chatV2: ({ node, signal, ...options }) =>
      chat({
        upstream,
        request: toGeneration(['openapi', 'community', 'v1'], toChatV2Request(options), signal),
        node,
        permission: permissions.v2,
      }),
  }
}

/** Any server that speaks OpenAI's chat completions; its address reads up to and including `/v1`. */
export function createCompatibleClient(upstream: Upstream): CompatibleClient {
  return {
    listModels: (signal) => listModels(upstream, ['models'], signal),
    chat: ({ node, signal, ...options }) =>
      complete(upstream, toGeneration([], toCompatibleRequest(options), signal), node),
  }
}

const permissions = { v1: 'chat_v1 READ', v2: 'chat_v2 READ' }

async function* chat(options: {
  upstream: Upstream
  request: GenerationRequest
  node: CompletionNode
  permission: string
}): Completion {
  const end = yield* complete(options.upstream, options.request, options.node)
  return end.outcome === 'done'
    ? end
    : { ...end, failure: toPlatformFailure(end.failure, options.permission) }
}

function toGeneration(
  root: readonly string[],
  body: unknown,
  signal: AbortSignal | undefined,
): GenerationRequest {
  return { path: [...root, 'chat', 'completions'], body, ...(signal ? { signal } : {}) }
}
