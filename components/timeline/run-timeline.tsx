'use client'

import { lazy, Suspense, useDeferredValue, useMemo, useState } from 'react'
import type { CSSProperties, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { isOver } from '@/lib/runs/run'
import { scaleOf } from '@/lib/runs/step-scale'
import { toLines, toggled } from '@/lib/runs/step-lines'
import { findSteps, toPattern } from '@/lib/runs/step-search'
import { tokensOf } from '@/lib/runs/step-tokens'
import { toStepTree } from '@/lib/runs/step-tree'
import { nodeKind, runNow, toolKind } from '@/lib/runs/timeline'
import type { RunReport } from '@/lib/runs/run-report'
import { OtherTokens } from './other-tokens'
import type { TimelineRun } from './run-details'
import { StepLine } from './step-line'
import type { StepLineFrame } from './step-line'
import { useStepName } from './step-names'
import { moveFocus } from './move-focus'
import { TimeAxis } from './time-axis'
import { TimelineToolbar } from './timeline-toolbar'
import type { SetTimelineView, TimelineView } from './timeline-view'
import { useClock } from './use-clock'
import { ValueBlock } from './value-block'

/** More lines than these are kept in a box of their own that draws only those in view. */
const maxPlainLines = 80
/** Fewer can be taken in at a glance and need no search. */
const minSearchedLines = 3

const WindowedSteps = lazy(async () => ({ default: (await import('./windowed-steps')).WindowedSteps }))

type RunTimelineProps = {
  run: TimelineRun
  skewMs: number
  view: TimelineView
  setView: SetTimelineView
  getReport: () => RunReport
}

export function RunTimeline({ run, skewMs, view, setView, getReport }: RunTimelineProps) {
  const t = useTranslations('timeline')
  const stepName = useStepName()
  const { steps, usage } = run
  const tree = useMemo(() => toStepTree(steps), [steps])
  const tokens = useMemo(() => tokensOf({ steps, usage }), [steps, usage])
  const query = useDeferredValue(view.query)
  const found = findSteps(steps, query, (step) =>
    stepName({ name: step.name, kind: 'tools' in step ? nodeKind(step) : toolKind(step) }),
  )
  const [place, setPlace] = useState(0)
  const matches = found && [...found.keys()]
  const current = matches?.[place % matches.length] ?? null
  const lines = toLines(tree, view.open, matches && new Set(matches))
  const pattern = toPattern(query)
  // The start moves only when a step turns up that began before the run.
  const { start } = scaleOf(run, run.startedAt)

  const drawLine = (index: number, frame: StepLineFrame | null): ReactNode => {
    const line = lines[index]
    if (!line) return null
    const { key } = line.branch
    return (
      <StepLine
        key={key}
        line={line}
        run={run}
        skewMs={skewMs}
        scaleStart={start}
        tokens={tokens.bySteps.get(key) ?? null}
        snippet={found?.get(key) ?? null}
        pattern={found?.has(key) ? pattern : null}
        isCurrent={key === current}
        view={view.chosenViews[key] ?? 'overview'}
        onView={(chosen) =>
          setView((all) => ({ ...all, chosenViews: { ...all.chosenViews, [key]: chosen } }))
        }
        onToggle={(isOpen) => setView((all) => ({ ...all, open: toggled(all.open, key, isOpen) }))}
        frame={frame}
      />
    )
  }
  const axis = <TimeAxis run={run} skewMs={skewMs} />
  const list = { 'aria-label': t('list'), onKeyDown: moveFocus }

  return (
    <LiveScale run={run} skewMs={skewMs}>
      <TimelineToolbar
        hasSearch={lines.length >= minSearchedLines || view.query !== ''}
        query={view.query}
        onQuery={(words) => {
          setPlace(0)
          setView((all) => ({ ...all, query: words }))
        }}
        matchCount={matches?.length ?? null}
        matchPlace={matches && matches.length > 0 ? (place % matches.length) + 1 : 0}
        onStep={(by) =>
          matches && matches.length > 0 && setPlace((place + by + matches.length) % matches.length)
        }
        onOpenAll={(isOpen) => setView((all) => ({ ...all, open: { base: isOpen, chosen: {} } }))}
        getReport={getReport}
      />
      {lines.length > maxPlainLines ? (
        <Suspense>
          <WindowedSteps
            {...list}
            header={axis}
            keys={lines.map(({ branch }) => branch.key)}
            currentKey={current}
            drawLine={drawLine}
          />
        </Suspense>
      ) : (
        <>
          {lines.length > 0 && axis}
          <ol {...list}>{lines.map((_, index) => drawLine(index, null))}</ol>
        </>
      )}
      {found && found.size === 0 && <p className="py-3 text-muted">{t('noMatch')}</p>}
      {(!found || found.size > 0) && isOver(run) && <OtherTokens tokens={tokens} />}
      {!found &&
        run.metadata.map((json) => (
          <ValueBlock key={json} label={t('metadata')} text={json} fileName="metadata" />
        ))}
    </LiveScale>
  )
}

/** How long the run is so far, as a number that the bars' styles divide by: no row is drawn anew while time passes. */
function LiveScale({ run, skewMs, children }: { run: TimelineRun; skewMs: number; children: ReactNode }) {
  const now = runNow(run, useClock(!isOver(run)) - skewMs)
  const { start, end } = scaleOf(run, now)
  const whole: CSSProperties & Record<'--whole', number> = { '--whole': end - start }
  return (
    <div className="[--indent:0.75rem] sm:[--indent:1.25rem]" style={whole}>
      {children}
    </div>
  )
}
