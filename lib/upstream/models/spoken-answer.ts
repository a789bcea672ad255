import type { Answer } from '../answer'
import { joinAudio } from './join-audio'

/** Characters of base64 of a spoken answer; what comes after them is left out. */
export const maxSoundLength = 32 * 1024 * 1024

export type SpokenAnswer = {
  /** @param id that upstream gives it; the first one counts */
  add(segment: string, id: string | null): void
  /** Tells all of it: it can be heard once it is whole. */
  settle(): void
}

/** The sound of one answer, which comes in segments of base64. @param ownId when upstream gives it none */
export function createSpokenAnswer(answer: Answer, ownId: string): SpokenAnswer {
  const segments: string[] = []
  let mediaId = ownId
  let length = 0
  return {
    add(segment, id) {
      length += segment.length
      if (length > maxSoundLength) return answer.addNotice('event_limit')
      if (segments.length === 0) {
        mediaId = id ?? ownId
        answer.addPiece({ type: 'media', mediaId, media: { kind: 'audio', url: null } })
      }
      segments.push(segment)
    },
    settle() {
      const whole = joinAudio(segments)
      if (!whole || answer.isRetracted()) return
      const url = `data:${whole.mediaType};base64,${whole.base64}`
      answer.tell({ type: 'media', mediaId, media: { kind: 'audio', url } })
    },
  }
}
