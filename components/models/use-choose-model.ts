'use client'

import { useRouter } from 'next/navigation'
import { useDrafts } from '@/components/composer/drafts'
import { useMoveFiles } from '@/components/composer/use-move-files'
import { targetKey, targetPath } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'

/** Leads to a new conversation with a model; what was typed under `draftKey` goes along. */
export function useChooseModel(draftKey: string): (card: Pick<TargetCard, 'target' | 'attaches'>) => void {
  const router = useRouter()
  const drafts = useDrafts()
  const moveFiles = useMoveFiles()
  return (card) => {
    const { target } = card
    const to = targetKey(target)
    const path = targetPath(target)
    if (to === draftKey) return
    drafts.moveDraft(draftKey, to)
    void moveFiles(draftKey, card)
    // The start page knows every model already; there is nothing to wait for.
    if (location.pathname === modelsPath) window.history.replaceState(null, '', path)
    else router.push(path)
  }
}

export const modelsPath = '/models'
