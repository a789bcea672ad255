'use client'

import { useFormatter, useTranslations } from 'use-intl'

/** Says a size in bytes of UTF-8: `312 B`, `4.2 kB`, `1.3 MB`. */
export function useSize(): (bytes: number) => string {
  const t = useTranslations('timeline')
  const format = useFormatter()
  return (bytes) => {
    const oneDigit = (size: number) => format.number(size, { maximumFractionDigits: 1 })
    if (bytes < 1_000) return t('bytes', { size: format.number(bytes) })
    return bytes < 999_950
      ? t('kB', { size: oneDigit(bytes / 1e3) })
      : t('MB', { size: oneDigit(bytes / 1e6) })
  }
}
