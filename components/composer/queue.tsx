'use client'

import Paperclip from 'lucide-react/icons/paperclip'
import Pencil from 'lucide-react/icons/pencil'
import SendHorizontal from 'lucide-react/icons/send-horizontal'
import Trash from 'lucide-react/icons/trash-2'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { useDrafts, useDraftsState } from './drafts'
import type { QueuedMessage } from './drafts-store'
import { oversize } from './question-size'
import { useEnterToSend } from './use-enter-to-send'

type QueueProps = {
  conversationId: string
  isRunning: boolean
  onSendNow: (sendKey: string) => void
}

const empty: QueuedMessage[] = []

/** What was sent while an answer is being written, above the box. */
export function Queue({ conversationId, isRunning, onSendNow }: QueueProps) {
  const t = useTranslations('composer')
  const drafts = useDrafts()
  const queue = useDraftsState((state) => state.queues[conversationId] ?? empty)
  if (queue.length === 0) return null
  return (
    <div className="mb-2 animate-rise rounded-panel border border-line bg-raised px-2 py-1.5 text-sm">
      <p className="px-2 pb-0.5 text-xs text-muted">{isRunning ? t('queuedHint') : t('queueHeld')}</p>
      <ul aria-label={t('queue')} className="scroll-quiet max-h-[30vh] overflow-y-auto">
        {queue.map((message) => (
          <QueuedLine
            key={message.sendKey}
            message={message}
            onEdit={(text) => drafts.editQueued(conversationId, message.sendKey, text)}
            onDelete={() => drafts.removeQueued(conversationId, message.sendKey)}
            onSendNow={() => onSendNow(message.sendKey)}
          />
        ))}
      </ul>
    </div>
  )
}

type QueuedLineProps = {
  message: QueuedMessage
  onEdit: (text: string) => void
  onDelete: () => void
  onSendNow: () => void
}

function QueuedLine({ message, onEdit, onDelete, onSendNow }: QueuedLineProps) {
  const t = useTranslations('composer')
  const drafts = useDrafts()
  const { sendKey, text, attachments } = message
  const [isEditing, setIsEditing] = useState(false)
  const editButton = useRef<HTMLButtonElement>(null)
  useEffect(() => () => void drafts.endEdit(sendKey), [drafts, sendKey])
  const open = () => {
    drafts.beginEdit(sendKey)
    setIsEditing(true)
  }
  const close = () => {
    setIsEditing(false)
    if (drafts.endEdit(sendKey)) return onSendNow()
    requestAnimationFrame(() => editButton.current?.focus())
  }
  return (
    <li className="flex items-center gap-1 pl-2">
      {isEditing ? (
        <EditField
          text={text}
          onSave={(next) => {
            onEdit(next)
            close()
          }}
          onCancel={close}
        />
      ) : (
        <>
          <span dir="auto" className="line-clamp-2 min-w-0 grow break-words">
            {text}
            {attachments.length > 0 && (
              <span className="flex min-w-0 items-center gap-1.5 text-muted">
                <Icon icon={Paperclip} className="size-3.5" />
                <span className="truncate">{attachments.map(({ name }) => name).join(', ')}</span>
              </span>
            )}
          </span>
          <IconButton ref={editButton} icon={Pencil} label={t('editQueued')} size="small" onClick={open} />
          <IconButton icon={Trash} label={t('deleteQueued')} size="small" onClick={onDelete} />
          <IconButton icon={SendHorizontal} label={t('sendNow')} size="small" onClick={onSendNow} />
        </>
      )}
    </li>
  )
}

type EditFieldProps = { text: string; onSave: (text: string) => void; onCancel: () => void }

function EditField({ text, onSave, onCancel }: EditFieldProps) {
  const t = useTranslations('composer')
  const [value, setValue] = useState(text)
  const canSave = value.trim() !== '' && oversize(value) === null
  const save = () => {
    if (canSave) onSave(value)
  }
  const keys = useEnterToSend(save, onCancel)
  return (
    <div className="flex min-w-0 grow flex-wrap items-end justify-end gap-1 py-1">
      <textarea
        ref={focusOnce}
        dir="auto"
        rows={1}
        value={value}
        aria-label={t('editQueued')}
        onChange={(event) => setValue(event.currentTarget.value)}
        {...keys}
        className="scroll-quiet max-h-40 min-w-40 grow resize-none rounded-control border border-edge bg-ground px-2 py-1 text-base outline-none [field-sizing:content] focus-visible:border-accent md:text-ui"
      />
      <Button size="small" onClick={onCancel}>
        {t('cancelEdit')}
      </Button>
      <Button size="small" variant="outline" disabled={!canSave} onClick={save}>
        {t('saveQueued')}
      </Button>
    </div>
  )
}

/** When it appears. */
function focusOnce(field: HTMLTextAreaElement | null): void {
  field?.focus()
}
