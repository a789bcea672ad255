'use client'

import { useTranslations } from 'use-intl'

/** Says a duration of a batch in words, to the second below an hour: `8 s`, `3 min 5 s`, `2 h 10 min`. */
export function useLongDuration(): (milliseconds: number) => string {
  const t = useTranslations('batches')
  return (milliseconds) => {
    const all = Math.max(0, Math.round(milliseconds / 1_000))
    const [hours, minutes, seconds] = [Math.floor(all / 3_600), Math.floor(all / 60) % 60, all % 60]
    if (hours > 0) return t('duration.hours', { hours: String(hours), minutes: String(minutes) })
    if (minutes > 0) return t('duration.minutes', { minutes: String(minutes), seconds: String(seconds) })
    return t('duration.seconds', { seconds: String(seconds) })
  }
}
