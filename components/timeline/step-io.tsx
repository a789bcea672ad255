'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { copyText } from '@/components/markdown/copy-text'
import { Button } from '@/components/ui/button'
import type { NodeStep, ToolStep } from '@/lib/runs/run'
import { inputText, outputText } from '@/lib/runs/step-values'
import { CopyValue } from './copy-value'
import { ValueBlock } from './value-block'
import { WebResults } from './web-results'

const slicesAtOnce = 10

export function StepInput({ step }: { step: NodeStep | ToolStep }) {
  const t = useTranslations('timeline')
  return <ValueBlock label={t('input')} text={inputText(step) ?? ''} fileName={`${step.name}-input`} />
}

export function StepOutput({ step }: { step: NodeStep | ToolStep }) {
  const t = useTranslations('timeline')
  const { output } = step
  if (
    output === null ||
    typeof output === 'string' ||
    (output.kind !== 'retrieval' && output.kind !== 'web_search' && output.kind !== 'browser')
  )
    return (
      <ValueBlock
        label={t('output')}
        text={outputText(step) ?? ''}
        fileName={`${step.name}-output`}
        isForReading
      />
    )
  return (
    <div role="group" aria-label={t('output')} className="not-first:mt-4">
      <div className="flex min-h-7 items-center gap-1 pb-1">
        <p className="text-xs font-medium text-muted">{t('output')}</p>
        <span className="grow pl-1 text-xs text-muted">
          {output.kind === 'retrieval'
            ? t('slices', { count: output.slices.length })
            : t('results', { count: output.references.length })}
        </span>
        <CopyValue
          label={t('copyPart', { part: t('output') })}
          copy={() => copyText(outputText(step) ?? '')}
        />
      </div>
      {output.kind === 'retrieval' ? (
        <Slices slices={output.slices} fileName={step.name} />
      ) : (
        <WebResults references={output.references} />
      )}
    </div>
  )
}

function Slices({ slices, fileName }: { slices: string[]; fileName: string }) {
  const t = useTranslations('timeline')
  const [shown, setShown] = useState(slicesAtOnce)
  const more = slices.length - shown
  return (
    <>
      <ol className="grid gap-3">
        {slices.slice(0, shown).map((slice, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- passages may repeat and never move
          <li key={index} className="min-w-0">
            <ValueBlock
              label={t('slice', { number: String(index + 1) })}
              text={slice}
              fileName={`${fileName}-${index + 1}`}
              isForReading
            />
          </li>
        ))}
      </ol>
      {more > 0 && (
        <Button
          size="small"
          variant="outline"
          className="mt-2"
          onClick={() => setShown(shown + slicesAtOnce)}
        >
          {t('showMoreOf', { count: Math.min(more, slicesAtOnce), total: slices.length })}
        </Button>
      )}
    </>
  )
}
