'use client'

import { useTranslations } from 'use-intl'
import { useClock } from '@/components/timeline/use-clock'
import { useDuration } from '@/components/timeline/use-duration'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { cn } from '@/lib/cn'
import { mediaIcons } from './media-kinds'
import type { MediaKind } from './media-kinds'

type MediaPlaceholderProps = {
  kind: Exclude<MediaKind, 'file'>
  /** When the run began, on our clock, while it goes on; null: it is over and nothing came. */
  since: number | null
  onAgain: (() => void) | null
}

/** Announced and still being made, or never come: as large as what is awaited. */
export function MediaPlaceholder({ kind, since, onAgain }: MediaPlaceholderProps) {
  const t = useTranslations('chat')
  const name = t(kind)
  return (
    <div
      className={cn(
        'flex size-full items-center justify-center gap-3 rounded-[inherit] border border-dashed border-edge bg-sunken px-4 py-2 text-center text-sm text-muted',
        kind !== 'audio' && 'flex-col',
      )}
    >
      <Icon icon={mediaIcons[kind]} className={cn('size-6', since !== null && 'animate-pulse text-accent')} />
      {since !== null ? (
        <Elapsed name={name} since={since} />
      ) : (
        <>
          <p>{t('mediaMissing', { kind: name })}</p>
          {onAgain && (
            <Button size="small" variant="outline" onClick={onAgain}>
              {t('tryAgain')}
            </Button>
          )}
        </>
      )}
    </div>
  )
}

function Elapsed({ name, since }: { name: string; since: number }) {
  const t = useTranslations('chat')
  const duration = useDuration()
  const now = useClock(true)
  return (
    <p className="tabular-nums">
      <span className="sr-only">{t('mediaPending', { kind: name })}</span>
      <span aria-hidden>
        {t('mediaElapsed', { kind: name, duration: duration(Math.max(0, now - since)) })}
      </span>
    </p>
  )
}
