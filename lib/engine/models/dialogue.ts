/** Reads the messages of a request: who said what, and what is asked now. */
import type { ChatMessage, ChatRequest, ContentPart } from './chat-request'

/** A question and what was answered to it. */
export type DialogueTurn = { question: string; answer: string }

export type ToolResult = { id: string; name: string; arguments: string; output: string }

export type Dialogue = {
  system: string
  /** Before the question, oldest first. */
  turns: DialogueTurn[]
  question: string
  /** Of the question's message, other than text. */
  parts: ContentPart[]
  /** Of all messages before, oldest first. */
  earlierParts: ContentPart[]
  /** Functions that were called for this question, with what they gave. */
  results: ToolResult[]
}

export function readDialogue(messages: ChatMessage[]): Dialogue {
  const asked = messages.findLastIndex(({ role }) => role === 'user')
  const turns: DialogueTurn[] = []
  for (const message of messages.slice(0, Math.max(0, asked))) {
    if (message.role === 'user') turns.push({ question: textOf(message.content), answer: '' })
    const turn = turns.at(-1)
    if (message.role === 'assistant' && turn) turn.answer += textOf(message.content)
  }
  const before = messages.slice(0, Math.max(0, asked))
  return {
    system: messages
      .filter(({ role }) => role === 'system')
      .map(({ content }) => textOf(content))
      .join('\n'),
    turns,
    question: textOf(messages[asked]?.content),
    parts: partsOf(messages[asked]?.content),
    earlierParts: before.flatMap(({ content }) => partsOf(content)),
    results: readResults(messages.slice(asked + 1)),
  }
}

function readResults(messages: ChatMessage[]): ToolResult[] {
  const calls = messages.flatMap((message) =>
    message.role === 'assistant' ? (message.tool_calls ?? []) : [],
  )
  return messages.flatMap((message) => {
    if (message.role !== 'tool') return []
    const call = calls.find(({ id }) => id === message.tool_call_id)
    const given = call?.function?.arguments
    return {
      id: message.tool_call_id,
      name: call?.function?.name ?? '',
      arguments: typeof given === 'string' ? given : JSON.stringify(given ?? {}),
      output: textOf(message.content),
    }
  })
}

export function lastQuestion(messages: ChatRequest['messages']): string {
  return textOf(messages.findLast(({ role }) => role === 'user')?.content)
}

export function textOf(content: ChatMessage['content'] | undefined): string {
  if (typeof content === 'string') return content
  return (content ?? [])
    .flatMap((part) => (part.type === 'text' ? [part.text] : []))
    .join('\n')
    .trim()
}

function partsOf(content: ChatMessage['content'] | undefined): ContentPart[] {
  return Array.isArray(content) ? content.filter(({ type }) => type !== 'text') : []
}
