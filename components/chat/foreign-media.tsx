'use client'

import ExternalLink from 'lucide-react/icons/external-link'
import { useTranslations } from 'use-intl'
import { hostOf, toSafeUrl } from '@/components/markdown/url-policy'
import { Icon } from '@/components/ui/icon'
import { cn } from '@/lib/cn'
import { mediaIcons } from './media-kinds'
import type { MediaKind } from './media-kinds'

const frame =
  'my-4 flex min-h-14 w-full max-w-narrow items-center gap-3 rounded-panel border border-line px-4 py-3 text-sm'

/** Of which we hold no copy: it stays where it is until a person opens it, and nothing loads from there by itself. */
export function ForeignMedia({ kind, url }: { kind: MediaKind; url: string }) {
  const t = useTranslations('chat')
  const name = t(kind)
  const safe = toSafeUrl(url)
  if (!safe || !/^https?:/.test(safe))
    return (
      <p className={cn(frame, 'border-dashed text-muted')}>
        <Icon icon={mediaIcons[kind]} className="size-5" />
        {t('mediaUnsafe', { kind: name })}
      </p>
    )
  return (
    <a
      href={safe}
      target="_blank"
      rel="noopener noreferrer"
      className={cn(frame, 'focus-ring group transition-colors hover:bg-hover')}
    >
      <Icon icon={mediaIcons[kind]} className="size-5 text-accent" />
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
