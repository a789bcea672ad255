'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useCallback, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useToast } from '@/components/ui/toast'
import { comparisonKeys } from '@/lib/comparisons/keys'
import { pickLane } from '@/lib/comparisons/query-options'
import type { Comparison } from '@/lib/comparisons/schema'
import { putInList } from '@/lib/conversations/query-options'

/** Goes on with a lane: its conversation stands in the sidebar from now on, and is opened. */
export function useGoOn({ id, lanes }: Comparison, index: number, conversationId: string | null) {
  const t = useTranslations('compare')
  const router = useRouter()
  const queryClient = useQueryClient()
  const showToast = useToast()
  const [isGoing, setIsGoing] = useState(false)
  const isPicked = lanes[index]?.isPicked ?? false

  const pick = useCallback(
    async (picked: string) => {
      setIsGoing(true)
      try {
        putInList(queryClient, await pickLane(id, picked))
      } catch {
        setIsGoing(false)
        return showToast({ message: t('actionFailed'), tone: 'danger' })
      }
      void queryClient.invalidateQueries({ queryKey: comparisonKeys.one(id) })
      router.push(`/c/${picked}`)
    },
    [queryClient, router, showToast, t, id],
  )
  /** True when there is something to go on with. */
  const goOn = useCallback((): boolean => {
    if (conversationId === null) return false
    if (isPicked) router.push(`/c/${conversationId}`)
    else void pick(conversationId)
    return true
  }, [router, pick, conversationId, isPicked])
  return { isGoing, goOn }
}
