'use client'

import { lazy, Suspense } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { TargetCard } from '@/lib/targets/schema'
import { ModelField, modelInputClass } from './model-field'

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
  const name = props.card.name[useLocale()]
  return (
    <Suspense
      fallback={
        <ModelField name={name}>
          <input readOnly aria-label={t('model')} value={name} size={1} className={modelInputClass} />
        </ModelField>
      }
    >
      <ModelCombobox {...props} />
    </Suspense>
  )
}
