'use client'

import { useFormatter, useTranslations } from 'use-intl'

const kilobyte = 1024

/** Bytes in words, as `3.4 MB`. */
export function useFileSize(): (bytes: number) => string {
  const t = useTranslations('uploads')
  const format = useFormatter()
  return (bytes) => {
    if (bytes < kilobyte) return t('bytes', { size: format.number(bytes) })
    if (bytes < kilobyte * kilobyte)
      return t('kilobytes', { size: format.number(Math.ceil(bytes / kilobyte)) })
    const megabytes = bytes / kilobyte / kilobyte
    return t('megabytes', { size: format.number(megabytes, { maximumFractionDigits: 1 }) })
  }
}
