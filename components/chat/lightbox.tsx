'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import ChevronRight from 'lucide-react/icons/chevron-right'
import Download from 'lucide-react/icons/download'
import X from 'lucide-react/icons/x'
import ZoomIn from 'lucide-react/icons/zoom-in'
import ZoomOut from 'lucide-react/icons/zoom-out'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { cn } from '@/lib/cn'
import { downloadUrl } from './own-media'

type LightboxProps = {
  urls: string[]
  /** Null: closed. */
  index: number | null
  onIndex: (index: number | null) => void
}

/** A picture over the whole window: fitted to it, or in its own size to move about in. */
export function Lightbox({ urls, index, onIndex }: LightboxProps) {
  const t = useTranslations('chat')
  const [shown, setShown] = useState(index ?? 0)
  const [isFull, setIsFull] = useState(false)
  // While it fades out the picture stays.
  if (index !== null && index !== shown) {
    setShown(index)
    setIsFull(false)
  }
  const total = urls.length
  const url = urls[shown] ?? ''
  const step = (by: number) => onIndex((shown + by + total) % total)
  const ui = useTranslations('ui')
  return (
    <Base.Root
      open={index !== null}
      onOpenChange={(isOpen) => {
        if (isOpen) return
        onIndex(null)
        setIsFull(false)
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-30 bg-ground transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          onKeyDown={(event) => {
            if (total < 2 || isFull) return
            if (event.key === 'ArrowRight') step(1)
            if (event.key === 'ArrowLeft') step(-1)
          }}
          className="fixed inset-0 z-30 flex flex-col outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <div className="flex items-center gap-1 px-3 py-2">
            <Base.Title className="sr-only">{t('pictureAlt')}</Base.Title>
            <p className="grow text-sm text-muted tabular-nums" aria-live="polite">
              {total > 1 && t('pictureOf', { number: String(shown + 1), total: String(total) })}
            </p>
            <IconButton
              icon={isFull ? ZoomOut : ZoomIn}
              label={isFull ? t('zoomOut') : t('zoomIn')}
              onClick={() => setIsFull(!isFull)}
            />
            <a
              href={downloadUrl(url)}
              download
              aria-label={t('downloadMedia', { kind: 'image' })}
              data-tooltip={t('downloadMedia', { kind: 'image' })}
              className="focus-ring touch-target inline-flex size-9 items-center justify-center rounded-control text-muted transition-colors hover:bg-hover hover:text-ink"
            >
              <Icon icon={Download} />
            </a>
            <Base.Close render={<IconButton icon={X} label={ui('close')} />} />
          </div>
          <div
            className={cn(
              'scroll-quiet min-h-0 grow px-4 pb-4',
              isFull ? 'overflow-auto' : 'grid place-items-center overflow-hidden',
            )}
          >
            {/* The button beside it does the same for who has no pointer. */}
            {/* oxlint-disable-next-line next/no-img-element, jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
            <img
              src={url}
              alt={t('pictureAlt')}
              onClick={() => setIsFull(!isFull)}
              className={
                isFull
                  ? 'm-auto max-w-none cursor-zoom-out'
                  : 'max-h-full min-h-0 max-w-full cursor-zoom-in rounded-small object-contain'
              }
            />
          </div>
          {total > 1 && !isFull && (
            <>
              <IconButton
                icon={ChevronLeft}
                label={t('previousPicture')}
                onClick={() => step(-1)}
                className="fixed top-1/2 left-2 bg-raised shadow-float"
              />
              <IconButton
                icon={ChevronRight}
                label={t('nextPicture')}
                onClick={() => step(1)}
                className="fixed top-1/2 right-2 bg-raised shadow-float"
              />
            </>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
