'use client'

import RotateCw from 'lucide-react/icons/rotate-cw'
import X from 'lucide-react/icons/x'
import { useFormatter, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { cn } from '@/lib/cn'
import { FileName } from './file-name'
import { FilePicture } from './file-picture'
import { useFileSize } from './file-size'
import { isUnderWay, mayRetry } from './upload-status'
import type { LocalUpload } from './uploads-store'
import { useReason } from './use-reason'

type FileRowProps = {
  upload: LocalUpload
  isFrozen: boolean
  onRemove: () => void
  onRetry: () => void
  onCheckAgain: () => void
}

export function FileRow({ upload, isFrozen, onRemove, onRetry, onCheckAgain }: FileRowProps) {
  const t = useTranslations('uploads')
  const { name, size, kind, status, progress, thumbnailUrl } = upload
  const fileSize = useFileSize()
  const isSending = status === 'uploading'
  return (
    <li className="relative flex animate-fade items-start gap-3 py-2">
      <FilePicture kind={kind} url={thumbnailUrl} />
      <div className="min-w-0 grow">
        <div className="flex min-w-0 items-baseline gap-2">
          <FileName name={name} />
          <span className="shrink-0 text-xs text-muted tabular-nums">{fileSize(size)}</span>
        </div>
        <FileStatus upload={upload} />
        {isSending && <Progress part={progress ?? 0} />}
      </div>
      <div className="flex shrink-0 items-center gap-0.5">
        {mayRetry(upload) && (
          <IconButton
            icon={RotateCw}
            label={t('retryFor', { name })}
            size="small"
            disabled={isFrozen}
            onClick={onRetry}
          />
        )}
        {status === 'stalled' && (
          <Button
            size="small"
            variant="outline"
            aria-label={t('checkAgainFor', { name })}
            onClick={onCheckAgain}
          >
            {t('checkAgain')}
          </Button>
        )}
        <IconButton
          icon={X}
          label={t(isSending ? 'cancel' : 'remove', { name })}
          size="small"
          onClick={onRemove}
        />
      </div>
    </li>
  )
}

function FileStatus({ upload }: { upload: LocalUpload }) {
  const t = useTranslations('uploads')
  const format = useFormatter()
  const reason = useReason()
  const { status, progress } = upload
  return (
    <p className={cn('text-sm text-pretty break-words', status === 'failed' ? 'text-danger' : 'text-muted')}>
      {isUnderWay(upload) && (
        <span
          aria-hidden
          className="mr-1.5 inline-block size-1.5 animate-pulse rounded-chip bg-accent align-middle"
        />
      )}
      <span>{t(`status.${status}`)}</span>
      {/* With all bytes sent it is the platform that takes its time. */}
      {status === 'uploading' && progress !== null && progress < 1 && (
        <span className="tabular-nums">
          {' '}
          {t('percent', { percent: format.number(Math.floor(progress * 100)) })}
        </span>
      )}
      {status === 'failed' && <span>{` · ${reason(upload.reason)}`}</span>}
      {status === 'stalled' && <span>{` · ${t('stalled')}`}</span>}
    </p>
  )
}

/** Decoration: the words above say the same. */
function Progress({ part }: { part: number }) {
  return (
    <span aria-hidden className="mt-1 block h-0.5 overflow-hidden rounded-chip bg-line">
      <span
        className="block h-full origin-left bg-accent transition-transform"
        style={{ transform: `scaleX(${part})` }}
      />
    </span>
  )
}
