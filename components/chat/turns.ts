/** Messages as turns: a question with the answers below it. Pure. */
import type { Message } from '@/lib/conversations/schema'

export type Turn = { key: string; messages: Message[] }

/** @param keys element keys of messages that were drawn before their id was known */
export function toTurns(messages: Message[], keys: Record<string, string>): Turn[] {
  const turns: Turn[] = []
  for (const message of messages) {
    const turn = turns.at(-1)
    if (turn && message.role === 'answer') turn.messages.push(message)
    else turns.push({ key: keys[message.id] ?? message.id, messages: [message] })
  }
  return turns
}
