import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from '../answer'

/** One thing in the agent platform's list of variables; our dialogue agents have none. */
export type EngineVariable = {
  id: string
  type: string
  name: string
  tips: string
  allowed_values: string[]
  input_template: { options: never[] }
}

/** The bare exchange, for an agent that has to break HTTP itself. */
export type Exchange = { request: IncomingMessage; response: ServerResponse }

export type EngineAgent = {
  variables: EngineVariable[]
  /**
   * Answers one question. Resolves `'closed'` when it ended the response itself, otherwise the engine writes the
   * last chunk and `[DONE]` (or the synchronous body).
   */
  answer(answer: Answer, exchange: Exchange): Promise<'closed' | void>
}
