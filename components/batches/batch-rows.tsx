'use client'

import ArrowUpRight from 'lucide-react/icons/arrow-up-right'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useClock } from '@/components/timeline/use-clock'
import { Icon } from '@/components/ui/icon'
import { Skeleton } from '@/components/ui/skeleton'
import { cn } from '@/lib/cn'
import type { BatchRow } from '@/lib/batches/schema'
import { RowStatus } from './row-status'
import { useLongDuration } from './use-long-duration'

// On a phone a row is a card: number, status, time and link above the input and the answer.
const rowClass =
  'grid w-full grid-cols-[2.5rem_minmax(0,1fr)_auto_2.25rem] items-center gap-x-3 gap-y-1 px-2 md:grid-cols-[3rem_minmax(0,2fr)_6.5rem_minmax(0,3fr)_5.5rem_2.25rem] md:gap-x-4'

export function RowsHead() {
  const t = useTranslations('batches')
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={cn(rowClass, 'border-b border-line bg-ground py-2 text-sm text-muted max-md:sr-only')}
    >
      {([t('row'), t('input'), t('status'), t('answer'), t('time'), t('run')] as const).map((name, index) => (
        <span
          key={name}
          role="columnheader"
          className={cn(index === 4 && 'text-right', index === 5 && 'sr-only')}
        >
          {name}
        </span>
      ))}
    </div>
  )
}

type RowProps = {
  /** Null while it is not loaded. */
  row: BatchRow | null
  /** 1-based among the rows shown. */
  place: number
  isOpen: boolean
  onOpen: (row: number) => void
}

export function Row({ row, place, isOpen, onOpen }: RowProps) {
  const t = useTranslations('batches')
  const failure = useTranslations('failure')
  if (!row) {
    return (
      <div role="row" aria-rowindex={place + 1} className={cn(rowClass, 'h-24 border-b border-line md:h-14')}>
        <span role="cell" className="col-span-full">
          <Skeleton className="h-4 w-2/3" />
        </span>
      </div>
    )
  }
  const text = row.failure ? failure(row.failure.code) : row.output
  return (
    <div
      role="row"
      aria-rowindex={place + 1}
      className={cn(
        rowClass,
        'relative isolate min-h-24 border-b border-line py-3 transition-colors md:h-14 md:min-h-0 md:py-0',
        isOpen ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <span role="cell" className="text-sm text-muted tabular-nums">
        <button
          type="button"
          aria-label={t('openRow', { row: String(row.row) })}
          aria-haspopup="dialog"
          onClick={() => onOpen(row.row)}
          className="focus-ring-inset absolute inset-0 cursor-pointer rounded-small"
        />
        {row.row}
      </span>
      <span role="cell" dir="auto" className="truncate max-md:order-5 max-md:col-span-full">
        {row.cells.join(' · ')}
      </span>
      <span role="cell">
        <RowStatus status={row.status} />
      </span>
      <span
        role="cell"
        dir="auto"
        className={cn(
          'text-sm max-md:order-6 max-md:col-span-full max-md:line-clamp-2 md:truncate',
          row.failure ? 'text-danger' : 'text-muted',
        )}
      >
        {plainText(text)}
      </span>
      <span role="cell" className="text-right text-sm text-muted tabular-nums max-md:order-3">
        <RowTime row={row} />
      </span>
      <span role="cell" className="max-md:order-4">
        {row.conversationId !== null && (
          <Link
            href={`/c/${row.conversationId}`}
            prefetch={false}
            aria-label={t('openRunOf', { row: String(row.row) })}
            data-tooltip={t('openRun')}
            className="focus-ring touch-target relative z-10 inline-flex size-9 items-center justify-center rounded-control text-muted transition-colors hover:bg-hover hover:text-ink"
          >
            <Icon icon={ArrowUpRight} />
          </Link>
        )}
      </span>
    </div>
  )
}

export function RowTime({ row }: { row: Pick<BatchRow, 'status' | 'startedAt' | 'endedAt'> }) {
  const duration = useLongDuration()
  const now = useClock(row.status === 'running', 1_000)
  if (row.startedAt === null) return null
  const end = row.endedAt ?? (row.status === 'running' ? now : null)
  return end === null ? null : <>{duration(Math.max(0, end - row.startedAt))}</>
}

/** The first words of an answer without the marks of Markdown that would be noise in a line. */
function plainText(text: string): string {
  return text
    .replaceAll(/^[#>\s|*+-]+|[*_`#|]{1,3}|\[(?=[^\]]*\]\()|\]\([^)]*\)/gm, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
