'use client'

import Download from 'lucide-react/icons/download'
import File from 'lucide-react/icons/file'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { cn } from '@/lib/cn'
import { frameClass } from './media-kinds'
import { downloadUrl } from './own-media'

/** A file that the agent made. */
export function FilePart({ url }: { url: string }) {
  const t = useTranslations('chat')
  return (
    <a
      href={downloadUrl(url)}
      download
      className={cn(
        frameClass.file,
        'focus-ring group my-4 flex items-center gap-3 border border-line px-4 py-3 text-sm transition-colors hover:bg-hover',
      )}
    >
      <Icon icon={File} className="size-5 text-accent" />
      <span className="min-w-0 grow truncate font-medium">{t('generatedFile')}</span>
      <span className="sr-only">{t('downloadMedia', { kind: 'file' })}</span>
      <Icon icon={Download} className="text-muted transition-colors group-hover:text-ink" />
    </a>
  )
}
