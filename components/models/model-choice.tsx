'use client'

import { lazy, Suspense } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { TargetCard } from '@/lib/targets/schema'
import { modelInputClass } from './model-input-class'

const ModelCombobox = lazy(async () => ({ default: (await import('./model-combobox')).ModelCombobox }))

type ModelChoiceProps = {
  card: TargetCard
  draftKey: string
  /** The conversation has begun: another model means another conversation. */
  isStarted: boolean
}

/** Which model the composer asks. */
export function ModelChoice(props: ModelChoiceProps) {
  const t = useTranslations('models')
  const locale = useLocale()
  return (
    <Suspense
      fallback={
        <input readOnly aria-label={t('model')} value={props.card.name[locale]} className={modelInputClass} />
      }
    >
      <ModelCombobox {...props} />
    </Suspense>
  )
}
