import 'server-only'
import { isLoopback } from '@/lib/http/loopback'
import { processState } from '@/lib/process-state'
import { createRemoteList } from '@/lib/targets/remote-list'
import { isTargetId } from '@/lib/targets/schema'
import { createUpstream } from '@/lib/upstream/http'
import type { UpstreamOptions } from '@/lib/upstream/http'
import { createModelClient } from '@/lib/upstream/models/client'
import type { ModelClient } from '@/lib/upstream/models/client'
import type { OfferedModel } from './offered-models'

type Connection = { client: ModelClient | null; isOnLoopback: boolean; offered: OfferedModel[] }

const connection = processState<Connection>('models', () => ({
  client: null,
  isOnLoopback: false,
  offered: [],
}))

/** What `/models` names: a hint, never a validation. */
export const hintedModels = createRemoteList('models', async (signal) =>
  (await modelClient().listModels(signal)).filter(isTargetId),
)

/**
 * Said once at start: where the models are, and which of them are offered.
 *
 * @param offered none: those that upstream names
 */
export function connectModels(options: UpstreamOptions, offered: OfferedModel[]): void {
  const state = connection()
  state.client = createModelClient(createUpstream(options))
  state.isOnLoopback = isLoopback(options.baseUrl)
  state.offered = offered
  hintedModels.peek()
}

export function modelClient(): ModelClient {
  const { client } = connection()
  if (!client) throw new Error('the models are not connected yet')
  return client
}

export function areModelsConnected(): boolean {
  return connection().client !== null
}

export function offeredModels(): OfferedModel[] {
  return connection().offered
}

/** Whether upstream runs on this machine and so can fetch from it. */
export function areModelsOnLoopback(): boolean {
  return connection().isOnLoopback
}
