import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from '../answer'

/** One thing in the agent platform's list of variables; dialogue agents have none. */
export type EngineVariable = {
  id: string
  type: string
  name: string
  tips: string
  allowed_values: string[]
  /** Of the older type `input_template`: its parts, and the text with `{{name}}` that they are put into. */
  input_template: { options: VariablePart[]; splicing_template?: string }
}

export type VariablePart = { id: string; type: string; name: string; allow_values?: string[] }

/** What the documents allow: ids as numbers, missing fields, types of tomorrow. */
export type OddVariable = Record<string, unknown>

/** The bare exchange, for an agent that has to break HTTP itself. */
export type Exchange = { request: IncomingMessage; response: ServerResponse }

export type EngineAgent = {
  variables: (EngineVariable | OddVariable)[]
  /**
   * Answers one question. Resolves `'closed'` when it ended the response itself, otherwise the engine writes the
   * last chunk and `[DONE]` (or the synchronous body).
   */
  answer(answer: Answer, exchange: Exchange): Promise<'closed' | void>
}

/** A variable as the platform lists it, with what most of them leave empty. */
export function newVariable(
  id: string,
  type: string,
  name: string,
  rest: { tips?: string; options?: string[] } = {},
): EngineVariable {
  return {
    id,
    type,
    name,
    tips: rest.tips ?? '',
    allowed_values: rest.options ?? [],
    input_template: { options: [] },
  }
}
