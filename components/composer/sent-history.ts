/**
 * Walking through one's own earlier messages with the arrow keys, as in a shell: up from an empty box, further only
 * while the box still holds what was brought back.
 */
export type SentHistory = {
  /** The text to show, or null when the key is not for us. `sent` is newest first. */
  step: (direction: 'older' | 'newer', text: string, sent: string[]) => string | null
}

export function createSentHistory(): SentHistory {
  let index = -1
  return {
    step: (direction, text, sent) => {
      if (index >= 0 && text !== sent[index]) index = -1
      if (index < 0 && text !== '') return null
      const next = index + (direction === 'older' ? 1 : -1)
      if (next >= sent.length || (index < 0 && next < 0)) return null
      index = next
      return next < 0 ? '' : (sent[next] ?? null)
    },
  }
}
