'use client'

import Braces from 'lucide-react/icons/braces'
import Brush from 'lucide-react/icons/brush'
import ChevronRight from 'lucide-react/icons/chevron-right'
import CircleHelp from 'lucide-react/icons/circle-question-mark'
import Globe from 'lucide-react/icons/globe'
import LibraryBig from 'lucide-react/icons/library-big'
import Plug from 'lucide-react/icons/plug'
import RefreshCw from 'lucide-react/icons/refresh-cw'
import Repeat from 'lucide-react/icons/repeat-2'
import SquareTerminal from 'lucide-react/icons/square-terminal'
import { lazy, Suspense, useEffect, useId, useRef } from 'react'
import type { CSSProperties, ReactNode, Ref } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import type { LucideIcon } from '@/components/ui/icon'
import { cn } from '@/lib/cn'
import { errorOf, hasErrorWithin } from '@/lib/runs/step-errors'
import { isGroup, stepState } from '@/lib/runs/step-lines'
import type { StepLine as Line } from '@/lib/runs/step-lines'
import type { Snippet } from '@/lib/runs/step-search'
import type { Tokens } from '@/lib/runs/step-tokens'
import { summaryOf } from '@/lib/runs/step-summary'
import { hasNoTime } from '@/lib/runs/step-tree'
import type { StepBranch } from '@/lib/runs/step-tree'
import { durationMs, nodeKind, toolKind } from '@/lib/runs/timeline'
import { FoundWords, Marked } from './found-words'
import type { TimelineRun } from './run-details'
import { StateIcon } from './state-icon'
import { StepBar } from './step-bar'
import { stepGrid } from './step-grid'
import { useBranchName } from './step-names'
import type { StepView } from './timeline-view'
import { useClock } from './use-clock'
import { useDuration, useFineDuration } from './use-duration'

const StepDetails = lazy(async () => ({ default: (await import('./step-details')).StepDetails }))

/** What a list that draws only a part of its lines needs of each. */
export type StepLineFrame = {
  ref: Ref<HTMLLIElement>
  'data-index': number
  className: string
  style: CSSProperties
}

type StepLineProps = {
  line: Line
  run: TimelineRun
  skewMs: number
  /** Epoch ms at the left end of all bars. */
  scaleStart: number
  tokens: Tokens | null
  /** Where a search found it. */
  snippet: Snippet | null
  /** What is marked in its name; null when it is only on the way to a match. */
  pattern: RegExp | null
  /** The match that "next" and "previous" have come to. */
  isCurrent: boolean
  view: StepView
  onView: (view: StepView) => void
  onToggle: (isOpen: boolean) => void
  frame: StepLineFrame | null
}

export function StepLine(props: StepLineProps) {
  const { line, run, skewMs, scaleStart, tokens, snippet, pattern, isCurrent, frame } = props
  const { branch, level, isOpen } = line
  const t = useTranslations('timeline')
  const fine = useFineDuration()
  const name = useBranchName()(branch)
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isCurrent) button.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])

  const state = stepState(branch, run)
  const group = isGroup(branch)
  const error = errorOf(branch)
  // Of what is folded away the line itself has to say it.
  const isErrorWithin = group && hasErrorWithin(branch)
  const errorWords = error !== null ? t('mentionsError') : isErrorWithin ? t('mentionsErrorWithin') : null
  const stateWords = [t(state), errorWords].filter(Boolean).join(', ')
  const isTimed = state === 'done' && !hasNoTime(branch)
  const spent = isTimed ? fine(durationMs(branch, branch.startedAt)) : null
  const icon = iconOf(branch)
  const summary = branch.kind === 'tool' ? summaryOf(branch.tool) : null
  return (
    <li
      {...frame}
      aria-level={level}
      aria-posinset={line.place}
      aria-setsize={line.siblings}
      aria-label={
        spent === null
          ? t('stepLabel', { name, state: stateWords })
          : t('stepLabelTime', { name, state: stateWords, duration: spent })
      }
      className={frame?.className ?? 'relative'}
    >
      <Guides level={level} />
      <button
        ref={button}
        type="button"
        data-step-line
        aria-expanded={isOpen}
        aria-controls={isOpen && !group ? id : undefined}
        onClick={() => props.onToggle(!isOpen)}
        className={cn(
          stepGrid,
          'focus-ring-inset -mx-2 h-9 w-[calc(100%+1rem)] items-center rounded-control px-2 text-left transition-colors hover:bg-hover pointer-coarse:h-11',
          isCurrent && 'bg-selected',
        )}
      >
        <span className="flex min-w-0 items-center gap-2" style={{ paddingLeft: indentOf(level - 1) }}>
          <StateIcon state={state} hasError={errorWords !== null} words={stateWords} />
          {icon && <Icon icon={icon} className="size-3.5 text-muted" />}
          <span className={cn('truncate', group && 'text-muted')}>
            {pattern ? <Marked text={name} pattern={pattern} /> : name}
          </span>
          {summary !== null && (
            <span dir="auto" className="min-w-0 grow basis-0 truncate text-xs text-muted">
              {summary}
            </span>
          )}
          {state !== 'done' && state !== 'running' && (
            <span className="shrink-0 text-xs whitespace-nowrap text-muted">{t(state)}</span>
          )}
          <Chips branch={branch} tokens={tokens} />
          {group && (
            <Icon
              icon={ChevronRight}
              className={cn('size-3.5 text-muted transition-transform', isOpen && 'rotate-90')}
            />
          )}
        </span>
        <StepBar branch={branch} state={state} scaleStart={scaleStart} />
        <span className="text-right text-xs text-muted tabular-nums">
          {state === 'running' ? <RunningTime since={branch.startedAt} skewMs={skewMs} /> : (spent ?? '–')}
        </span>
      </button>
      {snippet && <FoundWords snippet={snippet} indent={indentOf(level, 0.25)} />}
      {isOpen && !group && (
        <div id={id} className="animate-fade pt-1 pb-4" style={{ paddingLeft: indentOf(level, 0.25) }}>
          <Suspense fallback={<div className="h-40" />}>
            <StepDetails
              branch={branch}
              name={name}
              run={run}
              scaleStart={scaleStart}
              tokens={tokens}
              error={error}
              view={props.view}
              onView={props.onView}
            />
          </Suspense>
        </div>
      )}
    </li>
  )
}

/** So many levels in, and `rem` more; how wide a level is, the timeline says. */
function indentOf(levels: number, rem = 0): string {
  return `calc(var(--indent) * ${levels} + ${rem}rem)`
}

/** One thin rule for each level above. */
function Guides({ level }: { level: number }): ReactNode {
  return Array.from({ length: level - 1 }, (_, index) => (
    <span
      // oxlint-disable-next-line react/no-array-index-key -- levels are their places
      key={index}
      aria-hidden
      className="absolute inset-y-0 border-l border-line"
      style={{ left: indentOf(index, 0.5) }}
    />
  ))
}

function Chips({ branch, tokens }: { branch: StepBranch; tokens: Tokens | null }) {
  const t = useTranslations('timeline')
  const format = useFormatter()
  const loop = branch.kind === 'node' ? branch.step.loop : null
  const chip = 'shrink-0 text-xs whitespace-nowrap text-muted tabular-nums'
  return (
    <>
      {loop && (
        <span className={chip}>
          {loop.totalRounds === null
            ? t('loop', { current: String(loop.currentRound) })
            : t('loopOf', { current: String(loop.currentRound), total: String(loop.totalRounds) })}
        </span>
      )}
      {branch.kind === 'attempts' && (
        <span className={chip}>{t('attempts', { count: branch.children.length })}</span>
      )}
      {branch.kind === 'node' && branch.attempt !== null && (
        <span className={chip}>{t('attempt', { number: String(branch.attempt) })}</span>
      )}
      {tokens && (
        <span className={cn(chip, 'hidden sm:inline')}>
          {t('tokensShort', { count: format.number(tokens.totalTokens, { notation: 'compact' }) })}
        </span>
      )}
    </>
  )
}

function RunningTime({ since, skewMs }: { since: number; skewMs: number }) {
  const duration = useDuration()
  const now = useClock(true) - skewMs
  return <span className="text-accent">{duration(Math.max(0, now - since))}</span>
}

/** Plain nodes have none: their state is icon enough. */
function iconOf(branch: StepBranch): LucideIcon | null {
  if (branch.kind === 'round') return null
  if (branch.kind === 'attempts') return Repeat
  switch (branch.kind === 'node' ? nodeKind(branch.step) : toolKind(branch.tool)) {
    case 'node':
      return null
    case 'loop':
      return RefreshCw
    case 'function':
      return Braces
    case 'retrieval':
      return LibraryBig
    case 'web_search':
    case 'browser':
      return Globe
    case 'mcp':
    case 'mcp_list':
      return Plug
    case 'code':
      return SquareTerminal
    case 'drawing':
      return Brush
    case 'unknown':
      return CircleHelp
  }
}
