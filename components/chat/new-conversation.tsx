'use client'

import { useQuery } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useAgentForm } from '@/components/forms/use-agent-form'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import type { AgentForm } from '@/lib/forms/schema'
import { transcriptOptions } from '@/lib/conversations/query-options'
import { ApiError } from '@/lib/http/get-json'
import { agentIdOf, targetKey } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { ChatView } from './chat-view'
import { useLiveChat, useLiveRunsState } from './live-runs'
import { createSendKey } from './send-key'
import { TargetChoice } from './target-choice'
import { TranscriptSkeleton } from './transcript-skeleton'
import { useMessageList } from './use-message-list'
import { useSession } from './use-session'

type NewConversationProps = {
  card: TargetCard
  /** Among which one can choose. */
  cards: TargetCard[]
  /** What an agent asks for; null while that is not known, and for everything else. */
  form: AgentForm | null
  userId: string | null
  /** In the composer, instead of the choice among `cards`. */
  accessory?: ReactNode
  autoFocus?: boolean
  /** Greeting, cards, opening questions: what stands there before anything is said. */
  children: ReactNode
}

/**
 * A composer that begins a conversation. When the server has accepted, the address becomes the conversation's own
 * while the page stays as it is, so that the stream goes on and nothing flashes.
 */
export function NewConversation(props: NewConversationProps) {
  const { card, cards, form: known, userId, accessory, autoFocus = false, children } = props
  useSession(userId)
  const conversationId = /^\/c\/([^/]+)$/.exec(usePathname())?.[1] ?? null
  const chatKey = useChatKey(conversationId)
  const startedId = useLiveRunsState(({ started }) => started[chatKey] ?? null)
  const shownId = conversationId ?? startedId
  const isSending = useLiveChat(chatKey, ({ sending }) => sending !== null) ?? false
  const MessageList = useMessageList(shownId !== null || isSending)
  const transcript = useQuery({ ...transcriptOptions(shownId ?? ''), enabled: shownId !== null })
  const started = transcript.data?.conversation.target
  const shownCard = (started && cards.find(({ target }) => targetKey(target) === targetKey(started))) ?? card
  const form = useAgentForm(agentIdOf(shownCard.target), known)

  useEffect(() => {
    if (startedId !== null && conversationId === null) {
      window.history.replaceState(null, '', `/c/${startedId}`)
    }
    // Only when the conversation comes to be; going on from it must not lead back.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [startedId])

  return (
    <ChatView
      chatKey={shownId ?? chatKey}
      draftKey={shownId ?? targetKey(card.target)}
      conversationId={shownId}
      transcript={shownId === null ? null : (transcript.data ?? null)}
      card={shownCard}
      form={form}
      takesFocus={autoFocus}
      accessory={
        accessory ?? (shownId === null && cards.length > 1 && <TargetChoice card={card} cards={cards} />)
      }
      MessageList={MessageList}
      intro={
        shownId === null ? (
          <div className="my-auto py-8">{children}</div>
        ) : transcript.isError ? (
          <Missing error={transcript.error} onRetry={() => void transcript.refetch()} />
        ) : (
          <TranscriptSkeleton />
        )
      }
    />
  )
}

/** A key for what is not a conversation yet; another one whenever a conversation is left for a new beginning. */
function useChatKey(conversationId: string | null): string {
  const [state, setState] = useState(() => ({ key: `new:${createSendKey()}`, conversationId }))
  if (state.conversationId === conversationId) return state.key
  const isLeft = state.conversationId !== null && conversationId === null
  const next = { key: isLeft ? `new:${createSendKey()}` : state.key, conversationId }
  setState(next)
  return next.key
}

function Missing({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const t = useTranslations('chat')
  const isAbsent = error instanceof ApiError && error.code === 'not_found'
  return (
    <div className="pt-6">
      <ErrorState text={isAbsent ? t('loadMissing') : t('loadFailed')}>
        {!isAbsent && (
          <Button size="small" variant="outline" onClick={onRetry}>
            {t('retry')}
          </Button>
        )}
      </ErrorState>
    </div>
  )
}
