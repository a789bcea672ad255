'use client'

import { useTranslations } from 'use-intl'
import { cn } from '@/lib/cn'
import type { Upload } from '@/lib/uploads/schema'
import { FileName } from './file-name'
import { isUnderWay } from './upload-status'
import { useReason } from './use-reason'

/** What a run waits for before it goes to the platform: one line, and a line for each file. */
export function ReadingFiles({ files }: { files: Upload[] }) {
  const t = useTranslations('uploads')
  const open = files.filter(isUnderWay)
  const [first = files[0]] = open
  return (
    <div className="text-sm">
      <p className="flex min-h-8 items-center gap-2 text-muted">
        <span aria-hidden className="size-1.5 shrink-0 animate-pulse rounded-chip bg-accent" />
        <span className="min-w-0 truncate">
          {t('reading', { count: Math.max(1, open.length), name: first?.name ?? '' })}
        </span>
      </p>
      {files.length > 1 && <StatusList label={t('files')} files={files} />}
    </div>
  )
}

/** Of a run that ended because of them: which files, and why. */
export function FailedFiles({ files }: { files: Upload[] }) {
  const t = useTranslations('uploads')
  return <StatusList label={t('failedFiles')} files={files} />
}

function StatusList({ label, files }: { label: string; files: Upload[] }) {
  const t = useTranslations('uploads')
  const reason = useReason()
  return (
    <ul aria-label={label} className="mt-1 grid gap-1 text-sm">
      {files.map((file) => (
        <li key={file.id} className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <FileName name={file.name} className="max-w-full" />
          <span
            className={cn(
              'min-w-0 text-pretty break-words',
              file.status === 'failed' ? 'text-danger' : 'text-muted',
            )}
          >
            {t(`status.${file.status}`)}
            {file.status === 'failed' && ` · ${reason(file.reason)}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
