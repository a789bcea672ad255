'use client'

import { useTranslations } from 'use-intl'
import { cn } from '@/lib/cn'
import type { BatchRowStatus } from '@/lib/batches/schema'

const dots: Record<BatchRowStatus, string> = {
  waiting: 'border border-edge',
  running: 'animate-pulse bg-accent',
  done: 'bg-success',
  failed: 'bg-danger',
  stopped: 'bg-warning',
}

export function RowStatus({ status }: { status: BatchRowStatus }) {
  const t = useTranslations('batches')
  return (
    <span
      className={cn(
        'inline-flex items-center gap-2 text-sm whitespace-nowrap',
        status === 'failed' ? 'text-danger' : status === 'waiting' ? 'text-muted' : 'text-ink',
      )}
    >
      <span aria-hidden className={cn('size-2 shrink-0 rounded-chip', dots[status])} />
      {t(`rowStatus.${status}`)}
    </span>
  )
}
