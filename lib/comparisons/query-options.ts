import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { conversationSummarySchema } from '@/lib/conversations/schema'
import type { ConversationSummary } from '@/lib/conversations/schema'
import { getJson, requestJson } from '@/lib/http/get-json'
import { comparisonKeys } from './keys'
import { comparisonListSchema, comparisonSchema } from './schema'
import type { Comparison, CreateComparison } from './schema'

const pickAnswerSchema = z.object({ conversation: conversationSummarySchema })

/** A lane that another tab starts will have its conversation soon. */
const pollMs = 5_000

/** The person's comparisons, the newest first. */
export const comparisonListOptions = queryOptions({
  queryKey: comparisonKeys.list,
  queryFn: async ({ signal }) =>
    (await getJson('/api/comparisons', comparisonListSchema, signal)).comparisons,
  staleTime: 0,
})

/** One comparison; asked for again until the question has reached the server for every lane. */
export function comparisonOptions(comparisonId: string) {
  return queryOptions({
    queryKey: comparisonKeys.one(comparisonId),
    queryFn: ({ signal }) => getJson(addressOf(comparisonId), comparisonSchema, signal),
    staleTime: 15_000,
    refetchOnWindowFocus: 'always',
    refetchInterval: ({ state }) => (state.data && !isWhole(state.data) ? pollMs : false),
  })
}

/** Makes it once, however often it is sent. @throws ApiError */
export function postComparison(request: CreateComparison): Promise<Comparison> {
  return requestJson('POST', '/api/comparisons', comparisonSchema, request)
}

/** Puts the conversation of a lane into the sidebar. @throws ApiError */
export async function pickLane(comparisonId: string, conversationId: string): Promise<ConversationSummary> {
  const path = `${addressOf(comparisonId)}/pick`
  return (await requestJson('POST', path, pickAnswerSchema, { conversationId })).conversation
}

/** @throws ApiError */
export async function removeComparison(comparisonId: string): Promise<void> {
  await requestJson('DELETE', addressOf(comparisonId), z.object({}))
}

function isWhole({ lanes }: Comparison): boolean {
  return lanes.every(({ transcript, isPicked }) => transcript !== null || isPicked)
}

function addressOf(comparisonId: string): string {
  return `/api/comparisons/${encodeURIComponent(comparisonId)}`
}
