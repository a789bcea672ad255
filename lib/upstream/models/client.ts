import 'server-only'
import * as z from 'zod'
import type { ChatSettings } from '@/lib/targets/settings'
import type { SettingGroup } from '@/lib/targets/schema'
import { plainFailure } from '../failure'
import type { Upstream } from '../http'
import type { ChatMessage, Completion, CompletionNode, FunctionTool, McpTool } from './completion'

export type CompleteOptions = {
  model: string
  messages: ChatMessage[]
  settings: ChatSettings
  /** What of the settings is sent. */
  groups: SettingGroup[]
  functions: FunctionTool[]
  mcpServers: McpTool[]
  /** Our run id, unique per round. */
  requestId: string
  node: CompletionNode
  signal?: AbortSignal
  stream?: boolean
}

export type ModelClient = {
  /** A hint, never a validation (api-facts §4.6). @throws UpstreamError */
  listModels(signal?: AbortSignal): Promise<string[]>
  complete(options: CompleteOptions): Completion
}

const modelList = z
  .object({ data: z.array(z.object({ id: z.string() })) })
  .or(z.array(z.object({ id: z.string() })))

/** The models (api-facts §4) as functions. */
export function createModelClient(upstream: Upstream): ModelClient {
  return {
    async listModels(signal) {
      const answer = modelList.parse(
        await upstream.readData({ method: 'GET', path: ['paas', 'v4', 'models'], ...(signal && { signal }) }),
      )
      return (Array.isArray(answer) ? answer : answer.data).map(({ id }) => id)
    },
    // oxlint-disable-next-line require-yield
    async *complete() {
      return { outcome: 'failed', failure: plainFailure('internal') }
    },
  }
}
