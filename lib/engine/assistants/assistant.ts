import type { Exchange } from '../agents/agent'
import type { Language } from '../index/language'
import type { AssistantReply, AssistantToolType } from './reply'

export type AssistantCard = {
  id: string
  name: Record<Language, string>
  description: Record<Language, string>
  tools: AssistantToolType[]
  tags: { key: string; label: string }[]
  openingQuestions: Record<Language, string[]>
}

export type EngineAssistant = {
  card: AssistantCard
  /**
   * Answers one question and leaves its suggestions in the conversation. Resolves `'closed'` when it ended the response
   * itself, otherwise the last chunk and `[DONE]` (or the one body) follow.
   */
  answer(reply: AssistantReply, exchange: Exchange): Promise<'closed' | void>
}
