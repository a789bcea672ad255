'use client'

import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useAnnounce } from '@/components/shell/announcer'
import { cn } from '@/lib/cn'
import { browserUploads } from './browser-uploads'
import { FileRow } from './file-row'
import { isUnderWay } from './upload-status'
import type { LocalUpload } from './uploads-store'
import { useReason } from './use-reason'
import { useUploads } from './use-uploads'

type FileListProps = {
  ids: readonly string[]
  /** The message waits to be sent: files can be taken away, not sent anew. */
  isFrozen?: boolean
  onChange: (ids: string[]) => void
  className?: string
}

export function FileList({ ids, isFrozen = false, onChange, className }: FileListProps) {
  const t = useTranslations('uploads')
  const uploads = useUploads(ids)
  const list = useRef<HTMLUListElement>(null)
  useAnnouncements(uploads)
  if (uploads.length === 0) return null

  const remove = (id: string) => {
    const index = uploads.findIndex((upload) => upload.id === id)
    onChange(ids.filter((one) => one !== id))
    browserUploads.remove(id)
    // The button that had the focus is gone with its row.
    const rest = list.current?.children[index === 0 ? 1 : index - 1]
    rest?.querySelector<HTMLElement>('button:last-of-type')?.focus()
  }
  const retry = (id: string) => {
    const again = browserUploads.retry(id)
    if (again !== null) onChange(ids.map((one) => (one === id ? again : one)))
  }
  return (
    <ul ref={list} aria-label={t('files')} className={cn('divide-y divide-line', className)}>
      {uploads.map((upload) => (
        <FileRow
          key={upload.id}
          upload={upload}
          isFrozen={isFrozen}
          onRemove={() => remove(upload.id)}
          onRetry={() => retry(upload.id)}
          onCheckAgain={() => browserUploads.checkAgain(upload.id)}
        />
      ))}
    </ul>
  )
}

/** Says each failure, and once that all is ready; never progress. */
function useAnnouncements(uploads: LocalUpload[]): void {
  const t = useTranslations('uploads')
  const announce = useAnnounce()
  const reason = useReason()
  const before = useRef<Map<string, LocalUpload['status']>>(new Map())
  useEffect(() => {
    const last = before.current
    before.current = new Map(uploads.map(({ id, status }) => [id, status]))
    const turned = uploads.filter(({ id, status }) => last.has(id) && last.get(id) !== status)
    for (const upload of turned) {
      if (upload.status !== 'failed') continue
      announce(t('announceFailed', { name: upload.name, reason: reason(upload.reason) }))
    }
    const ready = turned.filter(({ status }) => status === 'ready')
    if (ready.length === 0 || uploads.some(isUnderWay)) return
    const all = uploads.filter(({ status }) => status === 'ready')
    announce(t('announceReady', { count: all.length, name: all[0]?.name ?? '' }))
  }, [uploads, announce, reason, t])
}
