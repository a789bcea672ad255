/** Longer than Safari's trailing keydown takes, far shorter than a second press. */
const trailingMs = 40

type KeyLike = { isComposing?: boolean; keyCode?: number; timeStamp: number; nativeEvent?: KeyLike }

export type ImeGuard = {
  /** Give it to `onCompositionEnd`. */
  onCompositionEnd: (event: { timeStamp: number }) => void
  /** Whether a keydown belongs to choosing a candidate, so that Enter must not send, save or submit. */
  isComposing: (event: KeyLike) => boolean
}

/**
 * The one guard for every text input in which Enter does something. While a candidate is chosen Chrome and Firefox
 * say `isComposing`, older ones say key code 229, and Safari ends the composition first and sends the keydown of
 * the same press right after it.
 */
export function createImeGuard(): ImeGuard {
  let endedAt = Number.NEGATIVE_INFINITY
  return {
    onCompositionEnd: (event) => {
      endedAt = event.timeStamp
    },
    isComposing: (event) => {
      const native = event.nativeEvent ?? event
      if (native.isComposing === true || native.keyCode === 229) return true
      return native.timeStamp - endedAt < trailingMs
    },
  }
}
