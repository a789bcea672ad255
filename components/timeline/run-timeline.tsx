'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { isOver } from '@/lib/runs/run'
import type { NodeStep, ToolStep } from '@/lib/runs/run'
import { barOf, durationMs, nodeKind, runNow, toolKind } from '@/lib/runs/timeline'
import type { StepKind } from '@/lib/runs/timeline'
import { NodeDetails } from './node-details'
import type { TimelineRun } from './run-details'
import { StepRow } from './step-row'
import { ToolDetails } from './tool-details'
import { useClock } from './use-clock'

type RunTimelineProps = { run: TimelineRun; skewMs: number }

export function RunTimeline({ run, skewMs }: RunTimelineProps) {
  const t = useTranslations('timeline')
  const [open, setOpen] = useState<Record<string, boolean>>({})
  const isRunning = !isOver(run)
  const now = runNow(run, useClock(isRunning) - skewMs)

  const rowOf = (step: NodeStep | ToolStep, kind: StepKind) => ({
    name: step.name,
    kind,
    state:
      step.endedAt !== null ? ('ended' as const) : isRunning ? ('running' as const) : ('unfinished' as const),
    durationMs: durationMs(step, now),
    bar: barOf(run, step, now),
    isOpen: open[step.key] ?? false,
    onToggle: () => setOpen((others) => ({ ...others, [step.key]: !others[step.key] })),
  })

  if (run.steps.length === 0) return <p className="py-2 text-muted">{t('noSteps')}</p>
  return (
    <ol aria-label={t('list')} className="ml-[7px] border-l border-line py-1">
      {run.steps.map((step) => (
        <StepRow
          key={step.key}
          {...rowOf(step, nodeKind(step))}
          loop={step.loop}
          details={<NodeDetails step={step} />}
        >
          {step.tools.length > 0 && (
            <ol className="ml-6 border-l border-line">
              {step.tools.map((tool) => (
                <StepRow
                  key={tool.key}
                  {...rowOf(tool, toolKind(tool))}
                  loop={null}
                  details={<ToolDetails tool={tool} />}
                />
              ))}
            </ol>
          )}
        </StepRow>
      ))}
    </ol>
  )
}
