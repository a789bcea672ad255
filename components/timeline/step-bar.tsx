'use client'

import type { CSSProperties } from 'react'
import { useTranslations } from 'use-intl'
import { cn } from '@/lib/cn'
import type { StepState } from '@/lib/runs/step-lines'
import type { StepBranch } from '@/lib/runs/step-tree'
import { useFineDuration } from './use-duration'

type StepBarProps = { branch: StepBranch; state: StepState; scaleStart: number }
type BarStyle = CSSProperties & Record<'--from' | '--for', number>

/** From start to end on the scale of the whole run (`--whole`, ms); what has no end reaches to the right. */
export function StepBar({ branch, state, scaleStart }: StepBarProps) {
  const t = useTranslations('timeline')
  const fine = useFineDuration()
  const from = branch.startedAt - scaleStart
  const to = branch.endedAt === null ? null : branch.endedAt - scaleStart
  const style: BarStyle = {
    '--from': from,
    '--for': (to ?? from) - from,
    left: 'min(100% - 2px, var(--from) / var(--whole) * 100%)',
    ...(to === null ? { right: 0 } : { width: 'max(2px, var(--for) / var(--whole) * 100%)' }),
  }
  return (
    <span
      aria-hidden
      data-tooltip={
        to === null
          ? t('startedAfter', { duration: fine(from) })
          : t('between', { from: fine(from), to: fine(to) })
      }
      className="relative h-full overflow-hidden"
    >
      <span className="absolute inset-x-0 top-1/2 border-t border-line/70" />
      <span
        className={cn('absolute top-1/2 h-1.5 -translate-y-1/2 rounded-small', barClass(branch, state))}
        style={style}
      />
    </span>
  )
}

function barClass(branch: StepBranch, state: StepState): string {
  if (state === 'running') return 'bg-accent'
  if (state === 'failed' || state === 'interrupted') return 'border border-dashed border-danger bg-ground'
  if (state !== 'done') return 'border border-dashed border-edge bg-ground'
  if (branch.kind === 'round' || branch.kind === 'attempts') return 'bg-edge/50'
  return branch.kind === 'tool' ? 'bg-accent/60' : 'bg-edge'
}
