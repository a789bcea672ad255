'use client'

import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { lazy, Suspense } from 'react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { copyText } from '@/components/markdown/copy-text'
import { fenced } from '@/components/markdown/fenced'
import { Markdown } from '@/components/markdown/markdown'
import { Icon } from '@/components/ui/icon'
import type { NodeStep, ToolStep } from '@/lib/runs/run'
import { toldError } from '@/lib/runs/step-errors'
import { inputText, outputText } from '@/lib/runs/step-values'
import { CopyValue } from './copy-value'
import { Slices } from './slices'
import { ValueBlock } from './value-block'
import { WebResults } from './web-results'

const ToolList = lazy(async () => ({ default: (await import('./tool-list')).ToolList }))
const Addresses = lazy(async () => ({ default: (await import('./addresses')).Addresses }))

type StepValueProps = { step: NodeStep | ToolStep }

export function StepInput({ step }: StepValueProps) {
  const t = useTranslations('timeline')
  const { input } = step
  const text = inputText(step) ?? ''
  if (input !== null && typeof input === 'object' && input.kind === 'code') {
    return (
      <div role="group" aria-label={t('input')} className="not-first:mt-4">
        <p className="pb-1 text-xs font-medium text-muted">{t('input')}</p>
        {/* Upstream's code tools write Python. */}
        <Markdown text={fenced(text, 'python')} isStreaming={false} />
      </div>
    )
  }
  return <ValueBlock label={t('input')} text={text} fileName={`${step.name}-input`} />
}

/** What went wrong as upstream says it, then what came. */
export function StepOutput({ step }: StepValueProps) {
  const error = toldError(step)
  return (
    <>
      {error !== null && (
        <p role="note" className="flex items-start gap-2 text-danger not-first:mt-3">
          <Icon icon={TriangleAlert} className="mt-0.5" />
          <span className="min-w-0 break-words whitespace-pre-wrap">{error}</span>
        </p>
      )}
      <Output step={step} hasError={error !== null} />
    </>
  )
}

function Output({ step, hasError }: StepValueProps & { hasError: boolean }) {
  const t = useTranslations('timeline')
  const { output, name } = step
  const plain = (text: string) => (
    <ValueBlock label={t('output')} text={text} fileName={`${name}-output`} isForReading />
  )
  if (output === null || typeof output === 'string') return plain(output ?? '')
  switch (output.kind) {
    case 'retrieval':
      return (
        <ListBlock step={step} count={t('slices', { count: output.slices.length })}>
          <Slices slices={output.slices} fileName={name} />
        </ListBlock>
      )
    case 'web_search':
    case 'browser':
      if (hasError && output.kind === 'browser' && output.references.length === 0) return null
      return (
        <ListBlock step={step} count={t('results', { count: output.references.length })}>
          <WebResults references={output.references} />
        </ListBlock>
      )
    case 'mcp_list':
      if (hasError && output.tools.length === 0) return null
      return (
        <ListBlock step={step} count={t('tools', { count: output.tools.length })}>
          <ToolList tools={output.tools} />
        </ListBlock>
      )
    case 'drawing':
      return (
        <ListBlock step={step} count={t('pictures', { count: output.images.length })}>
          <Addresses addresses={output.images} />
        </ListBlock>
      )
    case 'mcp':
      return hasError && output.output === '' ? null : plain(output.output)
    case 'code':
      return hasError && output.logs === '' ? null : plain(output.logs)
    case 'function':
    case 'unknown':
      return plain(outputText(step) ?? '')
    default:
      return output satisfies never
  }
}

type ListBlockProps = StepValueProps & { count: string; children: ReactNode }

/** An output that is a list, with how long it is and a way to copy all of it. */
function ListBlock({ step, count, children }: ListBlockProps) {
  const t = useTranslations('timeline')
  return (
    <div role="group" aria-label={t('output')} className="not-first:mt-4">
      <div className="flex min-h-7 items-center gap-1 pb-1">
        <p className="text-xs font-medium text-muted">{t('output')}</p>
        <span className="grow pl-1 text-xs text-muted">{count}</span>
        <CopyValue
          label={t('copyPart', { part: t('output') })}
          copy={() => copyText(outputText(step) ?? '')}
        />
      </div>
      <Suspense fallback={<div className="h-24" />}>{children}</Suspense>
    </div>
  )
}
