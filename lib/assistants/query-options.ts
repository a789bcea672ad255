import { queryOptions } from '@tanstack/react-query'
import { getJson } from '@/lib/http/get-json'
import { assistantListSchema } from './schema'

const pollMs = 5_000

/** All assistants; asked for again until the service has said which there are. */
export const assistantListOptions = queryOptions({
  queryKey: ['assistants'],
  queryFn: ({ signal }) => getJson('/api/assistants', assistantListSchema, signal),
  staleTime: 5 * 60_000,
  refetchInterval: ({ state }) => (state.data?.isComplete ? false : pollMs),
})
