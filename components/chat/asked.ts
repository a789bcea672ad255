/** How messages of a path belong together: what an answer answers, and what was replied to a question in it. Pure. */
import type { Message } from '@/lib/conversations/schema'

type PersonMessage = Extract<Message, { role: 'person' }>

export type Exchange = {
  /** Null where it is not among the messages. */
  question: PersonMessage | null
  /** Of the workflow's question that it replies to. */
  callId: string | null
  /** What the person said next. */
  reply: string | null
}

/** @param messages a path, oldest first; @param index of an answer in it */
export function exchangeAt(messages: Message[], index: number): Exchange {
  const asked = messages.findLastIndex(({ role }, at) => at < index && role === 'person')
  const question = messages[asked]
  const before = messages[asked - 1]
  const next = messages[index + 1]
  return {
    question: question?.role === 'person' ? question : null,
    callId: before?.role === 'answer' ? openCall(before) : null,
    reply: next?.role === 'person' ? next.text : null,
  }
}

function openCall({ run }: Extract<Message, { role: 'answer' }>): string | null {
  if (run.status !== 'done') return null
  const last = run.parts.findLast((part) => part.type === 'question')
  return last?.type === 'question' ? last.question.callId : null
}
