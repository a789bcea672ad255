import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { getJson } from '@/lib/http/get-json'
import { conversationKeys } from './keys'
import { conversationListSchema, transcriptSchema } from './schema'
import type { ConversationList, ConversationSummary, Transcript } from './schema'

const suggestionsSchema = z.object({ questions: z.array(z.string()) })

/** The sidebar's conversations, newest first, a page at a time; a page is `ConversationList`. */
export const conversationListOptions = infiniteQueryOptions({
  queryKey: conversationKeys.list,
  queryFn: ({ pageParam, signal }) =>
    getJson(`/api/conversations${beforeQuery(pageParam)}`, conversationListSchema, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
})

/** The visible path of one conversation, its newest page. */
export function transcriptOptions(conversationId: string) {
  return queryOptions({
    queryKey: conversationKeys.transcript(conversationId),
    queryFn: async ({ client, queryKey, signal }) => {
      const page = await getTranscriptPage(conversationId, null, signal)
      return withEarlier(client.getQueryData<Transcript>(queryKey), page)
    },
    staleTime: 15_000,
    // Another tab or device may have gone on.
    refetchOnWindowFocus: 'always',
  })
}

/**
 * The newest page with the earlier messages that are known, so that asking again does not take away what a reader
 * has scrolled up to. When the two do not meet (another branch was chosen), the page alone.
 */
export function withEarlier(known: Transcript | undefined, page: Transcript): Transcript {
  const first = page.messages[0]
  const at = known?.messages.findIndex(({ id }) => id === first?.id) ?? -1
  if (!known || at <= 0) return page
  return {
    ...page,
    messages: [...known.messages.slice(0, at), ...page.messages],
    earlierCursor: known.earlierCursor,
  }
}

/** Questions that upstream proposes after a finished run; empty when it has none. Asked for once. */
export function suggestionsOptions(runId: string) {
  return queryOptions({
    queryKey: conversationKeys.suggestions(runId),
    queryFn: async ({ signal }) =>
      (await getJson(`/api/runs/${encodeURIComponent(runId)}/suggestions`, suggestionsSchema, signal))
        .questions,
    staleTime: Infinity,
  })
}

/**
 * One page of a transcript; `before` is an `earlierCursor`, null for the newest page.
 * @throws ApiError
 */
export function getTranscriptPage(
  conversationId: string,
  before: string | null,
  signal?: AbortSignal,
): Promise<Transcript> {
  const path = `/api/conversations/${encodeURIComponent(conversationId)}${beforeQuery(before)}`
  return getJson(path, transcriptSchema, signal)
}

/** Puts a conversation at the head of the cached list, new or known; does nothing before the list was loaded. */
export function putInList(queryClient: QueryClient, summary: ConversationSummary): void {
  queryClient.setQueryData(conversationListOptions.queryKey, (list) => {
    const [first, ...others] = list?.pages ?? []
    if (!list || !first) return list
    const without = (page: ConversationList): ConversationList => ({
      ...page,
      conversations: page.conversations.filter(({ id }) => id !== summary.id),
    })
    const head = { ...first, conversations: [summary, ...without(first).conversations] }
    return { ...list, pages: [head, ...others.map(without)] }
  })
}

function beforeQuery(cursor: string | null): string {
  return cursor === null ? '' : `?before=${encodeURIComponent(cursor)}`
}
