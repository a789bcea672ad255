'use client'

import ChevronRight from 'lucide-react/icons/chevron-right'
import { memo, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { VisuallyHidden } from '@/components/ui/visually-hidden'
import { cn } from '@/lib/cn'
import { isOver } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'
import { countSteps, currentStep, durationMs, isStillWaiting, runNow } from '@/lib/runs/timeline'
import { RunTimeline } from './run-timeline'
import { useStepActivity } from './step-names'
import { useClock } from './use-clock'
import { useDuration } from './use-duration'

type RunDetailsProps = {
  /** Only what the timeline shows of a run, so that growing text does not draw it anew. */
  run: TimelineRun
  /** Our clock minus the server's, ms. */
  skewMs: number
  /** When something was last heard of the run, on our clock; null when it is not followed. */
  getHeardAt: () => number | null
}

export type TimelineRun = Pick<Run, 'status' | 'startedAt' | 'endedAt' | 'steps'> & {
  hasText: boolean
  isThinking: boolean
}

/** One muted line; open, the whole timeline. Whether it is open is the person's choice alone. */
export const RunDetails = memo(function RunDetails({ run, skewMs, getHeardAt }: RunDetailsProps) {
  const t = useTranslations('timeline')
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  return (
    <div className="text-sm">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setIsOpen(!isOpen)}
        className="focus-ring touch-target -mx-2 flex h-8 max-w-[calc(100%+1rem)] items-center gap-2 rounded-control px-2 text-muted transition-colors hover:bg-hover hover:text-ink"
      >
        <VisuallyHidden>{t('details')}</VisuallyHidden>
        <span className="flex min-w-0 items-center gap-2">
          <Line run={run} skewMs={skewMs} getHeardAt={getHeardAt} />
        </span>
        <Icon icon={ChevronRight} className={cn('transition-transform', isOpen && 'rotate-90')} />
      </button>
      {isOpen && (
        <div id={id} className="animate-fade">
          <RunTimeline run={run} skewMs={skewMs} />
        </div>
      )}
    </div>
  )
})

function Line({ run, skewMs, getHeardAt }: RunDetailsProps) {
  const t = useTranslations('timeline')
  const duration = useDuration()
  const activity = useStepActivity()
  const isRunning = !isOver(run)
  const clock = useClock(isRunning)
  const now = clock - skewMs
  if (!isRunning) {
    const spent = durationMs(run, runNow(run, run.startedAt))
    return (
      <span className="truncate tabular-nums">
        {t('summary', { count: countSteps(run), duration: duration(spent) })}
      </span>
    )
  }
  const step = currentStep(run)
  const words = step
    ? activity(step)
    : run.hasText
      ? t('answering')
      : run.isThinking
        ? t('thinking')
        : run.steps.length > 0
          ? t('working')
          : t('waiting')
  const since = step?.startedAt ?? run.startedAt
  const heardAt = getHeardAt()
  const isQuiet = heardAt !== null && isStillWaiting(run, clock - heardAt)
  return (
    <>
      <span aria-hidden className="size-1.5 shrink-0 animate-pulse rounded-chip bg-accent" />
      <span className="truncate tabular-nums">
        {words}
        {/* Changes ten times a second: not for ears. */}
        <span aria-hidden>{` · ${duration(Math.max(0, now - since))}`}</span>
        {isQuiet && ` · ${t('stillWaiting')}`}
      </span>
    </>
  )
}
