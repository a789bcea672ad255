/** What a lane shows of its conversation. Pure. */
import { exchangeAt } from '@/components/chat/asked'
import type { Message } from '@/lib/conversations/schema'

export type LaneMessages = {
  /** The question first. */
  messages: Message[]
  /** Somebody has asked more in this conversation; that is not part of the comparison. */
  hasMore: boolean
}

/** The comparison's question, its answer, and what was said to and fro when the answer asked back. */
export function laneMessages(path: Message[]): LaneMessages {
  const end = path.findIndex((message, at) => at > 0 && message.role === 'person' && !isReply(path, at))
  const shown = path.slice(0, end < 0 ? path.length : end)
  return { messages: shown, hasMore: end >= 0 }
}

/** What the person said answers a question that the answer above it asked. */
function isReply(path: Message[], at: number): boolean {
  return exchangeAt(path, at + 1).callId !== null
}
