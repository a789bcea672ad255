'use client'

import { useQuery } from '@tanstack/react-query'
import Columns2 from 'lucide-react/icons/columns-2'
import Link from 'next/link'
import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import { isAdmin } from '@/components/chat/session'
import { TranscriptSkeleton } from '@/components/chat/transcript-skeleton'
import { useDocumentTitle } from '@/components/chat/use-document-title'
import { useSession } from '@/components/chat/use-session'
import { PageHeader } from '@/components/shell/page-header'
import { SourcesSide } from '@/components/sources/sources-side'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { comparisonOptions } from '@/lib/comparisons/query-options'
import type { Comparison } from '@/lib/comparisons/schema'
import { targetKey } from '@/lib/targets/schema'
import { ComparisonActions } from './comparison-actions'
import { LaneTabs } from './lane-tabs'
import { LaneView } from './lane-view'
import { useHeldLane } from './use-held-lane'
import { useRunOfLanes } from './use-run-of-lanes'

type ComparisonViewProps = {
  comparisonId: string
  /** As the server read it; null when the page has it already. */
  initial: { comparison: Comparison; readAt: number } | null
  userId: string | null
}

/** One question and its answers side by side; each lane is an ordinary conversation. */
export function ComparisonView({ comparisonId, initial, userId }: ComparisonViewProps) {
  const t = useTranslations('compare')
  useSession(userId)
  const { data, dataUpdatedAt, isError, refetch } = useQuery({
    ...comparisonOptions(comparisonId),
    ...(initial && { initialData: initial.comparison, initialDataUpdatedAt: initial.readAt }),
  })
  useDocumentTitle(data?.question ?? null)
  return (
    <>
      <PageHeader>
        <Link
          href="/compare"
          className="focus-ring flex h-8 shrink-0 items-center gap-2 rounded-control px-2 text-muted transition-colors hover:bg-hover hover:text-ink"
        >
          <Icon icon={Columns2} />
          {t('open')}
        </Link>
        {data && <ComparisonActions comparison={data} />}
      </PageHeader>
      {data ? (
        <Lanes comparison={data} readAt={dataUpdatedAt} />
      ) : (
        <div className="mx-auto w-full max-w-column px-4">
          {isError ? (
            <ErrorState text={t('loadFailed')}>
              <Button size="small" variant="outline" onClick={() => void refetch()}>
                {t('retry')}
              </Button>
            </ErrorState>
          ) : (
            <TranscriptSkeleton />
          )}
        </div>
      )}
    </>
  )
}

function Lanes({ comparison, readAt }: { comparison: Comparison; readAt: number }) {
  const { lanes, question } = comparison
  const track = useRef<HTMLDivElement>(null)
  const findRun = useRunOfLanes(comparison)
  useHeldLane(track)
  return (
    <SourcesSide findRun={findRun} isAdmin={isAdmin}>
      {/* Above the fade of the page's head: the question begins right below it. */}
      <div className="@container relative z-10 flex min-h-0 grow flex-col">
        <h1
          dir="auto"
          className="scroll-quiet max-h-24 shrink-0 overflow-y-auto px-4 pb-3 text-lg font-medium tracking-tight text-pretty break-words whitespace-pre-wrap md:px-6"
        >
          {question}
        </h1>
        <LaneTabs lanes={lanes} track={track} />
        <div
          ref={track}
          className="flex min-h-0 grow snap-x snap-mandatory overflow-x-auto overscroll-x-contain border-t border-line [scrollbar-width:none]"
        >
          {lanes.map(({ target }, index) => (
            <LaneView
              key={`${index} ${targetKey(target)}`}
              comparison={comparison}
              index={index}
              readAt={readAt}
            />
          ))}
        </div>
      </div>
    </SourcesSide>
  )
}
