'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { useClock } from '@/components/timeline/use-clock'
import { cn } from '@/lib/cn'
import { isMoving } from '@/lib/batches/query-options'
import type { Batch } from '@/lib/batches/schema'
import { overOf, totalOf } from './use-batch'
import { useLongDuration } from './use-long-duration'

/** A poll that is this late has failed, in ms. */
const lateMs = 3_500

type BatchProgressProps = { batch: Batch; updatedAt: number }

export function BatchProgress({ batch, updatedAt }: BatchProgressProps) {
  const t = useTranslations('batches')
  const format = useFormatter()
  const duration = useLongDuration()
  const isLive = isMoving(batch)
  const now = useClock(isLive, 1_000)
  const { counts, status } = batch
  const total = totalOf(batch)
  const over = overOf(batch)
  const text = t('progressText', { over: format.number(over), total: format.number(total) })
  const isLate = isLive && now - updatedAt > lateMs

  const details = [
    counts.failed > 0 && t('countFailed', { count: format.number(counts.failed) }),
    counts.stopped > 0 && t('countStopped', { count: format.number(counts.stopped) }),
    counts.running > 0 && t('countRunning', { count: format.number(counts.running) }),
    status === 'done'
      ? t('took', { time: duration(batch.updatedAt - batch.createdAt) })
      : status === 'running' && t('elapsed', { time: duration(Math.max(0, now - batch.createdAt)) }),
    status === 'running' &&
      batch.remainingMs !== null &&
      t('remaining', { time: duration(Math.max(1_000, batch.remainingMs)) }),
    status === 'paused' && (counts.running > 0 ? t('pausedEnding') : t('paused')),
  ].filter((detail) => detail !== false)

  return (
    <div>
      <div
        role="progressbar"
        aria-label={t('progress')}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={over}
        aria-valuetext={text}
        className="flex h-1.5 overflow-hidden rounded-chip bg-line"
      >
        <Part share={counts.done / total} className="bg-success" />
        <Part share={counts.failed / total} className="bg-danger" />
        <Part share={counts.stopped / total} className="bg-warning" />
        <Part share={counts.running / total} className="animate-pulse bg-accent" />
      </div>
      <p className="mt-2 flex flex-wrap gap-x-2 gap-y-0.5 text-sm text-muted tabular-nums">
        <span className="font-medium text-ink">{text}</span>
        {details.map((detail) => (
          <span key={detail}>· {detail}</span>
        ))}
      </p>
      {isLate && (
        <p role="status" className="mt-1 text-sm text-warning tabular-nums">
          {t('updatedAgo', { seconds: format.number(Math.round((now - updatedAt) / 1_000)) })}
        </p>
      )}
    </div>
  )
}

function Part({ share, className }: { share: number; className: string }) {
  return (
    share > 0 && <span className={cn('transition-[width]', className)} style={{ width: `${share * 100}%` }} />
  )
}
