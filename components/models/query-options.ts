import { queryOptions } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { getOwnJson } from '@/components/chat/session'
import { sendRequest } from '@/lib/http/get-json'
import { mcpServerListSchema } from '@/lib/mcp/schema'
import type { SaveMcpServer } from '@/lib/mcp/schema'
import { modelListSchema } from '@/lib/models/schema'

/** All models that can be chosen; asked again as long as an upstream has not said what it has. */
export const modelListOptions = queryOptions({
  queryKey: ['models'] as const,
  queryFn: ({ signal }) => getOwnJson('/api/models', modelListSchema, signal),
  staleTime: 60_000,
  refetchInterval: ({ state }) => (state.data?.isComplete === false ? 5_000 : false),
})

/** MCP servers of this person and those that come with the installation. */
export const mcpServersOptions = queryOptions({
  queryKey: ['mcp-servers'] as const,
  queryFn: ({ signal }) => getOwnJson('/api/mcp-servers', mcpServerListSchema, signal),
  staleTime: 60_000,
})

/** @param id null: a new one @throws ApiError */
export async function saveMcpServer(
  queryClient: QueryClient,
  id: string | null,
  server: SaveMcpServer,
): Promise<void> {
  if (id === null) await sendRequest('POST', '/api/mcp-servers', server)
  else await sendRequest('PUT', `/api/mcp-servers/${encodeURIComponent(id)}`, server)
  await queryClient.invalidateQueries(mcpServersOptions)
}

/** @throws ApiError */
export async function removeMcpServer(queryClient: QueryClient, id: string): Promise<void> {
  await sendRequest('DELETE', `/api/mcp-servers/${encodeURIComponent(id)}`)
  await queryClient.invalidateQueries(mcpServersOptions)
}
