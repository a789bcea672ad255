'use client'

import { useQueryClient } from '@tanstack/react-query'
import Download from 'lucide-react/icons/download'
import Pause from 'lucide-react/icons/pause'
import Play from 'lucide-react/icons/play'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import Trash2 from 'lucide-react/icons/trash-2'
import { useRouter } from 'next/navigation'
import { lazy, Suspense, useState } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { useToast } from '@/components/ui/toast'
import { batchKeys } from '@/lib/batches/keys'
import { downloadAddress, patchBatch, removeBatch } from '@/lib/batches/query-options'
import type { Batch, BatchAction } from '@/lib/batches/schema'

const AlertDialog = lazy(async () => ({
  default: (await import('@/components/ui/alert-dialog')).AlertDialog,
}))

/** More retries than these are confirmed. */
const confirmedFrom = 51

type BatchActionsProps = {
  batch: Batch
  /** Before it is deleted; false when that failed. */
  onDelete: (isDeleted: boolean) => void
}

export function BatchActions({ batch, onDelete }: BatchActionsProps) {
  const t = useTranslations('batches')
  const format = useFormatter()
  const locale = useLocale()
  const router = useRouter()
  const queryClient = useQueryClient()
  const showToast = useToast()
  const [busy, setBusy] = useState<BatchAction | 'delete' | null>(null)
  const [asking, setAsking] = useState<'retry' | 'delete' | null>(null)
  const [asked, setAsked] = useState<'retry' | 'delete'>('delete')
  const failed = batch.counts.failed + batch.counts.stopped

  const ask = (what: 'retry' | 'delete') => {
    setAsked(what)
    setAsking(what)
  }
  const act = async (what: BatchAction | 'delete', work: () => Promise<void>) => {
    setBusy(what)
    try {
      await work()
    } catch {
      showToast({ message: t('actionFailed'), tone: 'danger' })
    }
    setBusy(null)
  }
  const change = (action: BatchAction) =>
    void act(action, async () => {
      try {
        await patchBatch(batch.id, action)
      } finally {
        // Whether it was done is not known when the answer was lost: the server says.
        await queryClient.invalidateQueries({ queryKey: batchKeys.one(batch.id) })
      }
    })
  const remove = () =>
    void act('delete', async () => {
      onDelete(true)
      await removeBatch(batch.id).catch((error: unknown) => {
        onDelete(false)
        throw error
      })
      void queryClient.invalidateQueries({ queryKey: batchKeys.list })
      showToast({ message: t('deleted') })
      router.push('/batches')
      router.refresh()
    })

  return (
    <div className="flex flex-wrap items-center gap-2">
      {batch.status === 'running' && (
        <Button size="small" variant="outline" isBusy={busy === 'pause'} onClick={() => change('pause')}>
          <Icon icon={Pause} />
          {t('pause')}
        </Button>
      )}
      {batch.status === 'paused' && (
        <Button size="small" variant="primary" isBusy={busy === 'resume'} onClick={() => change('resume')}>
          <Icon icon={Play} />
          {t('resume')}
        </Button>
      )}
      {failed > 0 && (
        <Button
          size="small"
          variant="outline"
          isBusy={busy === 'retry-failed'}
          onClick={() => (failed >= confirmedFrom ? ask('retry') : change('retry-failed'))}
        >
          <Icon icon={RotateCcw} />
          {t('retryFailed')}
        </Button>
      )}
      <DownloadButton label={t('downloadCsv')} address={downloadAddress(batch.id, 'csv', locale)} />
      <DownloadButton label={t('downloadXlsx')} address={downloadAddress(batch.id, 'xlsx', locale)} />
      <Button size="small" className="text-muted" isBusy={busy === 'delete'} onClick={() => ask('delete')}>
        <Icon icon={Trash2} />
        {t('delete')}
      </Button>
      {asking !== null && (
        <Suspense>
          <AlertDialog
            title={asked === 'delete' ? t('deleteTitle') : t('retryTitle', { count: format.number(failed) })}
            text={asked === 'delete' ? t('deleteText') : t('retryText')}
            confirm={asked === 'delete' ? t('delete') : t('retryFailed')}
            tone={asked === 'delete' ? 'danger' : 'primary'}
            isOpen
            onOpenChange={(isOpen) => !isOpen && setAsking(null)}
            onConfirm={() => (asked === 'delete' ? remove() : change('retry-failed'))}
          />
        </Suspense>
      )}
    </div>
  )
}

/** Saved by the browser as it comes; the page stays. */
function DownloadButton({ label, address }: { label: string; address: string }) {
  return (
    <Button
      size="small"
      variant="outline"
      onClick={() => {
        const link = document.createElement('a')
        link.href = address
        link.download = ''
        link.click()
      }}
    >
      <Icon icon={Download} />
      {label}
    </Button>
  )
}
