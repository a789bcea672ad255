'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { cn } from '@/lib/cn'
import { batchRowStatuses } from '@/lib/batches/schema'
import type { Batch, BatchRowStatus } from '@/lib/batches/schema'
import { totalOf } from './use-batch'

type StatusFilterProps = {
  batch: Batch
  status: BatchRowStatus | null
  onChange: (status: BatchRowStatus | null) => void
}

/** Which rows are shown; a status that no row has is not offered. */
export function StatusFilter({ batch, status, onChange }: StatusFilterProps) {
  const t = useTranslations('batches')
  const offered = batchRowStatuses.filter((one) => batch.counts[one] > 0 || one === status)
  return (
    <div
      role="group"
      aria-label={t('filter')}
      className="scroll-quiet -mx-4 flex gap-1 overflow-x-auto px-4 py-1 md:mx-0 md:px-0"
    >
      <Choice
        label={t('all')}
        count={totalOf(batch)}
        isChosen={status === null}
        onChoose={() => onChange(null)}
      />
      {offered.map((one) => (
        <Choice
          key={one}
          label={t(`rowStatus.${one}`)}
          count={batch.counts[one]}
          isChosen={status === one}
          onChoose={() => onChange(one)}
        />
      ))}
    </div>
  )
}

type ChoiceProps = { label: string; count: number; isChosen: boolean; onChoose: () => void }

function Choice({ label, count, isChosen, onChoose }: ChoiceProps) {
  const format = useFormatter()
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className={cn(
        'focus-ring touch-target flex h-8 shrink-0 items-center gap-1.5 rounded-chip px-3 text-sm whitespace-nowrap transition-colors',
        isChosen ? 'bg-selected text-ink' : 'text-muted hover:bg-hover hover:text-ink',
      )}
    >
      {label}
      <span className="text-muted tabular-nums">{format.number(count)}</span>
    </button>
  )
}
