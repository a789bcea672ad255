'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { cn } from '@/lib/cn'
import { DownloadLink } from './download-link'
import { MediaFailure } from './media-failure'
import { frameClass } from './media-kinds'
import { againUrl } from './own-media'

export function AudioPart({ url }: { url: string }) {
  const t = useTranslations('chat')
  const [attempt, setAttempt] = useState(0)
  const [isFailed, setIsFailed] = useState(false)
  return (
    <div className="my-4">
      <div className={cn('flex items-center', frameClass.audio, isFailed && 'bg-sunken')}>
        {isFailed ? (
          <MediaFailure
            kind="audio"
            onRetry={() => {
              setAttempt(attempt + 1)
              setIsFailed(false)
            }}
          />
        ) : (
          // oxlint-disable-next-line jsx-a11y/media-has-caption -- agents make sounds without captions
          <audio
            key={attempt}
            // It may have failed before the page was alive to hear of it.
            ref={(player) => {
              if (player?.error) setIsFailed(true)
            }}
            src={againUrl(url, attempt)}
            controls
            preload="metadata"
            aria-label={t('audio')}
            onError={() => setIsFailed(true)}
            className="focus-ring w-full rounded-chip"
          />
        )}
      </div>
      <DownloadLink url={url} kind="audio" />
    </div>
  )
}
