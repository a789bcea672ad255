'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { useFileSize } from '@/components/uploads/file-size'
import { maxFilesPerField } from '@/lib/forms/schema'
import { bytesOfMb, defaultMaxUploadMb, endingsOf, maxBytesOf, uploadLimits } from '@/lib/uploads/limits'
import type { UploadKind } from '@/lib/uploads/schema'

/** What a file field takes, in one line, to be read before one chooses. */
export function useLimitsNote(): (kinds: readonly UploadKind[]) => string {
  const t = useTranslations('forms')
  const format = useFormatter()
  const fileSize = useFileSize()
  return (kinds) => {
    const [first] = kinds
    if (!first) return ''
    const { maxPixels, maxSeconds } = uploadLimits[first]
    const parts = [
      endingsOf(kinds).join(', ').toUpperCase(),
      t('limits.size', { size: fileSize(maxBytesOf(first, defaultMaxUploadMb * bytesOfMb)) }),
      maxPixels !== null && t('limits.pixels', { width: String(maxPixels), height: String(maxPixels) }),
      maxSeconds !== null && t('limits.duration', { seconds: format.number(maxSeconds) }),
      t('limits.count', { count: format.number(maxFilesPerField) }),
    ]
    return parts.filter(Boolean).join(' · ')
  }
}
