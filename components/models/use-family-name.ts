'use client'

import { useTranslations } from 'use-intl'
import type { Family } from '@/lib/targets/schema'

/** Where models come from, in words. */
export function useFamilyName(): (family: Family) => string {
  const t = useTranslations('models')
  return (family) => {
    if (family === 'on-premises') return t('fromOnPremises')
    return family === 'compatible' ? t('fromCompatible') : t('fromHosted')
  }
}
