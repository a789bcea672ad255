'use client'

import Download from 'lucide-react/icons/download'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import type { MediaKind } from './media-kinds'
import { downloadUrl } from './own-media'

export function DownloadLink({ url, kind }: { url: string; kind: MediaKind }) {
  const t = useTranslations('chat')
  return (
    <a
      href={downloadUrl(url)}
      download
      className="focus-ring touch-target mt-1 inline-flex h-7 items-center gap-1.5 rounded-small px-1 text-xs text-muted transition-colors hover:text-ink"
    >
      <Icon icon={Download} className="size-3.5" />
      {t('downloadMedia', { kind })}
    </a>
  )
}
