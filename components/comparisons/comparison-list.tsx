'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import Trash2 from 'lucide-react/icons/trash-2'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { useHasSession } from '@/components/chat/use-session'
import { ReadyLink } from '@/components/shell/ready-link'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { IconButton } from '@/components/ui/icon-button'
import { comparisonListOptions } from '@/lib/comparisons/query-options'
import type { ComparisonSummary } from '@/lib/comparisons/schema'
import { useDeleteComparison } from './use-delete-comparison'

type ComparisonListProps = { initial: ComparisonSummary[]; readAt: number; userId: string | null }

/** What was compared before, the newest first. */
export function ComparisonList({ initial, readAt, userId }: ComparisonListProps) {
  const t = useTranslations('compare')
  const queryClient = useQueryClient()
  const { data, isError, refetch } = useQuery({
    ...comparisonListOptions,
    enabled: useHasSession(userId),
    initialData: initial,
    initialDataUpdatedAt: readAt,
  })
  const { ask, isDeleting, dialog } = useDeleteComparison((comparisonId) =>
    queryClient.setQueryData(comparisonListOptions.queryKey, (list) =>
      list?.filter(({ id }) => id !== comparisonId),
    ),
  )
  return (
    <section aria-labelledby="earlier-comparisons" className="mt-12">
      <h2 id="earlier-comparisons" className="text-sm font-medium text-muted">
        {t('earlier')}
      </h2>
      {isError && (
        <ErrorState text={t('listFailed')}>
          <Button size="small" variant="outline" onClick={() => void refetch()}>
            {t('retry')}
          </Button>
        </ErrorState>
      )}
      {data.length === 0 ? (
        <p className="mt-2 border-t border-line pt-3 text-sm text-muted">{t('none')}</p>
      ) : (
        <ul aria-labelledby="earlier-comparisons" className="mt-2">
          {data.map((comparison) => (
            <Item
              key={comparison.id}
              comparison={comparison}
              isDisabled={isDeleting}
              onDelete={() => ask(comparison.id)}
            />
          ))}
        </ul>
      )}
      {dialog}
    </section>
  )
}

type ItemProps = { comparison: ComparisonSummary; isDisabled: boolean; onDelete: () => void }

function Item({ comparison, isDisabled, onDelete }: ItemProps) {
  const t = useTranslations('compare')
  const locale = useLocale()
  const format = useFormatter()
  const { id, question, names, createdAt } = comparison
  return (
    <li className="flex items-center gap-1 border-t border-line">
      <ReadyLink
        href={`/compare/${id}`}
        className="focus-ring -ml-3 block min-w-0 grow rounded-control px-3 py-3 transition-colors hover:bg-hover"
      >
        <span dir="auto" className="block truncate font-medium">
          {question}
        </span>
        <span className="mt-0.5 flex flex-wrap gap-x-1 text-sm text-muted">
          <span>{names.map((name) => name[locale]).join(' · ')}</span>
          <span className="tabular-nums">
            · {format.dateTime(createdAt, { dateStyle: 'medium', timeStyle: 'short' })}
          </span>
        </span>
      </ReadyLink>
      <IconButton icon={Trash2} label={t('delete')} disabled={isDisabled} onClick={onDelete} />
    </li>
  )
}
