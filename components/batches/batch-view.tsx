'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import Link from 'next/link'
import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { useAnnounce } from '@/components/shell/announcer'
import { PageHeader } from '@/components/shell/page-header'
import { NamedIcon } from '@/components/ui/icon'
import type { Agent } from '@/lib/agents/schema'
import type { Batch, BatchPage, BatchRowStatus } from '@/lib/batches/schema'
import { BatchActions } from './batch-actions'
import { BatchProgress } from './batch-progress'
import { Row, RowsHead } from './batch-rows'
import { StatusFilter } from './status-filter'
import { totalOf, useBatch } from './use-batch'

const RowSheet = lazy(async () => ({ default: (await import('./row-sheet')).RowSheet }))

const estimatedHeight = 57
const overscan = 8

type BatchViewProps = { initial: BatchPage & { readAt: number }; agent: Agent }

/** One batch as it runs: how far it is, what can be done with it, and its rows. */
export function BatchView({ initial, agent }: BatchViewProps) {
  const t = useTranslations('batches')
  const format = useFormatter()
  const locale = useLocale()
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [status, setStatus] = useState<BatchRowStatus | null>(null)
  const [openRow, setOpenRow] = useState<number | null>(null)
  const [range, setRange] = useState({ first: 0, last: 0 })
  const [listTop, setListTop] = useState(0)
  const [isDeleted, setIsDeleted] = useState(false)
  const { batch, updatedAt, count, rowAt } = useBatch(initial, status, range, !isDeleted)
  useAnnouncedEnd(batch)

  // Nothing here is compiled: the rows are drawn anew whenever it asks for that.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimatedHeight,
    overscan,
    // Before the browser has measured, and on the server: enough for the first look.
    initialRect: { width: 0, height: 800 },
    scrollMargin: listTop,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  if (first !== range.first || last !== range.last) setRange({ first, last })

  // What stands above the rows changes its height with every word; it settles with the first measure.
  // oxlint-disable-next-line react/exhaustive-deps
  useLayoutEffect(() => {
    const top = list.current?.offsetTop ?? 0
    if (top !== listTop) setListTop(top)
  })

  const filter = (next: BatchRowStatus | null) => {
    setStatus(next)
    setRange({ first: 0, last: 0 })
    if (scroller.current && scroller.current.scrollTop > listTop) scroller.current.scrollTop = 0
  }

  return (
    <>
      <PageHeader>
        <Link
          href={`/agents/${agent.appId}`}
          className="focus-ring flex h-8 max-w-[45%] shrink-0 items-center gap-2 rounded-control px-2 text-muted transition-colors hover:bg-hover hover:text-ink"
        >
          <NamedIcon name={agent.icon} />
          <span className="truncate max-sm:sr-only">{agent.name[locale]}</span>
        </Link>
        <span aria-hidden className="h-4 w-px shrink-0 bg-line" />
        <Link
          href="/batches"
          className="focus-ring flex h-8 shrink-0 items-center rounded-control px-2 text-muted transition-colors hover:bg-hover hover:text-ink"
        >
          {t('openList')}
        </Link>
      </PageHeader>
      <div
        ref={scroller}
        className="scroll-quiet relative min-h-0 grow overflow-y-auto overscroll-contain px-4 md:px-8"
      >
        <div className="mx-auto max-w-[calc(var(--container-column)*1.5)] pt-4 pb-16">
          <h1 dir="auto" className="text-xl font-medium tracking-tight break-words">
            {batch.name}
          </h1>
          <p className="mt-1 text-sm text-muted tabular-nums">
            {t('startedAt', {
              time: format.dateTime(batch.createdAt, { dateStyle: 'medium', timeStyle: 'short' }),
            })}
          </p>
          <div className="mt-5">
            <BatchProgress batch={batch} updatedAt={updatedAt} />
          </div>
          <div className="mt-4">
            <BatchActions batch={batch} onDelete={setIsDeleted} />
          </div>
          <div className="mt-6">
            <StatusFilter batch={batch} status={status} onChange={filter} />
          </div>
          <div role="table" aria-label={t('rows')} aria-rowcount={totalOf(batch) + 1} className="mt-2">
            <div role="rowgroup" className="sticky top-0 z-20">
              <RowsHead />
            </div>
            <div
              ref={list}
              role="rowgroup"
              className="relative max-md:border-t max-md:border-line"
              style={{ height: virtualizer.getTotalSize() }}
            >
              {items.map((item) => (
                <div
                  key={item.key}
                  ref={virtualizer.measureElement}
                  data-index={item.index}
                  role="presentation"
                  className="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${item.start - listTop}px)` }}
                >
                  <Row
                    row={rowAt(item.index)}
                    place={item.index + 1}
                    isOpen={rowAt(item.index)?.row === openRow}
                    onOpen={setOpenRow}
                  />
                </div>
              ))}
            </div>
          </div>
          {count === 0 && <p className="py-10 text-center text-muted">{t('noRows')}</p>}
        </div>
      </div>
      {openRow !== null && (
        <Suspense>
          <RowSheet
            batchId={batch.id}
            row={openRow}
            total={totalOf(batch)}
            onRow={setOpenRow}
            onClose={() => setOpenRow(null)}
          />
        </Suspense>
      )}
    </>
  )
}

/** People who do not see the page hear when the last row is over. */
function useAnnouncedEnd({ status, counts }: Batch): void {
  const t = useTranslations('batches')
  const announce = useAnnounce()
  const before = useRef(status)
  useEffect(() => {
    if (before.current !== 'done' && status === 'done') {
      announce(t('announceDone', { done: String(counts.done), failed: String(counts.failed) }))
    }
    before.current = status
    // The counts are those of the moment in which it ended.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [status])
}
