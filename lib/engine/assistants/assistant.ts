import type { Exchange } from '../agents/agent'
import type { AssistantReply } from './reply'
import type { AssistantToolType } from './reply'

type Localized = { en: string; zh: string }

export type AssistantCard = {
  id: string
  name: Localized
  description: Localized
  tools: AssistantToolType[]
  tags: { key: string; label: string }[]
  openingQuestions: { en: string[]; zh: string[] }
}

export type EngineAssistant = {
  card: AssistantCard
  /**
   * Answers one question and leaves its suggestions in the conversation. Resolves `'closed'` when it ended the response
   * itself, otherwise the last chunk and `[DONE]` (or the one body) follow.
   */
  answer(reply: AssistantReply, exchange: Exchange): Promise<'closed' | void>
}
