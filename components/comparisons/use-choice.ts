'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import type { TargetCard } from '@/lib/targets/schema'
import { targetKey } from '@/lib/targets/schema'
import { startChoice, toRemembered } from './choice'

const storageKey = 'moonlake.compare'

/**
 * Whom the next comparison asks, remembered in this browser.
 *
 * @param asked keys that the address asks for
 */
export function useChoice(cards: TargetCard[], asked: string[]) {
  const remembered = useSyncExternalStore(subscribeToNothing, readStorage, () => null)
  const [chosen, setChosen] = useState<TargetCard[] | null>(null)
  const known = (key: string) => cards.filter(({ target }) => targetKey(target) === key)
  const choice = chosen ?? startChoice(cards, asked, remembered).flatMap(known)
  useEffect(() => {
    if (chosen) writeStorage(toRemembered(chosen.map(({ target }) => targetKey(target))))
  }, [chosen])
  return { choice, choose: setChosen }
}

function readStorage(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}

function writeStorage(text: string): void {
  try {
    localStorage.setItem(storageKey, text)
  } catch {
    // It is forgotten then.
  }
}

function subscribeToNothing(): () => void {
  return () => {}
}
