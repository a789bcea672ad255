'use client'

import { useTranslations } from 'use-intl'
import type { Upload } from '@/lib/uploads/schema'

/** Why a file cannot be used, in one paragraph: our sentence, upstream's words, and its number where we have none. */
export function useReason(): (reason: Upload['reason']) => string {
  const t = useTranslations('uploads')
  return (reason) => {
    if (!reason) return t('reason.upstream')
    const { code, detail, upstreamCode } = reason
    return [
      t(`reason.${code}`),
      detail && t('says', { detail }),
      upstreamCode && t('code', { code: upstreamCode }),
    ]
      .filter(Boolean)
      .join(' ')
  }
}
