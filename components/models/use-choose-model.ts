'use client'

import { useRouter } from 'next/navigation'
import { useDrafts } from '@/components/composer/drafts'
import { moveAttachments } from '@/components/composer/use-attachments'
import { targetKey, targetPath } from '@/lib/targets/schema'
import type { Target } from '@/lib/targets/schema'

/** Leads to a new conversation with a model; what was typed under `draftKey` goes along. */
export function useChooseModel(draftKey: string): (chosen: { target: Target }) => void {
  const router = useRouter()
  const drafts = useDrafts()
  return ({ target }) => {
    const to = targetKey(target)
    const path = targetPath(target)
    if (to === draftKey) return
    drafts.moveDraft(draftKey, to)
    void moveAttachments(drafts, draftKey, { draftKey: to, target })
    // The start page knows every model already; there is nothing to wait for.
    if (location.pathname === modelsPath) window.history.replaceState(null, '', path)
    else router.push(path)
  }
}

export const modelsPath = '/models'
