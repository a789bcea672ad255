'use client'

import X from 'lucide-react/icons/x'
import { useTranslations } from 'use-intl'
import { IconButton } from '@/components/ui/icon-button'
import { cn } from '@/lib/cn'
import type { Upload } from '@/lib/uploads/schema'
import { FileName } from './file-name'
import { FilePicture } from './file-picture'
import { useFileSize } from './file-size'

type SentFilesProps = {
  uploads: Upload[]
  /** While the message is edited. */
  onRemove?: (id: string) => void
  className?: string
}

/** Files of a message that was sent; pictures open in a tab of their own while we hold them. */
export function SentFiles({ uploads, onRemove, className }: SentFilesProps) {
  const t = useTranslations('uploads')
  return (
    <ul aria-label={t('attachments')} className={cn('mt-1 flex flex-wrap gap-2', className)}>
      {uploads.map((upload) => (
        <li key={upload.id} className="flex max-w-full min-w-0 items-center">
          {upload.previewUrl === null ? (
            <span className={chipClass}>
              <Chip upload={upload} />
            </span>
          ) : (
            <a
              href={upload.previewUrl}
              target="_blank"
              rel="noopener noreferrer"
              aria-label={t('open', { name: upload.name })}
              className={cn(chipClass, 'focus-ring transition-colors hover:bg-hover')}
            >
              <Chip upload={upload} />
            </a>
          )}
          {onRemove && (
            <IconButton
              icon={X}
              label={t('remove', { name: upload.name })}
              size="small"
              onClick={() => onRemove(upload.id)}
            />
          )}
        </li>
      ))}
    </ul>
  )
}

const chipClass =
  'flex max-w-full min-w-0 items-center gap-2 rounded-control border border-line bg-ground p-1.5 pr-3 text-sm'

function Chip({ upload: { name, size, kind, previewUrl } }: { upload: Upload }) {
  const fileSize = useFileSize()
  return (
    <>
      <FilePicture kind={kind} url={previewUrl} className="size-9" />
      <span className="min-w-0">
        <FileName name={name} />
        <span className="block text-xs text-muted tabular-nums">{fileSize(size)}</span>
      </span>
    </>
  )
}
