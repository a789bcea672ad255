'use client'

import Pencil from 'lucide-react/icons/pencil'
import { memo, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { copyText } from '@/components/markdown/copy-text'
import { IconButton } from '@/components/ui/icon-button'
import { cn } from '@/lib/cn'
import type { Message } from '@/lib/conversations/schema'
import { actionsClass } from './actions-class'
import { useIsBusy } from './busy-context'
import { CopyButton } from './copy-button'
import { EditQuestion } from './edit-question'
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
          text={message.text}
          onCancel={close}
          onSend={(text) => {
            if (text === message.text) return close()
            if (actions.edit(message.id, text)) setIsEditing(false)
          }}
        />
      ) : (
        <p
          dir="auto"
          className={cn(
            'max-w-[min(var(--container-question),88%)] rounded-panel bg-selected px-4 py-2.5 text-base leading-7 break-words whitespace-pre-wrap transition-opacity',
            isUnsent && 'opacity-70',
          )}
        >
          {message.text}
        </p>
      )}
      {!isUnsent && !isEditing && (
        <QuestionActions
          message={message}
          conversationId={conversationId}
          editButton={editButton}
          onEdit={() => setIsEditing(true)}
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
  const isBusy = useIsBusy()
  return (
    <div className={actionsClass(message.versions.length > 1, 'mt-1 justify-end')}>
      <span className="px-1.5">
        <MessageTime at={message.createdAt} />
      </span>
      <CopyButton copy={() => copyText(message.text)} />
      {conversationId !== null && (
        <>
          <IconButton
            ref={editButton}
            icon={Pencil}
            label={t('edit')}
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
