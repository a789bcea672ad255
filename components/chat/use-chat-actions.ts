'use client'

import { useMemo } from 'react'
import type { Target } from '@/lib/conversations/schema'
import { useDrafts } from '@/components/composer/drafts'
import type { StartRun } from '@/lib/runs/start-run-schema'
import { isBusy } from './live-runs-store'
import { useLiveRuns } from './live-runs'
import { createSendKey } from './send-key'

export type ChatActions = {
  /** Sends, or queues behind an answer that is being written; false when neither was possible. */
  ask: (question: string) => boolean
  regenerate: (userMessageId: string) => void
  edit: (userMessageId: string, question: string) => boolean
  answer: (callId: string, text: string) => boolean
  retry: () => void
  /** Puts a message that was not sent back into the box. */
  putBack: () => void
  dismiss: () => void
  stop: () => void
  sendQueued: (sendKey: string) => void
}

type Chat = { chatKey: string; draftKey: string; conversationId: string | null; target: Target }

/** What a person can do in a chat; the same object as long as the chat is the same. */
export function useChatActions({ chatKey, draftKey, conversationId, target }: Chat): ChatActions {
  const liveRuns = useLiveRuns()
  const drafts = useDrafts()
  const { family, id } = target
  return useMemo(() => {
    const start = (action: StartRun['action'], question: string | null) => {
      // The key is made here, where a person has pressed: a retry keeps it.
      const request = { sendKey: createSendKey(), target: { family, id }, conversationId, action }
      return liveRuns.send(chatKey, { request, question, draftKey, isQueued: false })
    }
    const isRunning = () => isBusy(liveRuns.store.getState().chats[chatKey] ?? null)
    return {
      ask: (question) => {
        if (question.trim() === '') return false
        if (!isRunning()) return start({ kind: 'send', question }, question)
        if (conversationId === null) return false
        drafts.enqueue(conversationId, { sendKey: createSendKey(), target: { family, id }, text: question })
        return true
      },
      regenerate: (userMessageId) => void start({ kind: 'regenerate', userMessageId }, null),
      edit: (userMessageId, question) =>
        question.trim() !== '' && start({ kind: 'edit', userMessageId, question }, question),
      answer: (callId, text) => text.trim() !== '' && start({ kind: 'answer', callId, question: text }, text),
      retry: () => liveRuns.retry(chatKey),
      putBack: () => {
        const sending = liveRuns.discard(chatKey)
        if (!sending?.question) return
        const draft = drafts.store.getState().drafts[draftKey]
        drafts.setDraft(draftKey, draft ? `${sending.question}\n\n${draft}` : sending.question)
      },
      dismiss: () => void liveRuns.discard(chatKey),
      stop: () => liveRuns.stop(chatKey),
      sendQueued: (sendKey) => {
        if (conversationId !== null) liveRuns.sendQueued(conversationId, sendKey)
      },
    }
  }, [liveRuns, drafts, chatKey, draftKey, conversationId, family, id])
}
