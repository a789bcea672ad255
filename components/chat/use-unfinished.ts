'use client'

import { useEffect } from 'react'
import type { Transcript } from '@/lib/conversations/schema'
import { isOver } from '@/lib/runs/run'
import { useLiveRuns } from './live-runs'

/** Follows a run that the server still writes: after a reload, or when another tab or device started it. */
export function useUnfinished(conversationId: string | null, transcript: Transcript | null): void {
  const liveRuns = useLiveRuns()
  const last = transcript?.messages.at(-1)
  const unfinished = last?.role === 'answer' && !isOver(last.run) ? last.run.id : null
  const runId = transcript?.conversation.activeRunId ?? unfinished
  useEffect(() => {
    if (conversationId !== null && runId) liveRuns.attach(conversationId, runId)
  }, [liveRuns, conversationId, runId])
}
