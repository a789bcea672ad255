'use client'

import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { cn } from '@/lib/cn'
import type { Message } from '@/lib/conversations/schema'
import type { Target } from '@/lib/targets/schema'
import { AnswerMessage } from './answer-message'
import { exchangeAt } from './asked'
import { EarlierMessages } from './earlier-messages'
import { useLiveChat, useLiveRunsState } from './live-runs'
import { answerKey, questionKey } from './live-runs-store'
import type { Sending } from './live-runs-store'
import { QuestionMessage } from './question-message'
import { SendFailure } from './send-failure'
import { toTurns } from './turns'
import type { ChatActions } from './use-chat-actions'
import { visibleMessages } from './visible-messages'

/** Turns near the end are always laid out; those above only when they come into view. */
const alwaysLaidOut = 3

type MessageListProps = {
  chatKey: string
  conversationId: string | null
  messages: Message[]
  earlierCursor: string | null
  name: string
  target: Target
  isBusy: boolean
  actions: ChatActions
}

export function MessageList(props: MessageListProps) {
  const { chatKey, conversationId, messages, earlierCursor, name, target, isBusy, actions } = props
  const t = useTranslations('chat')
  const sending = useLiveChat(chatKey, (chat) => chat.sending)
  const ids = useLiveChat(chatKey, (chat) => chat.ids)
  const keys = useLiveRunsState((state) => state.keys)
  const shown = useMemo(() => visibleMessages(messages, sending, ids), [messages, sending, ids])
  const turns = useMemo(() => toTurns(shown, keys), [shown, keys])
  const lastId = shown.at(-1)?.id
  const liveId = ids?.answerMessageId ?? null

  return (
    // The page's live region says what matters; reading every token aloud would not help anybody.
    <div
      role="log"
      aria-label={t('conversation')}
      aria-live="off"
      className="grid grid-cols-[minmax(0,1fr)] gap-8 pt-6 pb-8"
    >
      {conversationId !== null && earlierCursor !== null && (
        <EarlierMessages conversationId={conversationId} cursor={earlierCursor} />
      )}
      {turns.map((turn, index) => (
        <div
          key={turn.key}
          className={cn(
            'grid grid-cols-[minmax(0,1fr)] content-start gap-3',
            index < turns.length - alwaysLaidOut &&
              '[contain-intrinsic-size:auto_24rem] [content-visibility:auto]',
            // The question that was just asked stands near the top, and its answer grows into the space below.
            index === turns.length - 1 &&
              isAskedHere(turn.messages, keys, sending) &&
              'min-h-[calc(var(--view)-var(--dock)-3.5rem)]',
          )}
        >
          {turn.messages.map((message) =>
            message.role === 'person' ? (
              <QuestionMessage
                key={keys[message.id] ?? message.id}
                message={message}
                conversationId={conversationId}
                isUnsent={isUnsent(message, sending)}
                actions={actions}
              />
            ) : (
              <AnswerMessage
                key={keys[message.id] ?? message.id}
                message={message}
                name={name}
                chatKey={chatKey}
                isLive={message.id === liveId}
                isLast={message.id === lastId}
                {...exchangeAt(shown, shown.indexOf(message))}
                target={target}
                actions={actions}
              />
            ),
          )}
          {index === turns.length - 1 && sending?.state === 'failed' && sending.problem && (
            <SendFailure
              problem={sending.problem}
              hasText={sending.question !== null}
              isBusy={isBusy}
              actions={actions}
            />
          )}
        </div>
      ))}
    </div>
  )
}

function isUnsent(message: Message, sending: Sending | null): boolean {
  return sending !== null && sending.state !== 'accepted' && message.id === questionKey(sending)
}

function isAskedHere(messages: Message[], keys: Record<string, string>, sending: Sending | null): boolean {
  return messages.some(
    ({ id }) =>
      id in keys || (sending !== null && (id === questionKey(sending) || id === answerKey(sending))),
  )
}
