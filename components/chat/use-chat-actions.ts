'use client'

import { useMemo } from 'react'
import type { Asked } from '@/components/forms/asked'
import type { TargetCard } from '@/lib/targets/schema'
import type { ChatSettings } from '@/lib/targets/settings'
import { useDrafts } from '@/components/composer/drafts'
import type { StartRun } from '@/lib/runs/start-run-schema'
import { isBusy } from './live-runs-store'
import { useLiveRuns } from './live-runs'
import { createSendKey } from './send-key'
import { settingsOf } from './use-chat-settings'

export type ChatActions = {
  /** Sends, or queues behind an answer that is being written; false when neither was possible. */
  ask: (question: string) => boolean
  regenerate: (userMessageId: string) => void
  /** The same with values and files; of a message that is edited it makes another version. */
  send: (asked: Asked, editedMessageId: string | null) => boolean
  answer: (callId: string, text: string) => boolean
  retry: () => void
  /** Puts a message that was not sent back into the box. */
  putBack: () => void
  dismiss: () => void
  stop: () => void
  sendQueued: (sendKey: string) => void
}

type Chat = {
  chatKey: string
  draftKey: string
  conversationId: string | null
  card: TargetCard
  /** What the last run was asked with. */
  stored: ChatSettings | null
  /** It stands in no list. */
  isAside?: boolean
}

/** What a person can do in a chat; the same object as long as the chat is the same. */
export function useChatActions(chat: Chat): ChatActions {
  const { chatKey, draftKey, conversationId, card, stored, isAside = false } = chat
  const liveRuns = useLiveRuns()
  const drafts = useDrafts()
  const { family, id } = card.target
  const hasSettings = card.settings.length > 0
  return useMemo(() => {
    const target = { family, id }
    const withSettings = () =>
      hasSettings && { settings: settingsOf(drafts.store.getState(), { draftKey, target, stored }) }
    const start = (action: StartRun['action'], question: string | null, asked: Asked | null = null) => {
      // The key is made here, where a person has pressed: a retry keeps it.
      const request = { sendKey: createSendKey(), target, conversationId, action, ...withSettings() }
      const shown = asked && { inputs: asked.shownInputs, attachments: asked.attachments }
      return liveRuns.send(chatKey, { request, question, ...shown, draftKey, isQueued: false, isAside })
    }
    const send = (asked: Asked, editedMessageId: string | null) => {
      const { question, inputs, attachments } = asked
      if (question.trim() === '' && inputs.length === 0 && attachments.length === 0) return false
      const said = { question, inputs, attachments: attachments.map((upload) => upload.id) }
      if (editedMessageId !== null)
        return start({ kind: 'edit', userMessageId: editedMessageId, ...said }, question, asked)
      if (!isRunning()) return start({ kind: 'send', ...said }, question, asked)
      // Values of a form are not queued: the form itself waits.
      if (conversationId === null || inputs.length > 0) return false
      const sendKey = createSendKey()
      drafts.enqueue(conversationId, { sendKey, target, text: question, attachments, ...withSettings() })
      return true
    }
    const isRunning = () => isBusy(liveRuns.store.getState().chats[chatKey] ?? null)
    return {
      ask: (question) => send({ question, inputs: [], shownInputs: [], attachments: [] }, null),
      send,
      regenerate: (userMessageId) => void start({ kind: 'regenerate', userMessageId }, null),
      answer: (callId, text) => text.trim() !== '' && start({ kind: 'answer', callId, question: text }, text),
      retry: () => liveRuns.retry(chatKey),
      putBack: () => {
        const sending = liveRuns.discard(chatKey)
        if (!sending) return
        const { drafts: texts, attached } = drafts.store.getState()
        const draft = texts[draftKey]
        if (sending.question)
          drafts.setDraft(draftKey, draft ? `${sending.question}\n\n${draft}` : sending.question)
        const ids = sending.attachments?.map((upload) => upload.id) ?? []
        const known = attached[draftKey]
        if (ids.length === 0) return
        drafts.setAttached(draftKey, {
          draftId: known?.draftId ?? createSendKey(),
          ids: [...ids, ...(known?.ids ?? [])],
        })
      },
      dismiss: () => void liveRuns.discard(chatKey),
      stop: () => liveRuns.stop(chatKey),
      sendQueued: (sendKey) => {
        if (conversationId !== null) liveRuns.sendQueued(conversationId, sendKey)
      },
    }
  }, [liveRuns, drafts, chatKey, draftKey, conversationId, family, id, hasSettings, stored, isAside])
}
