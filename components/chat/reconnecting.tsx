'use client'

import { useTranslations } from 'use-intl'
import { Spinner } from '@/components/ui/spinner'
import { useLiveChat } from './live-runs'

/** Appears after a blink only: most losses are mended before. */
export function Reconnecting({ chatKey }: { chatKey: string }) {
  const t = useTranslations('chat')
  const isAway = useLiveChat(chatKey, ({ connection }) => connection === 'reconnecting')
  if (!isAway) return null
  return (
    <p className="mt-4 flex animate-[fade_160ms_300ms_both] items-center gap-3 text-sm text-muted">
      <Spinner />
      {t('reconnecting')}
    </p>
  )
}
