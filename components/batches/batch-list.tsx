'use client'

import { useQuery } from '@tanstack/react-query'
import TableProperties from 'lucide-react/icons/table-properties'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { PageHeader } from '@/components/shell/page-header'
import { ReadyLink } from '@/components/shell/ready-link'
import { buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import type { Agent } from '@/lib/agents/schema'
import { batchListOptions } from '@/lib/batches/query-options'
import type { Batch } from '@/lib/batches/schema'
import { cn } from '@/lib/cn'
import { overOf, totalOf } from './use-batch'

type BatchListProps = { initial: Batch[]; readAt: number; agents: Agent[] }

/** The person's batches, the newest first. */
export function BatchList({ initial, readAt, agents }: BatchListProps) {
  const t = useTranslations('batches')
  const { data } = useQuery({ ...batchListOptions, initialData: initial, initialDataUpdatedAt: readAt })
  return (
    <>
      <PageHeader />
      <div className="scroll-quiet min-h-0 grow overflow-y-auto overscroll-contain px-4 md:px-8">
        <div className="mx-auto max-w-column pt-4 pb-16">
          <h1 className="text-xl font-medium tracking-tight">{t('title')}</h1>
          {data.length === 0 ? (
            <EmptyState
              picture={<Icon icon={TableProperties} className="size-8" />}
              title={t('emptyTitle')}
              text={t('emptyText')}
            >
              <ReadyLink href="/" className={buttonClass('outline')}>
                {t('toStart')}
              </ReadyLink>
            </EmptyState>
          ) : (
            <ul aria-label={t('title')} className="mt-4">
              {data.map((batch) => (
                <Item key={batch.id} batch={batch} agents={agents} />
              ))}
            </ul>
          )}
        </div>
      </div>
    </>
  )
}

function Item({ batch, agents }: { batch: Batch; agents: Agent[] }) {
  const t = useTranslations('batches')
  const locale = useLocale()
  const format = useFormatter()
  const agent = agents.find(({ appId }) => appId === batch.appId)
  const total = totalOf(batch)
  const over = overOf(batch)
  return (
    <li className="border-t border-line">
      <ReadyLink
        href={`/batches/${batch.id}`}
        className="focus-ring -mx-3 block rounded-control px-3 py-3.5 transition-colors hover:bg-hover"
      >
        <span className="flex items-baseline gap-4">
          <span dir="auto" className="min-w-0 grow truncate font-medium">
            {batch.name}
          </span>
          <span
            className={cn(
              'shrink-0 text-sm',
              batch.status === 'running'
                ? 'text-accent'
                : batch.status === 'paused'
                  ? 'text-warning'
                  : 'text-muted',
            )}
          >
            {t(`batchStatus.${batch.status}`)}
          </span>
        </span>
        <span className="mt-0.5 flex flex-wrap gap-x-2 text-sm text-muted tabular-nums">
          {agent && <span>{agent.name[locale]}</span>}
          <span>· {t('listOf', { over: format.number(over), total: format.number(total) })}</span>
          {batch.counts.failed > 0 && (
            <span className="text-danger">
              · {t('countFailed', { count: format.number(batch.counts.failed) })}
            </span>
          )}
          <span>· {format.dateTime(batch.createdAt, { dateStyle: 'medium', timeStyle: 'short' })}</span>
        </span>
        {batch.status !== 'done' && (
          <span aria-hidden className="mt-2.5 block h-1 overflow-hidden rounded-chip bg-line">
            <span
              className="block h-full rounded-chip bg-accent transition-[width]"
              style={{ width: `${(over / Math.max(1, total)) * 100}%` }}
            />
          </span>
        )}
      </ReadyLink>
    </li>
  )
}
