import type { Exchange } from '../agents/agent'
import type { AssistantReply } from './reply'
import type { AssistantToolType } from './reply'

/** As `assistant/list` tells it; one text has to do for both languages. */
export type AssistantCard = {
  id: string
  name: string
  description: string
  tools: AssistantToolType[]
  tags: { key: string; label: string }[]
  starterPrompts: string[]
}

export type EngineAssistant = {
  card: AssistantCard
  /**
   * Answers one question and leaves its suggestions in the conversation. Resolves `'closed'` when it ended the response
   * itself, otherwise the last chunk and `[DONE]` (or the one body) follow.
   */
  answer(reply: AssistantReply, exchange: Exchange): Promise<'closed' | void>
}
