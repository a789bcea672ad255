import 'server-only'
import { processState } from '@/lib/process-state'
import { createRemoteList } from '@/lib/targets/remote-list'
import { isTargetId } from '@/lib/targets/schema'
import { createUpstream } from '@/lib/upstream/http'
import type { UpstreamOptions } from '@/lib/upstream/http'
import { createOpenPlatformClient } from '@/lib/upstream/open-platform/client'
import type { OpenPlatformClient } from '@/lib/upstream/open-platform/client'

const connection = processState<{ client: OpenPlatformClient | null }>('open-platform', () => ({
  client: null,
}))

/** The models of the platform, in its order. */
export const onPremisesModels = createRemoteList('on-premises', async (signal) =>
  (await onPremisesClient().listModels(signal)).filter(isTargetId),
)

/** Said once at start, where there is such a platform. */
export function connectOnPremises(options: UpstreamOptions): void {
  connection().client = createOpenPlatformClient(createUpstream(options))
  onPremisesModels.peek()
}

export function onPremisesClient(): OpenPlatformClient {
  const { client } = connection()
  if (!client) throw new Error('the on-premises platform is not connected')
  return client
}

export function isOnPremisesConnected(): boolean {
  return connection().client !== null
}
