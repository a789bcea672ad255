'use client'

import AudioLines from 'lucide-react/icons/audio-lines'
import Clapperboard from 'lucide-react/icons/clapperboard'
import ExternalLink from 'lucide-react/icons/external-link'
import File from 'lucide-react/icons/file'
import ImageIcon from 'lucide-react/icons/image'
import { useTranslations } from 'use-intl'
import { hostOf, toSafeUrl } from '@/components/markdown/url-policy'
import { Icon } from '@/components/ui/icon'
import { cn } from '@/lib/cn'

const icons = { image: ImageIcon, video: Clapperboard, audio: AudioLines, file: File }

type MediaPartProps = {
  kind: keyof typeof icons
  /** Null while it is being made. */
  url: string | null
  isRunning: boolean
}

/** Something to see or hear. It stays where it is until a person opens it: nothing loads from elsewhere by itself. */
export function MediaPart({ kind, url, isRunning }: MediaPartProps) {
  const t = useTranslations('chat')
  const name = t(kind)
  const safe = url === null ? null : toSafeUrl(url)
  const frame = cn(
    'my-4 flex w-full max-w-narrow items-center gap-3 rounded-panel border border-line px-4 text-sm',
    kind === 'image' || kind === 'video' ? 'min-h-24 py-4' : 'min-h-14 py-3',
  )
  if (safe && /^https?:/.test(safe)) {
    return (
      <a
        href={safe}
        target="_blank"
        rel="noopener noreferrer"
        className={cn(frame, 'focus-ring group transition-colors hover:bg-hover')}
      >
        <Icon icon={icons[kind]} className="size-5 text-accent" />
        <span className="min-w-0 grow">
          <span className="block truncate font-medium">
            {t('mediaFrom', { kind: name, host: hostOf(safe) })}
          </span>
          <span className="block text-xs text-muted">{t('mediaNotLoaded')}</span>
          <span className="sr-only">{t('mediaOpen')}</span>
        </span>
        <Icon icon={ExternalLink} className="text-muted transition-colors group-hover:text-ink" />
      </a>
    )
  }
  const isPending = url === null && isRunning
  return (
    <div className={cn(frame, 'border-dashed text-muted')}>
      <Icon icon={icons[kind]} className={cn('size-5', isPending && 'animate-pulse text-accent')} />
      {url !== null
        ? t('mediaUnsafe', { kind: name })
        : isPending
          ? t('mediaPending', { kind: name })
          : t('mediaMissing', { kind: name })}
    </div>
  )
}
