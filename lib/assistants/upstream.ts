import 'server-only'
import { processState } from '@/lib/process-state'
import { createRemoteList } from '@/lib/targets/remote-list'
import { isTargetId } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { createAssistantClient } from '@/lib/upstream/assistants/client'
import type { AssistantClient } from '@/lib/upstream/assistants/client'
import { createUpstream } from '@/lib/upstream/http'
import type { UpstreamOptions } from '@/lib/upstream/http'

type ConfiguredAssistant = { id: string; name: string }

/** What is known of an assistant besides what the service lists, which has one language. */
export type AssistantWords = Pick<TargetCard, 'name' | 'description' | 'openingQuestions'>

type Connection = {
  client: AssistantClient | null
  configured: ConfiguredAssistant[]
  words: ReadonlyMap<string, AssistantWords>
}

const connection = processState<Connection>('assistants', () => ({
  client: null,
  configured: [],
  words: new Map(),
}))

/** What the service lists. */
export const listedAssistants = createRemoteList('assistants', async (signal) =>
  (await assistantClient().listAssistants(signal)).filter(({ id }) => isTargetId(id)),
)

/** Said once at start: where the assistants are, which come first, and the words for those that are known. */
export function connectAssistants(
  options: UpstreamOptions,
  configured: ConfiguredAssistant[],
  words: ReadonlyMap<string, AssistantWords> = new Map(),
): void {
  Object.assign(connection(), {
    client: createAssistantClient(createUpstream(options)),
    configured,
    words,
  })
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

export function findWords(id: string): AssistantWords | null {
  return connection().words.get(id) ?? null
}
