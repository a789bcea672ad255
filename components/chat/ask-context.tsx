'use client'

import { createContext, use } from 'react'
import type { Asked } from '@/components/forms/asked'
import type { ChatActions } from './use-chat-actions'

export const AskContext = createContext<ChatActions['send'] | null>(null)

/** Sends a question from within a `NewConversation`: for opening questions and the like. */
export function useAsk(): (question: string) => void {
  const send = useSend()
  return (question) => void send({ question, inputs: [], shownInputs: [], attachments: [] })
}

/** The same with values and files; false when it was not taken. */
export function useSend(): (asked: Asked) => boolean {
  const send = use(AskContext)
  if (!send) throw new Error('useSend needs a NewConversation above it')
  return (asked) => send(asked, null)
}
