/** How a lane of a comparison is asked: the same request from every tab and after every reload. Pure. */
import type { SendRequest } from '@/components/chat/live-runs-store'
import type { Comparison } from '@/lib/comparisons/schema'

/** Under which what is live of a lane is kept until its conversation has come to be. */
export function laneKey(comparisonId: string, lane: number): string {
  return `comparison:${comparisonId}:${lane}`
}

/** @param lane counted from 0; it is one of the comparison's */
export function laneRequest(
  { id, question, lanes }: Pick<Comparison, 'id' | 'question' | 'lanes'>,
  lane: number,
): SendRequest {
  const asked = lanes[lane]
  if (!asked) throw new Error(`the comparison has no lane ${lane}`)
  const { target, settings } = asked
  return {
    request: {
      sendKey: laneSendKey(id, lane),
      target,
      conversationId: null,
      action: { kind: 'send', question },
      ...(settings && { settings }),
      comparison: { id, lane },
    },
    question,
    draftKey: laneKey(id, lane),
    isQueued: false,
    isAside: true,
  }
}

/** Always the same, so that a lane is never started twice: the comparison's own key with the lane at its end. */
function laneSendKey(comparisonId: string, lane: number): string {
  return `${comparisonId.slice(0, -1)}${lane}`
}
