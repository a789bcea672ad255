import { queryOptions } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { getJson, requestJson } from '@/lib/http/get-json'
import { reindexSchema, sourcesSchema } from '@/lib/sources/schema'
import type { Sources } from '@/lib/sources/schema'

const sourcesPath = (runId: string) => `/api/runs/${encodeURIComponent(runId)}/sources`

/** Documents that an answer rests on. Stored with the run on the server, so they change only when asked for again. */
export function sourcesOptions(runId: string) {
  return queryOptions({
    queryKey: ['sources', runId] as const,
    queryFn: ({ signal }) => getJson(sourcesPath(runId), sourcesSchema, signal),
    staleTime: Infinity,
  })
}

/** Has the server ask upstream once more: nodes that could not be asked, documents that were indexed again. */
export async function refetchSources(queryClient: QueryClient, runId: string): Promise<Sources> {
  const sources = await getJson(`${sourcesPath(runId)}?again=1`, sourcesSchema)
  queryClient.setQueryData(sourcesOptions(runId).queryKey, sources)
  return sources
}

/** How far indexing a document again has come. @param url of the document, `/api/documents/{ticket}` */
export function reindexOptions(url: string) {
  return queryOptions({
    queryKey: ['sources', 'reindex', url] as const,
    queryFn: ({ signal }) => getJson(`${url}/reindex`, reindexSchema, signal),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? 2_000 : false),
    staleTime: 0,
  })
}

export function startReindex(url: string) {
  return requestJson('POST', `${url}/reindex`, reindexSchema, {})
}
