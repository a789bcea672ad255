'use client'

import { useEffect, useState } from 'react'
import type { MessageList } from './message-list'

type List = typeof MessageList

/** First signs that somebody is about to ask, and the network's return for a page that had lost it. */
const signs = ['keydown', 'pointerdown', 'pointerover', 'online'] as const
const idleMs = 2_500

/**
 * The transcript's code, which a start page does without at first: loaded with the first sign that somebody is about
 * to ask, else when the page has been at rest for a while. Null until it is there.
 */
export function useMessageList(isNeeded: boolean): List | null {
  const [list, setList] = useState<{ component: List } | null>(null)
  const isThere = list !== null
  useEffect(() => {
    if (isThere) return
    let isWanted = true
    const load = async () => {
      const { MessageList: component } = await import('./message-list')
      if (isWanted) setList({ component })
    }
    // A failure is tried again at the next sign.
    const tryToLoad = () => void load().catch(() => undefined)
    const timer = setTimeout(tryToLoad, isNeeded ? 0 : idleMs)
    for (const sign of signs) addEventListener(sign, tryToLoad, { passive: true })
    return () => {
      isWanted = false
      clearTimeout(timer)
      for (const sign of signs) removeEventListener(sign, tryToLoad)
    }
  }, [isNeeded, isThere])
  return list?.component ?? null
}
