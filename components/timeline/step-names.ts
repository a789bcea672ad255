'use client'

import { useTranslations } from 'use-intl'
import type { StepKind } from '@/lib/runs/timeline'

type Named = { name: string; kind: StepKind }

/** What a step is called in the list. */
export function useStepName(): (step: Named) => string {
  const t = useTranslations('timeline')
  return ({ name, kind }) => {
    if (kind === 'retrieval') return t('retrieval')
    if (kind === 'web_search') return t('webSearch')
    return name || t('unknownStep')
  }
}

/** What happens while a step runs, as one says it. */
export function useStepActivity(): (step: Named) => string {
  const t = useTranslations('timeline')
  return ({ name, kind }) => {
    if (kind === 'retrieval') return t('searchingKnowledge')
    if (kind === 'web_search') return t('searchingWeb')
    if (kind === 'function') return t('calling', { name })
    return name || t('working')
  }
}
