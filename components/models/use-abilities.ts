'use client'

import { useFormatter, useTranslations } from 'use-intl'
import type { TargetCard } from '@/lib/targets/schema'

/** What a model can do, in one sentence made of what it takes. */
export function useAbilities({ attaches, settings, target }: TargetCard): string {
  const t = useTranslations('models.abilities')
  const format = useFormatter()
  const found = [
    settings.includes('thinking') && t('thinking'),
    attaches.includes('image') && t('image'),
    attaches.includes('audio') && t('audio'),
    attaches.includes('document') && t('document'),
    settings.includes('web_search') && t('web_search'),
    settings.includes('knowledge') && t('knowledge'),
    settings.includes('all_tools') && t('all_tools'),
    settings.includes('functions') && t('functions'),
  ].filter((ability) => ability !== false)
  if (found.length === 0) return t('plain')
  const abilities = format.list(found, { type: 'conjunction' })
  return t(target.family === 'on-premises' ? 'onPremises' : 'sentence', { abilities })
}
