import 'server-only'
import * as z from 'zod'
import type { SettingGroup } from '@/lib/targets/schema'
import type { ChatSettings } from '@/lib/targets/settings'
import { plainFailure } from '../failure'
import type { Upstream } from '../http'
import type { ChatMessage, Completion, CompletionNode, FunctionTool } from '../models/completion'

type PlatformChat = {
  model: string
  messages: ChatMessage[]
  settings: ChatSettings
  conversationId: string
  userId: string
  node: CompletionNode
  signal?: AbortSignal
}

export type ChatV1Options = PlatformChat & {
  /** The question. */
  prompt: string
}
export type ChatV2Options = PlatformChat

export type OpenPlatformClient = {
  /** @throws UpstreamError */
  listModels(signal?: AbortSignal): Promise<string[]>
  chatV1(options: ChatV1Options): Completion
  chatV2(options: ChatV2Options): Completion
}

export type CompatibleClient = {
  /** @throws UpstreamError */
  listModels(signal?: AbortSignal): Promise<string[]>
  chat(options: {
    model: string
    messages: ChatMessage[]
    settings: ChatSettings
    groups: SettingGroup[]
    functions: FunctionTool[]
    node: CompletionNode
    signal?: AbortSignal
  }): Completion
}

const modelList = z
  .object({ data: z.array(z.object({ id: z.string() })) })
  .or(z.array(z.object({ id: z.string() })))

export function createOpenPlatformClient(upstream: Upstream): OpenPlatformClient {
  return {
    listModels: (signal) => listModels(upstream, ['openapi', 'community', 'v1', 'models'], signal),
    chatV1: soon,
    chatV2: soon,
  }
}

export function createCompatibleClient(upstream: Upstream): CompatibleClient {
  return { listModels: (signal) => listModels(upstream, ['models'], signal), chat: soon }
}

async function listModels(upstream: Upstream, path: string[], signal?: AbortSignal): Promise<string[]> {
  const answer = modelList.parse(await upstream.readData({ method: 'GET', path, ...(signal && { signal }) }))
  return (Array.isArray(answer) ? answer : answer.data).map(({ id }) => id)
}

// oxlint-disable-next-line require-yield
async function* soon(): Completion {
  return { outcome: 'failed', failure: plainFailure('internal') }
}
