import 'server-only'
import { randomUUID } from 'node:crypto'
import type { SettingGroup } from '@/lib/targets/schema'
import type { ChatSettings } from '@/lib/targets/settings'
import { generate } from '../generate'
import type { GenerationRequest } from '../generate'
import type { Upstream } from '../http'
import type { ChatMessage, Completion, CompletionNode, FunctionTool, McpTool } from './completion'
import { toChatRequest } from './to-request'
import { createCompletionTranslator } from './translate'
import { modelListSchema } from './wire'

export type CompleteOptions = {
  model: string
  /** The system prompt is the first of them. */
  messages: ChatMessage[]
  settings: ChatSettings
  /** What of the settings is sent. */
  groups: SettingGroup[]
  functions: FunctionTool[]
  mcpServers: McpTool[]
  /** Ours, for upstream's log; unique, also among the rounds of one run. */
  requestId: string
  node: CompletionNode
  signal?: AbortSignal
  /** False asks for one whole answer; it is told as the same events. */
  stream?: boolean
}

export type ModelClient = {
  /** Text models that upstream names: a hint, never a validation (api-facts §4.6). @throws UpstreamError */
  listModels(signal?: AbortSignal): Promise<string[]>
  complete(options: CompleteOptions): Completion
}

const root = ['paas', 'v4']

/** The models (api-facts §4) as functions; no envelope, status or snake_case leaves it. */
export function createModelClient(upstream: Upstream): ModelClient {
  return {
    listModels: (signal) => listModels(upstream, [...root, 'models'], signal),
    complete: ({ node, signal, ...options }) =>
      complete(
        upstream,
        {
          path: [...root, 'chat', 'completions'],
          body: toChatRequest(options),
          ...(signal ? { signal } : {}),
        },
        node,
      ),
  }
}

/** Ids of the models of any server of this dialect, each once, in its order. @throws UpstreamError */
export async function listModels(
  upstream: Upstream,
  path: readonly string[],
  signal?: AbortSignal,
): Promise<string[]> {
  const body = await upstream.readData({ method: 'GET', path, ...(signal ? { signal } : {}) })
  const list = modelListSchema.safeParse(Array.isArray(body) ? { data: body } : body).data
  return [...new Set((list?.data ?? []).flatMap(({ id }) => (id ? [id] : [])))]
}

/** One generation of any server of this dialect. */
export async function* complete(
  upstream: Upstream,
  request: GenerationRequest,
  node: CompletionNode,
): Completion {
  const translator = createCompletionTranslator(node, randomUUID())
  const end = yield* generate(upstream, request, translator)
  return end.outcome === 'done' ? { ...end, text: translator.text(), calls: translator.calls() } : end
}
