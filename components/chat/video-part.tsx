'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { cn } from '@/lib/cn'
import { DownloadLink } from './download-link'
import { MediaFailure } from './media-failure'
import { frameClass } from './media-kinds'
import { againUrl, isOwnMedia } from './own-media'

export function VideoPart({ url, coverUrl }: { url: string; coverUrl: string | null }) {
  const t = useTranslations('chat')
  const [attempt, setAttempt] = useState(0)
  const [isFailed, setIsFailed] = useState(false)
  const cover = coverUrl !== null && isOwnMedia(coverUrl) ? coverUrl : undefined
  return (
    <div className="my-4">
      <div className={cn('overflow-hidden bg-sunken', frameClass.video)}>
        {isFailed ? (
          <MediaFailure
            kind="video"
            onRetry={() => {
              setAttempt(attempt + 1)
              setIsFailed(false)
            }}
          />
        ) : (
          // oxlint-disable-next-line jsx-a11y/media-has-caption -- agents make videos without captions
          <video
            key={attempt}
            // It may have failed before the page was alive to hear of it.
            ref={(player) => {
              if (player?.error) setIsFailed(true)
            }}
            src={againUrl(url, attempt)}
            poster={cover}
            controls
            playsInline
            // With a cover nothing is loaded before somebody plays it.
            preload={cover ? 'none' : 'metadata'}
            aria-label={t('video')}
            onError={() => setIsFailed(true)}
            className="focus-ring-inset size-full object-contain"
          />
        )}
      </div>
      <DownloadLink url={url} kind="video" />
    </div>
  )
}
