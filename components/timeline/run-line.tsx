'use client'

import { useTranslations } from 'use-intl'
import { isOver } from '@/lib/runs/run'
import {
  countSteps,
  currentRound,
  currentStep,
  durationMs,
  isStillWaiting,
  runNow,
} from '@/lib/runs/timeline'
import type { RunDetailsProps, TimelineRun } from './run-details'
import { useStepActivity } from './step-names'
import { useClock } from './use-clock'
import { useDuration } from './use-duration'

type RunLineProps = Pick<RunDetailsProps, 'run' | 'skewMs' | 'getHeardAt'> & {
  /** False where the steps are none or not for this reader: only the time is told. */
  hasSteps: boolean
}

/** What happens and for how long; afterwards what it came to. */
export function RunLine({ run, skewMs, getHeardAt, hasSteps }: RunLineProps) {
  const t = useTranslations('timeline')
  const duration = useDuration()
  const isRunning = !isOver(run)
  const clock = useClock(isRunning)
  const now = clock - skewMs
  const activity = useActivity(run)
  if (!isRunning) {
    const spent = duration(durationMs(run, runNow(run, run.startedAt)))
    return (
      <span className="truncate tabular-nums">
        {hasSteps ? t('summary', { count: countSteps(run), duration: spent }) : spent}
      </span>
    )
  }
  const round = currentRound(run)
  const heardAt = getHeardAt()
  const isQuiet = heardAt !== null && isStillWaiting(run, clock - heardAt)
  return (
    <>
      <span aria-hidden className="size-1.5 shrink-0 animate-pulse rounded-chip bg-accent" />
      <span className="truncate tabular-nums">
        {isQuiet
          ? activity.isFirst
            ? t('stillWaiting')
            : t('stillWorking', { step: activity.words })
          : activity.words}
        {round &&
          ` · ${
            round.total === null
              ? t('loop', { current: String(round.current) })
              : t('loopOf', { current: String(round.current), total: String(round.total) })
          }`}
        {/* Changes ten times a second: not for ears. */}
        <span aria-hidden>{` · ${duration(Math.max(0, now - activity.since))}`}</span>
      </span>
    </>
  )
}

/** `isFirst`: nothing has come from upstream yet. */
function useActivity(run: TimelineRun): { words: string; since: number; isFirst: boolean } {
  const t = useTranslations('timeline')
  const activity = useStepActivity()
  const step = currentStep(run)
  if (step) return { words: activity(step), since: step.startedAt, isFirst: false }
  const since = run.startedAt
  if (run.hasText) return { words: t('answering'), since, isFirst: false }
  if (run.isThinking) return { words: t('thinking'), since, isFirst: false }
  if (run.steps.length > 0) return { words: t('working'), since, isFirst: false }
  const unread = run.files.filter(({ status }) => status === 'uploading' || status === 'parsing').length
  if (unread > 0) return { words: t('waitingForFiles', { count: unread }), since, isFirst: false }
  return { words: t('waiting'), since, isFirst: true }
}
