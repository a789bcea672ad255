'use client'

import ChevronRight from 'lucide-react/icons/chevron-right'
import { lazy, memo, Suspense, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { VisuallyHidden } from '@/components/ui/visually-hidden'
import { cn } from '@/lib/cn'
import type { Run } from '@/lib/runs/run'
import type { RunReport } from '@/lib/runs/run-report'
import { hasTimeline } from '@/lib/runs/without-timeline'
import { RunLine } from './run-line'
import { firstView } from './timeline-view'

const loadTimeline = () => import('./run-timeline')
const RunTimeline = lazy(async () => ({ default: (await loadTimeline()).RunTimeline }))

/** Only what the timeline shows of a run, so that growing text does not draw it anew. */
export type TimelineRun = Pick<
  Run,
  'id' | 'status' | 'startedAt' | 'endedAt' | 'steps' | 'usage' | 'files' | 'metadata'
> & {
  hasText: boolean
  isThinking: boolean
}

export type RunDetailsProps = {
  run: TimelineRun
  /** Our clock minus the server's, ms. */
  skewMs: number
  /** When something was last heard of the run, on our clock; null when it is not followed. */
  getHeardAt: () => number | null
  /** The whole run with what was asked, for handing it on. */
  getReport: () => RunReport
}

/** One muted line; open, the whole timeline. Whether it is open is the person's choice alone. */
export const RunDetails = memo(function RunDetails(props: RunDetailsProps) {
  const { run, skewMs, getReport } = props
  const t = useTranslations('timeline')
  const [isOpen, setIsOpen] = useState(false)
  // Outlives closing: what was opened inside stays open.
  const [view, setView] = useState(firstView)
  const id = useId()
  const preload = () => void loadTimeline()
  if (!hasTimeline(run)) {
    return (
      <p className="flex h-8 items-center gap-2 text-sm text-muted">
        <RunLine {...props} hasSteps={false} />
      </p>
    )
  }
  return (
    <div className="text-sm">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setIsOpen(!isOpen)}
        onPointerEnter={preload}
        onFocus={preload}
        className="focus-ring touch-target -mx-2 flex h-8 max-w-[calc(100%+1rem)] items-center gap-2 rounded-control px-2 text-muted transition-colors hover:bg-hover hover:text-ink"
      >
        <VisuallyHidden>{t('details')}</VisuallyHidden>
        <span className="flex min-w-0 items-center gap-2">
          <RunLine {...props} hasSteps />
        </span>
        <Icon icon={ChevronRight} className={cn('transition-transform', isOpen && 'rotate-90')} />
      </button>
      {isOpen && (
        <div id={id} className="mb-3 animate-fade">
          <Suspense>
            <RunTimeline run={run} skewMs={skewMs} view={view} setView={setView} getReport={getReport} />
          </Suspense>
        </div>
      )}
    </div>
  )
})
