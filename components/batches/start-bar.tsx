'use client'

import Play from 'lucide-react/icons/play'
import { useRouter } from 'next/navigation'
import { lazy, Suspense, useRef, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { createSendKey } from '@/components/chat/send-key'
import { ensureSession } from '@/components/chat/session'
import { useAnnounce } from '@/components/shell/announcer'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { browserUploads } from '@/components/uploads/browser-uploads'
import { useUploads } from '@/components/uploads/use-uploads'
import { postBatch } from '@/lib/batches/query-options'
import { maxBatchBytes } from '@/lib/batches/schema'
import type { BatchField, StartBatch } from '@/lib/batches/schema'
import { ApiError } from '@/lib/http/get-json'

const AlertDialog = lazy(async () => ({
  default: (await import('@/components/ui/alert-dialog')).AlertDialog,
}))

/** More runs than these are confirmed. */
const confirmedFrom = 51
const bytesOfMb = 1024 * 1024

type StartBarProps = {
  appId: string
  name: string
  columns: string[]
  fields: BatchField[]
  rows: string[][]
  hasProblems: boolean
}

export function StartBar({ appId, name, columns, fields, rows, hasProblems }: StartBarProps) {
  const t = useTranslations('batches')
  const errors = useTranslations('error')
  const format = useFormatter()
  const router = useRouter()
  const announce = useAnnounce()
  const [isAsking, setIsAsking] = useState(false)
  const [isStarting, setIsStarting] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const sent = useRef<{ content: string; sendKey: string } | null>(null)
  const uploadIds = fields.flatMap(({ source }) => (source.from === 'constant' ? source.uploads : []))
  const uploads = useUploads(uploadIds)
  const hasAllFiles = uploads.every(({ status }) => status !== 'uploading' && status !== 'failed')
  const canStart = fields.length > 0 && rows.length > 0 && !hasProblems && hasAllFiles

  const start = async () => {
    setProblem(null)
    const batch = { appId, name: name.slice(-200), columns, fields, rows }
    const content = JSON.stringify(batch)
    const { size } = new Blob([content])
    if (size > maxBatchBytes - 1_000) {
      const limit = format.number(maxBatchBytes / bytesOfMb)
      setProblem(
        t('tooLarge', { size: format.number(size / bytesOfMb, { maximumFractionDigits: 1 }), limit }),
      )
      return
    }
    // The same rows under the same key, however often it has to be sent.
    if (sent.current?.content !== content) sent.current = { content, sendKey: createSendKey() }
    const request: StartBatch = { ...batch, sendKey: sent.current.sendKey }
    setIsStarting(true)
    try {
      await ensureSession()
      const { id } = await postBatch(request)
      browserUploads.keep(uploadIds)
      announce(t('announceStarted'))
      router.push(`/batches/${id}`)
      // The sidebar learns that there are batches.
      router.refresh()
    } catch (error) {
      setIsStarting(false)
      setProblem(errors(error instanceof ApiError ? (error.code ?? 'offline') : 'internal'))
    }
  }

  return (
    <div className="sticky bottom-0 -mx-4 border-t border-line bg-ground px-4 py-4">
      {problem && <ErrorState text={problem} className="pb-3" />}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <p className="min-w-0 basis-60 grow text-sm text-pretty text-muted">
          {hasAllFiles ? t('runCount', { count: rows.length }) : t('filesWait')}
        </p>
        <Button
          variant="primary"
          disabled={!canStart || isStarting}
          isBusy={isStarting}
          onClick={() => (rows.length >= confirmedFrom ? setIsAsking(true) : void start())}
        >
          <Icon icon={Play} className="fill-current" />
          {t('startBatch')}
        </Button>
      </div>
      {isAsking && (
        <Suspense>
          <AlertDialog
            title={t('confirmTitle', { count: format.number(rows.length) })}
            text={t('confirmText')}
            confirm={t('startBatch')}
            tone="primary"
            isOpen={isAsking}
            onOpenChange={setIsAsking}
            onConfirm={() => void start()}
          />
        </Suspense>
      )}
    </div>
  )
}
