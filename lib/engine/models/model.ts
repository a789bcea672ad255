import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ContentPart } from './chat-request'
import type { ModelAnswer } from './model-answer'

/** The bare exchange, for a model that has to break HTTP itself. */
export type Exchange = { request: IncomingMessage; response: ServerResponse }

export type EngineModel = {
  /** Parts that it takes beside text. */
  takes: Exclude<ContentPart['type'], 'text'>[]
  /** It answers one body with a refusal. */
  isStreamOnly?: boolean
  /**
   * Answers one request. Resolves with the reason of the end, nothing for `stop`, or `'closed'` when it ended the
   * response itself; otherwise the engine writes the last chunk and `[DONE]`, or the body.
   */
  answer(answer: ModelAnswer, exchange: Exchange): Promise<string | void>
}
