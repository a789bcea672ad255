'use client'

import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { enterAction, isTouchDevice, pressOf } from './enter-key'
import { createImeGuard } from './ime'

/** For a text box whose Enter sends as it does in the message box, and whose Escape gives up where there is a way to. */
export function useEnterToSend(send: () => void, giveUp?: () => void) {
  const [ime] = useState(createImeGuard)
  return {
    onCompositionEnd: ime.onCompositionEnd,
    onKeyDown: (event: KeyboardEvent) => {
      if (giveUp && event.key === 'Escape' && !ime.isComposing(event)) {
        event.stopPropagation()
        return giveUp()
      }
      const action = enterAction(pressOf(event), ime, isTouchDevice())
      if (!action) return
      event.preventDefault()
      if (action === 'send') send()
    },
  }
}
