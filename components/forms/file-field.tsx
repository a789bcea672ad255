'use client'

import Upload from 'lucide-react/icons/upload'
import { useEffect, useRef, useState } from 'react'
import type { DragEvent } from 'react'
import { useTranslations } from 'use-intl'
import { droppedFiles, pastedFiles } from '@/components/uploads/dropped-files'
import { FileList } from '@/components/uploads/file-list'
import { Icon } from '@/components/ui/icon'
import { cn } from '@/lib/cn'
import { acceptOf } from '@/lib/uploads/limits'
import type { UploadKind } from '@/lib/uploads/schema'
import type { FrameIds } from './field-frame'

type FileFieldProps = FrameIds & {
  kinds: readonly UploadKind[]
  /** Formats and limits, to be read before one chooses. */
  limits: string
  ids: readonly string[]
  isFrozen: boolean
  onAdd: (files: File[]) => void
  onChange: (ids: string[]) => void
}

/** A zone that takes files by drop, paste and choice, and a row for each. */
export function FileField(props: FileFieldProps) {
  const { controlId, describedBy, isInvalid, kinds, limits, ids, isFrozen, onAdd, onChange } = props
  const t = useTranslations('forms')
  const [isOver, setIsOver] = useState(false)
  const take = (files: File[]) => {
    if (files.length > 0 && !isFrozen) onAdd(files)
  }
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!input.current?.files?.length) return
    // Chosen before the page came to life.
    take(Array.from(input.current.files))
    input.current.value = ''
    // oxlint-disable-next-line react/exhaustive-deps -- once, when it has
  }, [])
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    void droppedFiles(event.dataTransfer).then(take)
  }
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={onDrop}
      onPaste={(event) => {
        const files = pastedFiles(event.clipboardData)
        if (files.length === 0) return
        event.preventDefault()
        take(files)
      }}
    >
      <div
        className={cn(
          'relative flex min-h-18 items-center justify-center rounded-control border border-dashed px-4 py-3.5 text-center text-pretty text-muted transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
          isOver ? 'border-accent bg-selected text-ink' : 'border-edge hover:bg-hover hover:text-ink',
          isInvalid && 'border-danger',
          isFrozen && 'border-line hover:bg-transparent hover:text-muted',
        )}
      >
        <span className="grid gap-1">
          <span aria-hidden className="flex items-center justify-center gap-2.5 text-ui">
            <Icon icon={Upload} />
            {isOver ? (
              t('dropNow')
            ) : (
              <>
                <span className="touch:hidden">{t('dropHere')}</span>
                <span className="hidden touch:inline">{t('chooseFiles')}</span>
              </>
            )}
          </span>
          <span id={`${controlId}-limits`} className="text-xs">
            {limits}
          </span>
        </span>
        <input
          ref={input}
          id={controlId}
          type="file"
          multiple
          disabled={isFrozen}
          accept={acceptOf(kinds)}
          aria-describedby={[`${controlId}-limits`, describedBy].filter(Boolean).join(' ')}
          aria-invalid={isInvalid || undefined}
          onChange={({ currentTarget }) => {
            take(Array.from(currentTarget.files ?? []))
            // So that the same file can be chosen again after it was removed.
            currentTarget.value = ''
          }}
          className="absolute inset-0 cursor-pointer opacity-0 disabled:cursor-default"
        />
      </div>
      <FileList ids={ids} isFrozen={isFrozen} onChange={onChange} className="mt-1" />
    </div>
  )
}
