'use client'

import { useTranslations } from 'use-intl'
import { browserUploads } from '@/components/uploads/browser-uploads'
import { FileList } from '@/components/uploads/file-list'
import { PendingFiles } from '@/components/uploads/pending-files'
import { useHeldFiles } from '@/components/uploads/use-held-files'
import { useRecall } from '@/components/uploads/use-uploads'
import { useToast } from '@/components/ui/toast'
import type { Upload } from '@/lib/uploads/schema'
import type { Attachments } from './use-attachments'

type AttachedFilesProps = {
  attachments: Attachments
  /** The person has sent the message. */
  isHeld: boolean
  /** All bytes are with the server. */
  onReady: (uploads: Upload[]) => void
  onCancel: () => void
}

/** The rows above the message box; while the message is held, what it waits for. */
export function AttachedFiles({ attachments, isHeld, onReady, onCancel }: AttachedFilesProps) {
  const { ids, isAdding, change, replace } = attachments
  const t = useTranslations('uploads')
  const showToast = useToast()
  useRecall(ids, (gone) => {
    change(ids.filter((id) => !gone.includes(id)))
    showToast({ message: t('gone', { count: gone.length }) })
  })
  const uploads = useHeldFiles(ids, isHeld && !isAdding, (ready) => {
    browserUploads.keep(ids)
    onReady(ready)
  })
  if (ids.length === 0) return null

  const leaveOut = (gone: readonly string[]) => {
    change(ids.filter((id) => !gone.includes(id)))
    for (const id of gone) browserUploads.remove(id)
  }
  return (
    <div className="border-b border-line px-3 pt-1">
      <FileList
        ids={ids}
        isFrozen={isHeld}
        onChange={change}
        className="scroll-quiet max-h-[30vh] overflow-y-auto"
      />
      {isHeld && (
        <div className="flex border-t border-line py-2.5">
          <PendingFiles uploads={uploads} onCancel={onCancel} onLeaveOut={leaveOut} onReplace={replace} />
        </div>
      )}
    </div>
  )
}
