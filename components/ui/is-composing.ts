import type { KeyboardEvent } from 'react'

/**
 * Whether a key belongs to an input method that is choosing a candidate, so that Enter confirms and does not send.
 * Safari ends the composition before the Enter that confirmed it and marks that key with code 229.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229
}
