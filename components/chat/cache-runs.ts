/** How runs change the Query cache: the transcript and the sidebar's list. */
import type { QueryClient } from '@tanstack/react-query'
import { conversationKeys } from '@/lib/conversations/keys'
import { putInList, transcriptOptions } from '@/lib/conversations/query-options'
import type { ConversationSummary } from '@/lib/conversations/schema'
import type { Run } from '@/lib/runs/run'
import type { RunIds, Sending } from './live-runs-store'
import { settledTranscript } from './visible-messages'

const titleChars = 60

/** A run began: its conversation goes to the head of the list, and a new one gets its transcript. */
export function cacheStart(queryClient: QueryClient, sending: Sending, ids: RunIds): void {
  const { queryKey } = transcriptOptions(ids.conversationId)
  const transcript = queryClient.getQueryData(queryKey)
  const summary: ConversationSummary = {
    ...(transcript?.conversation ?? {
      id: ids.conversationId,
      title: shortTitle(wordsOf(sending)),
      target: sending.request.target,
    }),
    updatedAt: ids.startedAt,
    activeRunId: ids.runId,
  }
  queryClient.setQueryData(queryKey, {
    ...(transcript ?? { messages: [], earlierCursor: null }),
    conversation: summary,
  })
  if (!sending.isAside) putInList(queryClient, summary)
}

/** A run is over: its answer enters the transcript, and the server is asked for title and versions. */
export function cacheEnd(
  queryClient: QueryClient,
  conversationId: string,
  sending: Sending | null,
  ids: RunIds,
  run: Run,
): void {
  const { queryKey } = transcriptOptions(conversationId)
  // What was asked before the end would put the unfinished answer back.
  void queryClient.cancelQueries({ queryKey })
  queryClient.setQueryData(
    queryKey,
    (transcript) => transcript && settledTranscript(transcript, sending, ids, run),
  )
  const settled = queryClient.getQueryData(queryKey)
  // What was started elsewhere is listed by the server, or not at all.
  if (settled && sending && !sending.isAside) putInList(queryClient, settled.conversation)
  refreshConversation(queryClient, conversationId)
}

/** Something happened to a conversation elsewhere. */
export function refreshConversation(queryClient: QueryClient, conversationId: string): void {
  void queryClient.invalidateQueries({ queryKey: conversationKeys.transcript(conversationId) })
  void queryClient.invalidateQueries({ queryKey: conversationKeys.list })
}

/** The question, else what stands first in the form, else the name of the first file. */
function wordsOf({ question, inputs = [], attachments = [] }: Sending): string {
  if (question?.trim()) return question
  const text = inputs.find(({ value }) => value.trim() !== '')?.value
  return text ?? [...inputs.flatMap(({ uploads }) => uploads), ...attachments][0]?.name ?? ''
}

function shortTitle(question: string): string {
  const line = question.trim().split(/\r?\n/, 1)[0] ?? ''
  const characters = Array.from(line)
  return characters.length > titleChars ? `${characters.slice(0, titleChars - 1).join('')}…` : line
}
