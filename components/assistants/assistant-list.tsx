'use client'

import { useQuery } from '@tanstack/react-query'
import Blocks from 'lucide-react/icons/blocks'
import { useLocale, useTranslations } from 'use-intl'
import { useHasSession } from '@/components/chat/use-session'
import { PageHeader } from '@/components/shell/page-header'
import { ReadyLink } from '@/components/shell/ready-link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Icon, NamedIcon } from '@/components/ui/icon'
import { Skeleton } from '@/components/ui/skeleton'
import { VisuallyHidden } from '@/components/ui/visually-hidden'
import { assistantListOptions } from '@/lib/assistants/query-options'
import type { AssistantList as List } from '@/lib/assistants/schema'
import { targetPath } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { ToolWords } from './tool-words'

type AssistantListProps = { initial: List; readAt: number; userId: string | null; isAdmin: boolean }

/** All assistants, as far as the service says which there are. */
export function AssistantList({ initial, readAt, userId, isAdmin }: AssistantListProps) {
  const t = useTranslations('assistants')
  const hasSession = useHasSession(userId)
  const list = useQuery({
    ...assistantListOptions,
    enabled: hasSession,
    initialData: initial,
    // What is not complete is old at once.
    initialDataUpdatedAt: initial.isComplete ? readAt : 0,
  })
  const { assistants, isComplete } = list.data
  const wasAsked = list.isFetchedAfterMount
  const retry = (
    <Button size="small" variant="outline" onClick={() => void list.refetch()}>
      {t('retry')}
    </Button>
  )
  return (
    <>
      <PageHeader />
      <div className="scroll-quiet min-h-0 grow overflow-y-auto overscroll-contain px-4 md:px-8">
        <div className="mx-auto max-w-column pt-4 pb-16">
          <h1 className="text-xl font-medium tracking-tight">{t('title')}</h1>
          <p className="mt-1 text-pretty text-muted">{t('intro')}</p>
          {assistants.length > 0 && (
            <ul aria-label={t('title')} className="mt-6 grid gap-x-10 sm:grid-cols-2">
              {assistants.map((card) => (
                <Item key={card.target.id} card={card} />
              ))}
            </ul>
          )}
          {assistants.length === 0 && isComplete && (
            <EmptyState
              picture={<Icon icon={Blocks} className="size-8" />}
              title={t('emptyTitle')}
              text={isAdmin ? t('emptyText') : t('emptyPerson')}
            />
          )}
          {assistants.length === 0 &&
            !isComplete &&
            (wasAsked ? (
              <ErrorState text={t('failed')} className="mt-4">
                {retry}
              </ErrorState>
            ) : (
              <Loading />
            ))}
          {assistants.length > 0 && !isComplete && wasAsked && (
            <ErrorState text={t('incomplete')} className="mt-4">
              {retry}
            </ErrorState>
          )}
        </div>
      </div>
    </>
  )
}

function Item({ card }: { card: TargetCard }) {
  const locale = useLocale()
  return (
    <li className="border-t border-line">
      <ReadyLink
        href={targetPath(card.target)}
        className="focus-ring -mx-3 flex h-full gap-4 rounded-control px-3 py-4 transition-colors hover:bg-hover"
      >
        <NamedIcon name={card.icon} className="mt-0.5 size-5 text-accent" />
        <span className="min-w-0">
          <span className="block font-medium break-words">{card.name[locale]}</span>
          {card.description[locale] !== '' && (
            <span className="mt-0.5 line-clamp-2 text-sm text-pretty text-muted">
              {card.description[locale]}
            </span>
          )}
          <ToolWords card={card} className="mt-1.5" />
        </span>
      </ReadyLink>
    </li>
  )
}

/** Of the size of what comes. */
function Loading() {
  const t = useTranslations('assistants')
  return (
    <div aria-busy className="mt-6 grid animate-[fade_160ms_200ms_both] gap-x-10 sm:grid-cols-2">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {Array.from({ length: 4 }, (_, index) => (
        <div key={index} className="flex gap-4 border-t border-line py-4">
          <Skeleton className="mt-0.5 size-5" />
          <div className="grid grow gap-2">
            <Skeleton className="h-4 w-1/3" />
            <Skeleton className="h-3.5 w-11/12" />
            <Skeleton className="h-3.5 w-1/2" />
          </div>
        </div>
      ))}
    </div>
  )
}
