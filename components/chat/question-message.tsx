'use client'

import Pencil from 'lucide-react/icons/pencil'
import { memo, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { askedOf } from '@/components/forms/asked'
import { RunSummary } from '@/components/forms/run-summary'
import { copyText } from '@/components/markdown/copy-text'
import { IconButton } from '@/components/ui/icon-button'
import { SentFiles } from '@/components/uploads/sent-files'
import { cn } from '@/lib/cn'
import type { Message } from '@/lib/conversations/schema'
import { actionsClass } from './actions-class'
import { useIsBusy } from './busy-context'
import { CopyButton } from './copy-button'
import { EditQuestion } from './edit-question'
import { useOpenForm } from './form-runs'
import { MessageTime } from './message-time'
import type { ChatActions } from './use-chat-actions'
import { VersionPager } from './version-pager'

type QuestionMessageProps = {
  message: Extract<Message, { role: 'person' }>
  conversationId: string | null
  /** On its way, or kept because it could not be sent. */
  isUnsent: boolean
  actions: ChatActions
}

export const QuestionMessage = memo(function QuestionMessage(props: QuestionMessageProps) {
  const { message, conversationId, isUnsent, actions } = props
  const t = useTranslations('chat')
  const { text, inputs, attachments } = message
  const isForm = inputs.length > 0
  const openForm = useOpenForm()
  const [isEditing, setIsEditing] = useState(false)
  const editButton = useRef<HTMLButtonElement>(null)
  const close = () => {
    setIsEditing(false)
    requestAnimationFrame(() => editButton.current?.focus())
  }
  return (
    <article aria-label={t('you')} className="group/message flex flex-col items-end">
      {isEditing ? (
        <EditQuestion
          text={text}
          attachments={attachments}
          onCancel={close}
          onSend={(next, left) => {
            if (next === text && left.length === attachments.length) return close()
            const asked = { ...askedOf(message), question: next, attachments: left }
            if (actions.send(asked, message.id)) setIsEditing(false)
          }}
        />
      ) : (
        <div
          className={cn(
            'max-w-[min(var(--container-question),88%)] min-w-0 rounded-panel bg-selected px-4 py-2.5 transition-opacity',
            isUnsent && 'opacity-70',
          )}
        >
          {isForm && <RunSummary inputs={inputs} />}
          {attachments.length > 0 && <SentFiles uploads={attachments} className="mt-0.5 mb-1.5" />}
          {text !== '' && (
            <p dir="auto" className="text-base leading-7 break-words whitespace-pre-wrap">
              {text}
            </p>
          )}
        </div>
      )}
      {!isUnsent && !isEditing && (
        <QuestionActions
          message={message}
          conversationId={conversationId}
          editButton={editButton}
          onEdit={() => (isForm ? openForm({ inputs, editedMessageId: message.id }) : setIsEditing(true))}
        />
      )}
    </article>
  )
})

type QuestionActionsProps = Pick<QuestionMessageProps, 'message' | 'conversationId'> & {
  editButton: RefObject<HTMLButtonElement | null>
  onEdit: () => void
}

function QuestionActions({ message, conversationId, editButton, onEdit }: QuestionActionsProps) {
  const t = useTranslations('chat')
  const formText = useTranslations('forms')
  const isBusy = useIsBusy()
  return (
    <div className={actionsClass(message.versions.length > 1, 'mt-1 justify-end')}>
      <span className="px-1.5">
        <MessageTime at={message.createdAt} />
      </span>
      <CopyButton copy={() => copyText(wordsOf(message))} />
      {conversationId !== null && (
        <>
          <IconButton
            ref={editButton}
            icon={Pencil}
            label={message.inputs.length > 0 ? formText('editRun') : t('edit')}
            size="small"
            disabled={isBusy}
            onClick={onEdit}
          />
          <VersionPager
            conversationId={conversationId}
            messageId={message.id}
            versions={message.versions}
            isDisabled={isBusy}
          />
        </>
      )}
    </div>
  )
}

/** What was said, and what was filled in line by line. */
function wordsOf({ text, inputs, attachments }: QuestionMessageProps['message']): string {
  const values = inputs.map(({ name, value, uploads }) => {
    const names = uploads.map((upload) => upload.name).join(', ')
    return `${name}: ${names || value}`
  })
  return [...values, text, ...attachments.map(({ name }) => name)].filter(Boolean).join('\n')
}
