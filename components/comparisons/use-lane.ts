'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useLiveChat, useLiveRuns, useLiveRunsState } from '@/components/chat/live-runs'
import { isBusy as isChatBusy } from '@/components/chat/live-runs-store'
import type { Sending } from '@/components/chat/live-runs-store'
import type { ChatActions } from '@/components/chat/use-chat-actions'
import { useChatActions } from '@/components/chat/use-chat-actions'
import { useUnfinished } from '@/components/chat/use-unfinished'
import { visibleMessages } from '@/components/chat/visible-messages'
import { useDrafts } from '@/components/composer/drafts'
import { comparisonKeys } from '@/lib/comparisons/keys'
import type { Comparison } from '@/lib/comparisons/schema'
import { transcriptOptions } from '@/lib/conversations/query-options'
import type { Message } from '@/lib/conversations/schema'
import { laneMessages } from './lane-messages'
import { laneKey, laneRequest } from './lane-request'

export type Lane = {
  /** Under which the store keeps what is live of it. */
  chatKey: string
  /** Null until the question has reached the server. */
  conversationId: string | null
  messages: Message[]
  /** Its conversation has gone on elsewhere. */
  hasMore: boolean
  /** Message that is being written, and that the store has. */
  liveId: string | null
  /** What was sent last from here, or could not be. */
  sending: Sending | null
  isBusy: boolean
  isStopping: boolean
  /** Somebody went on with it and deleted its conversation. */
  isDeleted: boolean
  actions: ChatActions
}

const noMessages: Message[] = []

/**
 * A lane as it is now: what is stored with what is live laid over it.
 *
 * @param readAt when the comparison was read, epoch ms
 */
export function useLane(comparison: Comparison, index: number, readAt: number): Lane {
  const lane = comparison.lanes[index]
  if (!lane) throw new Error(`the comparison has no lane ${index}`)
  const { card, settings, transcript: known, isPicked } = lane
  const ownKey = laneKey(comparison.id, index)
  const startedId = useLiveRunsState(({ started }) => started[ownKey] ?? null)
  const conversationId = known?.conversation.id ?? startedId
  const chatKey = conversationId ?? ownKey
  const { data: transcript } = useQuery({
    ...transcriptOptions(conversationId ?? ''),
    enabled: conversationId !== null,
    ...(known && { initialData: known, initialDataUpdatedAt: readAt }),
  })
  const actions = useChatActions({
    chatKey,
    draftKey: ownKey,
    conversationId,
    card,
    stored: transcript?.settings ?? settings,
    isAside: !isPicked,
  })
  const sending = useLiveChat(chatKey, (chat) => chat.sending)
  const ids = useLiveChat(chatKey, (chat) => chat.ids)
  const isBusy = useLiveChat(chatKey, isChatBusy) ?? false
  const isStopping = useLiveChat(chatKey, (chat) => chat.isStopping) ?? false
  useUnfinished(conversationId, transcript ?? null)
  useUnsent(comparison, index, conversationId === null && !isPicked)

  const path = transcript?.messages ?? noMessages
  const shown = useMemo(() => laneMessages(visibleMessages(path, sending, ids)), [path, sending, ids])
  return {
    ...shown,
    // Its first messages are not even loaded.
    hasMore: shown.hasMore || (transcript?.earlierCursor ?? null) !== null,
    chatKey,
    conversationId,
    liveId: ids?.answerMessageId ?? null,
    sending,
    isBusy,
    isStopping,
    isDeleted: isPicked && conversationId === null,
    actions,
  }
}

/**
 * A lane whose question may not have reached the server is shown as sent without an answer: asking again is safe, for
 * the lane has one key.
 */
function useUnsent(comparison: Comparison, index: number, isUnsent: boolean): void {
  const liveRuns = useLiveRuns()
  const drafts = useDrafts()
  const queryClient = useQueryClient()
  const key = laneKey(comparison.id, index)
  const problem = useLiveChat(key, (chat) => chat.sending?.problem?.code ?? null)
  useEffect(() => {
    if (isUnsent) liveRuns.restore(key, { ...laneRequest(comparison, index), sentAt: comparison.createdAt })
    // Another tab has asked it.
    else if (liveRuns.discard(key) === null) drafts.forgetUnsent(key)
    // What the comparison asks never changes.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, isUnsent])
  useEffect(() => {
    if (problem !== 'lane_taken') return
    void queryClient.invalidateQueries({ queryKey: comparisonKeys.one(comparison.id) })
  }, [queryClient, problem, comparison.id])
}
