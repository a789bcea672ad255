import 'server-only'
import { processState } from '@/lib/process-state'
import { createRemoteList } from '@/lib/targets/remote-list'
import { isTargetId } from '@/lib/targets/schema'
import { createUpstream } from '@/lib/upstream/http'
import type { UpstreamOptions } from '@/lib/upstream/http'
import { createCompatibleClient } from '@/lib/upstream/open-platform/client'
import type { CompatibleClient } from '@/lib/upstream/open-platform/client'

const connection = processState<{ client: CompatibleClient | null }>('compatible', () => ({ client: null }))

/** The models of the server, in its order. */
export const compatibleModels = createRemoteList('compatible', async (signal) =>
  (await compatibleClient().listModels(signal)).filter(isTargetId),
)

/** Said once at start, where there is such a server. */
export function connectCompatible(options: UpstreamOptions): void {
  connection().client = createCompatibleClient(createUpstream(options))
  compatibleModels.peek()
}

export function compatibleClient(): CompatibleClient {
  const { client } = connection()
  if (!client) throw new Error('no compatible server is connected')
  return client
}

export function isCompatibleConnected(): boolean {
  return connection().client !== null
}
