'use client'

import { Image } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { hostOf, toSafeUrl } from './url-policy'

/** Nothing in an answer loads by itself from elsewhere: a picture is named, with its host, and opens on request. */
export function ImagePlaceholder({ address, alt }: { address: string; alt: string }) {
  const t = useTranslations('markdown')
  const url = toSafeUrl(address)
  if (!url || url.startsWith('mailto:')) return <span>{alt}</span>
  const name = alt || t('picture')
  return (
    <a
      className="md-image"
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={t('openPicture', { name, host: hostOf(url) })}
    >
      <Image aria-hidden size={16} />
      <span className="md-image-name">{name}</span>
      <span className="md-image-host">{hostOf(url)}</span>
    </a>
  )
}
