/** Makes a question of its own from one that leans on those before it. */
import { findFollowUp } from '../../agents/guide/follow-up'
import type { FollowUp } from '../../agents/guide/follow-up'
import { leansOnBefore } from '../../agents/leaning'
import type { Dialogue } from '../dialogue'

export type Standalone = {
  question: string
  /** What is wanted of an answer that was given. */
  followUp: FollowUp | null
  /** The earlier question that it leans on; null when it stands by itself. */
  earlier: string | null
}

const superlative = /\b(?:deep|larg|bigg|high|low|small|shallow|great)est\b|最[深大高低小浅]/i

export function standAlone({ question, turns }: Dialogue): Standalone {
  const earlier = turns.findLast((turn) => findFollowUp(turn.question) === null)?.question ?? null
  const followUp = findFollowUp(question)
  if (earlier === null) return { question, followUp: null, earlier: null }
  if (followUp) return { question: earlier, followUp, earlier }
  if (!leansOnBefore(question)) return { question, followUp: null, earlier: null }
  // “And the largest?” asks for something else of the same things.
  const kept = superlative.test(question) ? earlier.replace(superlative, '') : earlier
  return { question: `${kept} ${question}`, followUp: null, earlier }
}
