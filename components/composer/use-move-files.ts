'use client'

import { useTranslations } from 'use-intl'
import { useToast } from '@/components/ui/toast'
import { targetKey } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { useDrafts } from './drafts'
import { moveAttachments } from './use-attachments'

/** Takes the files of a draft to another target, and says so when some stay behind. */
export function useMoveFiles(): (
  from: string,
  card: Pick<TargetCard, 'target' | 'attaches'>,
) => Promise<void> {
  const t = useTranslations('uploads')
  const drafts = useDrafts()
  const showToast = useToast()
  return async (from, { target, attaches }) => {
    const left = await moveAttachments(drafts, from, { draftKey: targetKey(target), target, attaches })
    if (left > 0) showToast({ message: t('leftBehind', { count: left }) })
  }
}
