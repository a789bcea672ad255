/** What a planned trip still needs to know, kept with the conversation under the call id of each question. */
import type { Conversation } from '../../state'
import type { Language } from '../../index/language'

export type Asked =
  | { stage: 'lake'; language: Language; wish: string; options: string[] }
  | { stage: 'dates'; language: Language; wish: string; lake: string }

export type TripMemory = {
  /** Every question asked, so that an earlier one can be answered anew. */
  calls: Map<string, Asked>
  /** The question that waits for its answer. */
  openCallId: string | null
  /** What the last plan was for. */
  planned: { lake: string; language: Language } | null
}

const name = 'trip'
const keptCalls = 40

export function openTrip(conversation: Conversation): TripMemory {
  // Only this function writes under the name.
  const known = conversation.memory.get(name) as TripMemory | undefined
  if (known) return known
  const fresh: TripMemory = { calls: new Map(), openCallId: null, planned: null }
  conversation.memory.set(name, fresh)
  return fresh
}

export function rememberCall(trip: TripMemory, callId: string, asked: Asked): void {
  trip.calls.set(callId, asked)
  trip.openCallId = callId
  const oldest = trip.calls.keys().next()
  if (trip.calls.size > keptCalls && !oldest.done) trip.calls.delete(oldest.value)
}
