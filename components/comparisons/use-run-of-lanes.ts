'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useLiveRuns } from '@/components/chat/live-runs'
import type { Comparison } from '@/lib/comparisons/schema'
import { transcriptOptions } from '@/lib/conversations/query-options'
import type { Run } from '@/lib/runs/run'
import { laneKey } from './lane-request'

/** Finds a run of any lane, as it is now. */
export function useRunOfLanes({ id, lanes }: Comparison): (runId: string) => Run | null {
  const queryClient = useQueryClient()
  const { store } = useLiveRuns()
  return (runId) => {
    for (const [index, { transcript }] of lanes.entries()) {
      const { chats, started } = store.getState()
      const conversationId = transcript?.conversation.id ?? started[laneKey(id, index)]
      if (conversationId === undefined) continue
      const live = chats[conversationId]?.run
      if (live?.id === runId) return live
      const known = queryClient.getQueryData(transcriptOptions(conversationId).queryKey) ?? transcript
      const answer = known?.messages.find((message) => message.role === 'answer' && message.run.id === runId)
      if (answer?.role === 'answer') return answer.run
    }
    return null
  }
}
