'use client'

import CircleAlert from 'lucide-react/icons/circle-alert'
import { useEffect, useRef } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Spinner } from '@/components/ui/spinner'
import type { LocalUpload } from './uploads-store'
import { useReason } from './use-reason'

type PendingFilesProps = {
  uploads: LocalUpload[]
  onCancel: () => void
  /** The person goes on without these. */
  onLeaveOut: (ids: string[]) => void
  onReplace: (id: string, file: File) => void
}

/** A message that was sent while its files are on their way: what it waits for, or what stands in its way. */
export function PendingFiles({ uploads, onCancel, onLeaveOut, onReplace }: PendingFilesProps) {
  const failed = uploads.filter(({ status }) => status === 'failed')
  if (failed.length > 0) {
    return <Failed failed={failed} onCancel={onCancel} onLeaveOut={onLeaveOut} onReplace={onReplace} />
  }
  return <Waiting uploads={uploads.filter(({ status }) => status === 'uploading')} onCancel={onCancel} />
}

function Waiting({ uploads, onCancel }: Pick<PendingFilesProps, 'uploads' | 'onCancel'>) {
  const t = useTranslations('uploads')
  const format = useFormatter()
  const [last] = uploads.toSorted((one, other) => (one.progress ?? 0) - (other.progress ?? 0))
  return (
    <div className="flex min-w-0 grow flex-wrap items-center justify-end gap-x-3 gap-y-2 text-sm">
      <p className="flex min-w-0 grow items-center gap-2.5">
        <Spinner className="text-accent" />
        <span className="min-w-0">
          <span role="status">{t('waitingFor', { count: Math.max(1, uploads.length) })}</span>
          {last && (
            <span aria-hidden className="block truncate text-muted tabular-nums">
              {t('waitingPart', { name: last.name, percent: format.number(percentOf(last)) })}
            </span>
          )}
        </span>
      </p>
      <Button size="small" variant="outline" onClick={onCancel}>
        {t('cancelWaiting')}
      </Button>
    </div>
  )
}

type FailedProps = Omit<PendingFilesProps, 'uploads'> & { failed: LocalUpload[] }

function Failed({ failed, onCancel, onLeaveOut, onReplace }: FailedProps) {
  const t = useTranslations('uploads')
  const reason = useReason()
  const way = useRef<HTMLButtonElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [first] = failed
  useEffect(() => way.current?.focus(), [])
  if (!first) return null
  return (
    <div className="min-w-0 grow text-sm">
      <p role="alert" className="flex gap-2 text-pretty break-words text-danger">
        <Icon icon={CircleAlert} className="mt-[3px]" />
        <span className="min-w-0">
          {failed.map((upload) => (
            <span key={upload.id} className="block">
              {t('cannotUse', { name: upload.name, reason: reason(upload.reason) })}
            </span>
          ))}
        </span>
      </p>
      <div className="mt-2 flex flex-wrap justify-end gap-2">
        <Button size="small" onClick={onCancel}>
          {t('cancelWaiting')}
        </Button>
        <Button size="small" variant="outline" onClick={() => picker.current?.click()}>
          {t('replace')}
        </Button>
        <Button
          ref={way}
          size="small"
          variant="primary"
          onClick={() => onLeaveOut(failed.map(({ id }) => id))}
        >
          {t('sendWithout', { count: failed.length })}
        </Button>
      </div>
      <input
        ref={picker}
        type="file"
        hidden
        tabIndex={-1}
        aria-label={t('replaceFor', { name: first.name })}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0]
          if (file) onReplace(first.id, file)
        }}
      />
    </div>
  )
}

function percentOf({ progress }: LocalUpload): number {
  return Math.floor((progress ?? 1) * 100)
}
