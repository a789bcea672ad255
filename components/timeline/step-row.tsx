'use client'

import Braces from 'lucide-react/icons/braces'
import Circle from 'lucide-react/icons/circle'
import CircleDashed from 'lucide-react/icons/circle-dashed'
import CircleHelp from 'lucide-react/icons/circle-question-mark'
import Globe from 'lucide-react/icons/globe'
import LibraryBig from 'lucide-react/icons/library-big'
import RefreshCw from 'lucide-react/icons/refresh-cw'
import { useId } from 'react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import type { LucideIcon } from '@/components/ui/icon'
import { cn } from '@/lib/cn'
import type { NodeStep } from '@/lib/runs/run'
import type { Bar, StepKind } from '@/lib/runs/timeline'
import { useStepName } from './step-names'
import { useDuration } from './use-duration'

const icons: Record<StepKind, LucideIcon> = {
  node: Circle,
  loop: RefreshCw,
  function: Braces,
  retrieval: LibraryBig,
  web_search: Globe,
  unknown: CircleHelp,
}

type StepRowProps = {
  name: string
  kind: StepKind
  state: 'running' | 'ended' | 'unfinished'
  durationMs: number
  bar: Bar
  loop: NodeStep['loop']
  isOpen: boolean
  onToggle: () => void
  details: ReactNode
  /** Nested steps. */
  children?: ReactNode
}

export function StepRow(props: StepRowProps) {
  const { name, kind, state, bar, loop, isOpen, onToggle, details, children } = props
  const t = useTranslations('timeline')
  const stepName = useStepName()({ name, kind })
  const duration = useDuration()(props.durationMs)
  const id = useId()
  const time = state === 'unfinished' ? t('unfinished') : duration
  const round = loop && roundOf(loop)
  return (
    <li aria-label={`${stepName}, ${time}`} className="relative">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={onToggle}
        className="focus-ring-inset grid h-9 w-full grid-cols-[auto_minmax(0,1fr)_minmax(3rem,22%)_auto] items-center gap-2.5 rounded-control pr-2 text-left transition-colors hover:bg-hover pointer-coarse:h-11"
      >
        {/* Sits on the rule of the list. */}
        <span className="-ml-2.5 grid size-5 place-items-center rounded-chip bg-ground">
          <Icon
            icon={state === 'unfinished' ? CircleDashed : icons[kind]}
            className={cn(
              kind === 'node' && state !== 'unfinished' ? 'size-2.5 fill-current' : 'size-3.5',
              state === 'running' ? 'animate-pulse text-accent' : 'text-muted',
            )}
          />
        </span>
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="truncate">{stepName}</span>
          {round && (
            <span className="shrink-0 text-xs text-muted tabular-nums">
              {round.total === null
                ? t('loop', { current: String(round.current) })
                : t('loopOf', { current: String(round.current), total: String(round.total) })}
            </span>
          )}
        </span>
        <span aria-hidden className="h-1 rounded-chip bg-line/60">
          <span
            className={cn('block h-full rounded-chip', state === 'running' ? 'bg-accent' : 'bg-muted/60')}
            style={{ marginLeft: percent(bar.offset), width: `max(2px, ${percent(bar.width)})` }}
          />
        </span>
        <span className="min-w-14 text-right text-xs text-muted tabular-nums">{time}</span>
      </button>
      {isOpen && (
        <div id={id} className="animate-fade py-1 pr-2 pb-3 pl-4">
          {loop?.finishReason && <p className="pb-2 text-muted">{loop.finishReason}</p>}
          {details}
        </div>
      )}
      {children}
    </li>
  )
}

function roundOf(loop: NonNullable<NodeStep['loop']>): { current: number; total: number | null } {
  return { current: loop.currentRound, total: loop.totalRounds }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`
}
