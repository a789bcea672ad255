import 'server-only'
import { processState } from '@/lib/process-state'
import { createRemoteList } from '@/lib/targets/remote-list'
import { isTargetId } from '@/lib/targets/schema'
import { createAssistantClient } from '@/lib/upstream/assistants/client'
import type { AssistantClient } from '@/lib/upstream/assistants/client'
import { createUpstream } from '@/lib/upstream/http'
import type { UpstreamOptions } from '@/lib/upstream/http'

type ConfiguredAssistant = { id: string; name: string }
type Connection = { client: AssistantClient | null; configured: ConfiguredAssistant[] }

const connection = processState<Connection>('assistants', () => ({ client: null, configured: [] }))

/** What the service lists. */
export const listedAssistants = createRemoteList('assistants', async (signal) =>
  (await assistantClient().listAssistants(signal)).filter(({ id }) => isTargetId(id)),
)

/** Said once at start: where the assistants are, and which come first. */
export function connectAssistants(options: UpstreamOptions, configured: ConfiguredAssistant[]): void {
  connection().client = createAssistantClient(createUpstream(options))
  connection().configured = configured
  listedAssistants.peek()
}

export function assistantClient(): AssistantClient {
  const { client } = connection()
  if (!client) throw new Error('the assistants are not connected yet')
  return client
}

export function areAssistantsConnected(): boolean {
  return connection().client !== null
}

export function configuredAssistants(): ConfiguredAssistant[] {
  return connection().configured
}
