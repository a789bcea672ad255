'use client'

import { createContext, use } from 'react'

export const AskContext = createContext<((question: string) => void) | null>(null)

/** Sends a question from within a `NewConversation`: for opening questions and the like. */
export function useAsk(): (question: string) => void {
  const ask = use(AskContext)
  if (!ask) throw new Error('useAsk needs a NewConversation above it')
  return ask
}
