'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { useQuery } from '@tanstack/react-query'
import ArrowUpRight from 'lucide-react/icons/arrow-up-right'
import ChevronDown from 'lucide-react/icons/chevron-down'
import ChevronUp from 'lucide-react/icons/chevron-up'
import CircleAlert from 'lucide-react/icons/circle-alert'
import X from 'lucide-react/icons/x'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Markdown } from '@/components/markdown/markdown'
import { Button, buttonClass } from '@/components/ui/button'
import { veilClass } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Skeleton } from '@/components/ui/skeleton'
import { batchRowOptions } from '@/lib/batches/query-options'
import type { BatchRowDetail } from '@/lib/batches/schema'
import { RowTime } from './batch-rows'
import { RowStatus } from './row-status'

type RowSheetProps = {
  batchId: string
  row: number
  /** Rows of the batch. */
  total: number
  onRow: (row: number) => void
  onClose: () => void
}

/** One row, whole: what was asked and what came of it. */
export function RowSheet({ batchId, row, total, onRow, onClose }: RowSheetProps) {
  const t = useTranslations('batches')
  const ui = useTranslations('ui')
  const detail = useQuery(batchRowOptions(batchId, row))
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={veilClass} />
        <Base.Popup className="fixed inset-y-0 right-0 z-30 flex w-full max-w-question flex-col border-l border-line bg-ground pt-[env(safe-area-inset-top)] shadow-float outline-none transition-[opacity,translate] duration-200 data-ending-style:translate-x-2 data-ending-style:opacity-0 data-starting-style:translate-x-2 data-starting-style:opacity-0">
          <header className="flex h-13 shrink-0 items-center gap-1 border-b border-line pr-2 pl-5">
            <Base.Title className="mr-2 font-medium tabular-nums">
              {t('rowTitle', { row: String(row) })}
            </Base.Title>
            {detail.data && <RowStatus status={detail.data.status} />}
            <span className="grow" />
            <IconButton
              icon={ChevronUp}
              label={t('previousRow')}
              disabled={row <= 1}
              onClick={() => onRow(row - 1)}
            />
            <IconButton
              icon={ChevronDown}
              label={t('nextRow')}
              disabled={row >= total}
              onClick={() => onRow(row + 1)}
            />
            <Base.Close render={<IconButton icon={X} label={ui('close')} />} />
          </header>
          <div className="scroll-quiet min-h-0 grow overflow-y-auto overscroll-contain px-5 py-5">
            {detail.data ? (
              <Detail key={row} row={detail.data} />
            ) : detail.isError ? (
              <ErrorState text={t('rowFailed')}>
                <Button size="small" variant="outline" onClick={() => void detail.refetch()}>
                  {t('reload')}
                </Button>
              </ErrorState>
            ) : (
              <div className="grid gap-3">
                <Skeleton className="h-4 w-1/3" />
                <Skeleton className="h-4 w-2/3" />
                <Skeleton className="h-4 w-1/2" />
              </div>
            )}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

function Detail({ row }: { row: BatchRowDetail }) {
  const t = useTranslations('batches')
  const failure = useTranslations('failure')
  const isOver = row.status !== 'waiting' && row.status !== 'running'
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-7">
      <Part title={t('inputs')}>
        <dl className="grid gap-3">
          {row.inputs.map((input) => (
            <div key={input.name}>
              <dt dir="auto" className="text-sm break-words text-muted">
                {input.name}
              </dt>
              <dd dir="auto" className="break-words whitespace-pre-wrap">
                {input.uploads.length > 0 ? t('fileCount', { count: input.uploads.length }) : input.value}
              </dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part title={t('answer')}>
        {row.failure && (
          <p className="mb-3 flex gap-2.5 text-sm text-pretty text-danger">
            <Icon icon={CircleAlert} className="mt-0.5" />
            <span className="min-w-0 break-words">
              {[failure(row.failure.code), row.failure.detail].filter(Boolean).join(' ')}
            </span>
          </p>
        )}
        {row.output !== '' ? (
          <Markdown text={row.output} isStreaming={false} />
        ) : (
          !row.failure && <p className="text-muted">{isOver ? t('noText') : t('noAnswer')}</p>
        )}
      </Part>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 border-t border-line pt-4 text-sm text-muted tabular-nums">
        {row.conversationId !== null && (
          <Link href={`/c/${row.conversationId}`} className={buttonClass('outline', 'small', 'text-ink')}>
            {t('openRun')}
            <Icon icon={ArrowUpRight} />
          </Link>
        )}
        {row.attempts > 1 && <span>{t('attempts', { count: String(row.attempts) })}</span>}
        <span>
          <RowTime row={row} />
        </span>
      </div>
      {row.earlierConversationIds.length > 0 && (
        <Part title={t('earlier')}>
          <ul className="grid gap-1">
            {row.earlierConversationIds.map((id, index) => (
              <li key={id}>
                <Link href={`/c/${id}`} className="focus-ring rounded-small text-accent hover:underline">
                  {t('attempt', { number: String(index + 1) })}
                </Link>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-2 text-sm font-medium">{title}</h2>
      {children}
    </section>
  )
}
