'use client'

import { lazy, Suspense, useEffect, useLayoutEffect, useRef } from 'react'
import type { ReactNode, RefObject } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDrafts } from '@/components/composer/drafts'
import { Queue } from '@/components/composer/queue'
import { SourcesSide } from '@/components/sources/sources-side'
import { cn } from '@/lib/cn'
import type { Message, Transcript } from '@/lib/conversations/schema'
import type { AgentForm } from '@/lib/forms/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { Announcements } from './announcements'
import { AskContext } from './ask-context'
import { BusyContext } from './busy-context'
import { ChatDock, lastInputs } from './chat-dock'
import { FormRuns } from './form-runs'
import { JumpToLatest } from './jump-to-latest'
import { useLiveChat, useLiveRuns } from './live-runs'
import { isBusy as isChatBusy } from './live-runs-store'
import type { MessageList as List } from './message-list'
import { isAdmin } from './session'
import { useChatActions } from './use-chat-actions'
import { useDocumentTitle } from './use-document-title'
import { useScroll } from './use-scroll'
import { useUnfinished } from './use-unfinished'

// Only assistants that translate need it.
const TranslateChoice = lazy(async () => ({
  default: (await import('@/components/assistants/translate-choice')).TranslateChoice,
}))

type ChatViewProps = {
  /** Under which the store keeps what is live: the conversation's id, or a key of a new one. */
  chatKey: string
  draftKey: string
  conversationId: string | null
  /** Null: nothing is known yet, or nothing was said yet. */
  transcript: Transcript | null
  card: TargetCard
  /** What an agent asks for; null while that is not known, and for everything else. */
  form: AgentForm | null
  takesFocus: boolean
  accessory?: ReactNode
  /** Null while its code is on the way. */
  MessageList: typeof List | null
  /** In the transcript's place while there is nothing in it. */
  intro: ReactNode
}

const noMessages: Message[] = []

/** Transcript and composer. The same elements for a new chat and for the conversation that it becomes. */
export function ChatView(props: ChatViewProps) {
  const { chatKey, draftKey, conversationId, transcript, card, form, takesFocus } = props
  const { accessory, intro, MessageList } = props
  const t = useTranslations('composer')
  const locale = useLocale()
  const name = card.name[locale]
  const { target } = card
  const stored = transcript?.settings ?? null
  const actions = useChatActions({ chatKey, draftKey, conversationId, card, stored })
  const messages = transcript?.messages ?? noMessages
  const isBusy = useLiveChat(chatKey, isChatBusy) ?? false
  // Before the form is known, earlier runs of one say that there is one.
  const hasForm = form ? form.kind === 'form' : lastInputs(messages) !== null
  const sentKey = useLiveChat(chatKey, ({ sending }) => sending?.request.sendKey ?? null)
  const isQueued = useLiveChat(chatKey, ({ sending }) => sending?.isQueued ?? false) ?? false
  const isEmpty = messages.length === 0 && sentKey === null
  useDocumentTitle(transcript?.conversation.title ?? null)
  useUnfinished(conversationId, transcript)
  useUnconfirmed(chatKey, draftKey, messages)

  const withLanguages = (
    <>
      {accessory}
      <Suspense>
        <TranslateChoice draftKey={draftKey} target={target} transcript={transcript} />
      </Suspense>
    </>
  )

  const liveRuns = useLiveRuns()
  const findRun = (runId: string) => {
    const live = liveRuns.store.getState().chats[chatKey]?.run
    if (live?.id === runId) return live
    const answer = messages.find((message) => message.role === 'answer' && message.run.id === runId)
    return answer?.role === 'answer' ? answer.run : null
  }

  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const dock = useRef<HTMLDivElement>(null)
  useHeights(scroller, dock)
  const { isFollowing, hasNew, jumpToEnd } = useScroll({
    scroller,
    content,
    firstId: messages[0]?.id,
    // What waited in the queue is sent while the reader may be anywhere.
    sentKey: isQueued ? null : sentKey,
    isActive: !isEmpty && MessageList !== null,
  })

  return (
    <BusyContext value={isBusy}>
      <FormRuns
        form={form}
        appId={target.id}
        agentName={name}
        conversationId={conversationId}
        onRun={actions.send}
      >
        <SourcesSide findRun={findRun} isAdmin={isAdmin}>
          <div
            ref={scroller}
            data-scroller
            className="scroll-quiet flex min-h-0 grow flex-col overflow-x-hidden overflow-y-auto overscroll-contain [scroll-padding-bottom:var(--dock)]"
          >
            <div ref={content} className="mx-auto flex w-full max-w-column grow flex-col px-4">
              {isEmpty || !MessageList ? (
                <AskContext value={actions.send}>{intro}</AskContext>
              ) : (
                <MessageList
                  chatKey={chatKey}
                  conversationId={conversationId}
                  messages={messages}
                  earlierCursor={transcript?.earlierCursor ?? null}
                  name={name}
                  target={target}
                  isBusy={isBusy}
                  actions={actions}
                />
              )}
            </div>
            <div ref={dock} className={cn('sticky bottom-0 z-10 shrink-0', hasForm && isEmpty && 'hidden')}>
              <div
                aria-hidden
                className="pointer-events-none absolute inset-x-0 -top-8 bottom-0 -z-10 bg-linear-to-t from-ground from-70% to-transparent"
              />
              <div className="relative mx-auto w-full max-w-[calc(var(--container-column)+2rem)] px-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] sm:px-4">
                {!isEmpty && !isFollowing && <JumpToLatest hasNew={hasNew} onJump={jumpToEnd} />}
                {conversationId !== null && (
                  <Queue conversationId={conversationId} isRunning={isBusy} onSendNow={actions.sendQueued} />
                )}
                <ChatDock
                  chatKey={chatKey}
                  draftKey={draftKey}
                  conversationId={conversationId}
                  card={card}
                  messages={messages}
                  stored={stored}
                  hasForm={hasForm}
                  isEmpty={isEmpty}
                  isBusy={isBusy}
                  takesFocus={takesFocus}
                  accessory={card.settings.includes('translate') ? withLanguages : accessory}
                  actions={actions}
                />
                <p className="hidden pt-1.5 text-center text-xs text-muted sm:block">{t('disclaimer')}</p>
              </div>
            </div>
          </div>
        </SourcesSide>
        <Announcements chatKey={chatKey} name={name} />
      </FormRuns>
    </BusyContext>
  )
}

/** Shows what an earlier page load sent without learning whether it arrived. */
function useUnconfirmed(chatKey: string, draftKey: string, messages: Message[]): void {
  const liveRuns = useLiveRuns()
  const drafts = useDrafts()
  useEffect(() => {
    const unsent = drafts.store.getState().unsent[draftKey]
    if (!unsent || liveRuns.store.getState().chats[chatKey]?.sending) return
    const { action } = unsent.request
    if (action.kind === 'regenerate') return drafts.forgetUnsent(draftKey)
    const { question } = action
    const hasArrived = messages.some(
      (message) =>
        message.role === 'person' && message.text === question && message.createdAt > unsent.sentAt - 60_000,
    )
    if (hasArrived) return drafts.forgetUnsent(draftKey)
    const { inputs = [], attachments = [] } = unsent
    liveRuns.restore(chatKey, { ...unsent, inputs, attachments, question, draftKey, isQueued: false })
    // Once for each chat: what happens later is sent by this page and known to it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [chatKey, draftKey])
}

/**
 * Tells the styles how high the view and the composer in it are, so that a new question can stand at the top above it.
 * A size container would say the former too, but it has the styles within looked at anew with every layout.
 */
function useHeights(scroller: RefObject<HTMLElement | null>, dock: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const view = scroller.current
    const composer = dock.current
    if (!view || !composer) return
    const measure = () => {
      view.style.setProperty('--view', `${view.clientHeight}px`)
      view.style.setProperty('--dock', `${Math.ceil(composer.offsetHeight)}px`)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(view)
    observer.observe(composer)
    return () => observer.disconnect()
  }, [scroller, dock])
}
