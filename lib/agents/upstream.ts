import 'server-only'
import { processState } from '@/lib/process-state'
import { createAgentClient } from '@/lib/upstream/agents/client'
import type { AgentClient } from '@/lib/upstream/agents/client'
import { createUpstream } from '@/lib/upstream/http'
import type { UpstreamOptions } from '@/lib/upstream/http'

const connection = processState<{ client: AgentClient | null; origin: string }>('agent-platform', () => ({
  client: null,
  origin: '',
}))

/** Said once at start: where the agent platform is and with which key. */
export function connectAgentPlatform(options: UpstreamOptions): void {
  connection().client = createAgentClient(createUpstream(options))
  connection().origin = new URL(options.baseUrl).origin
}

export function agentClient(): AgentClient {
  const { client } = connection()
  if (!client) throw new Error('the agent platform is not connected yet')
  return client
}

/** Where the platform is, such as `https://open.bigmodel.cn`: its own files may be fetched wherever that is. */
export function agentPlatformOrigin(): string {
  const { origin } = connection()
  if (origin === '') throw new Error('the agent platform is not connected yet')
  return origin
}
