'use client'

import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { QueuedImage } from '@/components/markdown/queued-image'
import { cn } from '@/lib/cn'
import { frameClass } from './media-kinds'
import { MediaFailure } from './media-failure'
import { MediaPlaceholder } from './media-placeholder'
import { againUrl } from './own-media'
import type { Picture } from './part-groups'

const loadLightbox = () => import('./lightbox')
const Lightbox = lazy(async () => ({ default: (await loadLightbox()).Lightbox }))

type PicturePartProps = {
  pictures: Picture[]
  /** When the run began, on our clock, while it goes on; null when it is over. */
  since: number | null
  /** Asks for the whole answer again; null where that cannot be done. */
  onAgain: (() => void) | null
}

/** One picture, or several side by side; each opens in a window of its own. */
export function PicturePart({ pictures, since, onAgain }: PicturePartProps) {
  const t = useTranslations('chat')
  const [opened, setOpened] = useState<number | null>(null)
  const [wasOpened, setWasOpened] = useState(false)
  const total = pictures.length
  const urls = pictures.flatMap(({ url }) => url ?? [])
  const open = (index: number) => {
    setWasOpened(true)
    setOpened(index)
  }
  const tiles = pictures.map(({ id, url }, index) =>
    url === null ? (
      <div key={id} className={tileClass(total === 1)}>
        <MediaPlaceholder kind="image" since={since} onAgain={onAgain} />
      </div>
    ) : (
      <PictureTile
        key={id}
        url={url}
        isOnly={total === 1}
        label={
          total === 1
            ? t('openOnlyPicture')
            : t('openPicture', { number: String(index + 1), total: String(total) })
        }
        onOpen={() => open(urls.indexOf(url))}
      />
    ),
  )
  return (
    <div className="my-4">
      {total === 1 ? (
        tiles
      ) : (
        <div
          role="group"
          aria-label={t('pictures', { count: String(total) })}
          className={cn('grid max-w-[36rem] grid-cols-2 gap-2', total > 2 && 'sm:grid-cols-3')}
        >
          {tiles}
        </div>
      )}
      {wasOpened && (
        <Suspense>
          <Lightbox urls={urls} index={opened} onIndex={setOpened} />
        </Suspense>
      )}
    </div>
  )
}

type PictureTileProps = { url: string; isOnly: boolean; label: string; onOpen: () => void }

function PictureTile({ url, isOnly, label, onOpen }: PictureTileProps) {
  const t = useTranslations('chat')
  const [attempt, setAttempt] = useState(0)
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading')
  if (state === 'failed')
    return (
      <div className={cn('overflow-hidden bg-sunken', tileClass(isOnly))}>
        <MediaFailure
          kind="image"
          onRetry={() => {
            setAttempt(attempt + 1)
            setState('loading')
          }}
        />
      </div>
    )
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onOpen}
      onPointerEnter={() => void loadLightbox()}
      onFocus={() => void loadLightbox()}
      className={cn(
        'focus-ring cursor-zoom-in overflow-hidden',
        tileClass(isOnly),
        // The place stays as large as it was; what a picture leaves of it is no part of the picture.
        isOnly ? 'flex items-center' : 'block',
        state === 'loading' && 'animate-pulse bg-sunken',
      )}
    >
      <QueuedImage
        src={againUrl(url, attempt)}
        alt={t('pictureAlt')}
        decoding="async"
        draggable={false}
        onLoad={() => setState('shown')}
        onError={() => setState('failed')}
        className={cn(
          'transition-opacity',
          // A small picture is shown in its own size, a large one whole.
          isOnly ? 'max-h-full max-w-full rounded-panel' : 'size-full object-cover',
          state === 'loading' && 'opacity-0',
        )}
      />
    </button>
  )
}

function tileClass(isOnly: boolean): string {
  return isOnly ? frameClass.image : 'aspect-square w-full rounded-control'
}
