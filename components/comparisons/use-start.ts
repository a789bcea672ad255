'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useLiveRuns } from '@/components/chat/live-runs'
import { createSendKey } from '@/components/chat/send-key'
import { ensureSession } from '@/components/chat/session'
import { settingsOf } from '@/components/chat/use-chat-settings'
import { useDrafts } from '@/components/composer/drafts'
import { comparisonKeys } from '@/lib/comparisons/keys'
import { comparisonOptions, postComparison } from '@/lib/comparisons/query-options'
import type { CreateComparison } from '@/lib/comparisons/schema'
import type { ErrorCode } from '@/lib/errors'
import { ApiError } from '@/lib/http/get-json'
import { targetKey } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { laneKey, laneRequest } from './lane-request'

type Start = {
  /** False while another one is being started. */
  start: (question: string, cards: TargetCard[]) => boolean
  isStarting: boolean
  problem: ErrorCode | 'offline' | null
}

/**
 * Makes a comparison and asks each of its lanes once. What failed is tried again under the same id, so that a
 * comparison whose answer was lost is not made twice.
 *
 * @param onStarted with its id, when its lanes are on their way
 */
export function useStart(onStarted: (comparisonId: string) => void): Start {
  const liveRuns = useLiveRuns()
  const drafts = useDrafts()
  const queryClient = useQueryClient()
  const [isStarting, setIsStarting] = useState(false)
  const [problem, setProblem] = useState<Start['problem']>(null)
  const isUnderWay = useRef(false)
  const last = useRef<CreateComparison | null>(null)

  const begin = async (request: CreateComparison) => {
    try {
      await ensureSession()
      const comparison = await postComparison(request)
      queryClient.setQueryData(comparisonOptions(comparison.id).queryKey, comparison)
      for (const index of comparison.lanes.keys())
        liveRuns.send(laneKey(comparison.id, index), laneRequest(comparison, index))
      void queryClient.invalidateQueries({ queryKey: comparisonKeys.list })
      last.current = null
      onStarted(comparison.id)
    } catch (error) {
      setProblem(error instanceof ApiError ? (error.code ?? 'offline') : 'internal')
    }
    isUnderWay.current = false
    setIsStarting(false)
  }

  return {
    isStarting,
    problem,
    start: (question, cards) => {
      if (isUnderWay.current) return false
      isUnderWay.current = true
      setIsStarting(true)
      setProblem(null)
      const lanes = cards.map(({ target, settings }) => ({
        target,
        settings:
          settings.length === 0
            ? null
            : settingsOf(drafts.store.getState(), { draftKey: targetKey(target), target, stored: null }),
      }))
      const isSame =
        JSON.stringify([last.current?.question, last.current?.lanes]) === JSON.stringify([question, lanes])
      const request = { id: (isSame && last.current?.id) || createSendKey(), question, lanes }
      last.current = request
      void begin(request)
      return true
    },
  }
}
