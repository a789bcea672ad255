'use client'

import { useTranslations } from 'use-intl'
import { Skeleton } from '@/components/ui/skeleton'
import { VisuallyHidden } from '@/components/ui/visually-hidden'

/** One question and the beginning of its answer, after a blink. */
export function TranscriptSkeleton() {
  const t = useTranslations('chat')
  return (
    <div aria-busy className="grid animate-[fade_160ms_200ms_both] gap-6 pt-6">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      <Skeleton className="h-12 w-2/5 justify-self-end rounded-panel" />
      <Skeleton className="h-4 w-24" />
      <div className="grid gap-3">
        <Skeleton className="h-4 w-full" />
        <Skeleton className="h-4 w-11/12" />
        <Skeleton className="h-4 w-3/5" />
      </div>
    </div>
  )
}
