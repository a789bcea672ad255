/** Tokens as the documents report them: a Chinese character is one, four other characters are one. */
import { createHash } from 'node:crypto'
import { countTokens } from '../answer'
import type { EngineState } from '../state'
import type { ChatRequest } from './chat-request'
import { textOf } from './dialogue'

export type Usage = {
  prompt_tokens: number
  completion_tokens: number
  total_tokens: number
  prompt_tokens_details: { cached_tokens: number }
  completion_tokens_details: { reasoning_tokens: number }
}

export function toUsage(read: number, written: number, cached: number, reasoned: number): Usage {
  return {
    prompt_tokens: read,
    completion_tokens: written,
    total_tokens: read + written,
    prompt_tokens_details: { cached_tokens: cached },
    completion_tokens_details: { reasoning_tokens: reasoned },
  }
}

export function countUsage(
  state: EngineState,
  { messages, tools }: ChatRequest,
  reasoning: string,
  text: string,
): Usage {
  const toolTokens = tools ? countTokens(JSON.stringify(tools)) : 0
  const read = messages.reduce((sum, message) => sum + tokensOf(message.content), toolTokens)
  const reasoned = countTokens(reasoning)
  return toUsage(read, countTokens(text) + reasoned, countCached(state, messages), reasoned)
}

/** Tokens of the longest beginning of this conversation that was read before. Remembers the whole of it. */
function countCached(state: EngineState, messages: ChatRequest['messages']): number {
  const hash = createHash('sha256')
  let tokens = 0
  let cached = 0
  for (const message of messages) {
    hash.update(JSON.stringify([message.role, message.content]))
    tokens += tokensOf(message.content)
    const key = hash.copy().digest('base64')
    if (state.readPrompts.get(key)) cached = tokens
    state.readPrompts.set(key, true)
  }
  return cached
}

/** What a picture, a sound or a file costs whatever is in it. */
const partTokens = 256

function tokensOf(content: ChatRequest['messages'][number]['content']): number {
  const others = Array.isArray(content) ? content.filter(({ type }) => type !== 'text').length : 0
  return countTokens(textOf(content)) + others * partTokens
}
