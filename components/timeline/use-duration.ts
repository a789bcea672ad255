'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { splitDuration } from '@/lib/runs/timeline'

/** Says a duration in words: `2.1 s`, `1 min 5 s`. */
export function useDuration(): (milliseconds: number) => string {
  const t = useTranslations('timeline')
  const format = useFormatter()
  return (milliseconds) => {
    const { minutes, seconds } = splitDuration(milliseconds)
    if (minutes > 0) return t('minutes', { minutes: String(minutes), seconds: String(seconds) })
    const tenths = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
    return t('seconds', { seconds: format.number(seconds, tenths) })
  }
}

/** The same to the millisecond below a second, as it matters for a single step. */
export function useFineDuration(): (milliseconds: number) => string {
  const t = useTranslations('timeline')
  const format = useFormatter()
  const duration = useDuration()
  return (milliseconds) =>
    milliseconds < 1_000 ? t('milliseconds', { count: format.number(milliseconds) }) : duration(milliseconds)
}
