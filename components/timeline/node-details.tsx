'use client'

import { useTranslations } from 'use-intl'
import type { NodeStep } from '@/lib/runs/run'
import { ValueBlock, ValuePart } from './value-block'

export function NodeDetails({ step }: { step: NodeStep }) {
  const t = useTranslations('timeline')
  if (step.input === null && step.output === null) {
    return step.tools.length > 0 ? null : <p className="text-muted">{t('noDetails')}</p>
  }
  return (
    <>
      {step.input !== null && (
        <ValuePart label={t('input')}>
          <ValueBlock text={step.input} fileName={`${step.name}-input`} />
        </ValuePart>
      )}
      {step.output !== null && (
        <ValuePart label={t('output')}>
          <ValueBlock text={step.output} fileName={`${step.name}-output`} />
        </ValuePart>
      )}
    </>
  )
}
