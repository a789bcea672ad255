'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { cn } from '@/lib/cn'
import { isOver } from '@/lib/runs/run'
import { scaleOf, ticksOf } from '@/lib/runs/step-scale'
import { runNow } from '@/lib/runs/timeline'
import type { TimelineRun } from './run-details'
import { stepGrid } from './step-grid'
import { useClock } from './use-clock'

/** Round times above the bars. Decoration for the eye: every step says its own times. */
export function TimeAxis({ run, skewMs }: { run: TimelineRun; skewMs: number }) {
  const words = useTickWords()
  const scale = scaleOf(run, runNow(run, useClock(!isOver(run), 500) - skewMs))
  const whole = scale.end - scale.start
  return (
    <div aria-hidden className={`${stepGrid} h-6 items-end text-xs text-muted tabular-nums`}>
      <span />
      <span className="relative h-5 border-b border-line">
        {ticksOf(scale, 3).map((tick, index) => (
          <span
            key={tick}
            className={cn(
              'absolute bottom-0 h-full border-l border-line pl-1 leading-4 whitespace-nowrap',
              // On a phone there is room for one beside the zero.
              index > 1 && 'max-sm:hidden',
            )}
            style={{ left: `${(tick / whole) * 100}%` }}
          >
            {words(tick)}
          </span>
        ))}
      </span>
      <span />
    </div>
  )
}

/** `500 ms`, `2 s`, `1 min`: only as exact as round times need. */
function useTickWords(): (milliseconds: number) => string {
  const t = useTranslations('timeline')
  const format = useFormatter()
  return (milliseconds) => {
    if (milliseconds === 0) return '0'
    if (milliseconds < 1_000) return t('milliseconds', { count: format.number(milliseconds) })
    const seconds = milliseconds / 1_000
    if (seconds < 60) return t('seconds', { seconds: format.number(seconds) })
    return t('minutes', {
      minutes: String(Math.floor(seconds / 60)),
      seconds: String(Math.round(seconds % 60)),
    })
  }
}
