'use client'

import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { RefObject } from 'react'
import type { Run } from '@/lib/runs/run'
import { useLiveRuns } from './live-runs'
import { isSelectingIn } from './scroll-controller'

/** The run as it is being written, else as it was stored; draws only the answer that is live. */
export function useShownRun(chatKey: string, isLive: boolean, stored: Run): Run {
  const { store } = useLiveRuns()
  return useSyncExternalStore(
    isLive ? store.subscribe : subscribeToNothing,
    () => (isLive ? store.getState().chats[chatKey]?.run : null) ?? stored,
    () => stored,
  )
}

/**
 * The parts as they were when the reader began to mark text in them, until the mark is gone: growing text would
 * take the mark away.
 */
export function useHeldParts(
  parts: Run['parts'],
  isGrowing: boolean,
  element: RefObject<HTMLElement | null>,
): Run['parts'] {
  const [held, setHeld] = useState<Run['parts'] | null>(null)
  const latest = useRef(parts)
  useEffect(() => {
    latest.current = parts
  }, [parts])
  useEffect(() => {
    if (!isGrowing) return
    const onSelection = () => {
      const isMarking = element.current !== null && isSelectingIn(element.current)
      setHeld((before) => (isMarking ? (before ?? latest.current) : null))
    }
    document.addEventListener('selectionchange', onSelection)
    return () => {
      document.removeEventListener('selectionchange', onSelection)
      setHeld(null)
    }
  }, [isGrowing, element])
  return held ?? parts
}

function subscribeToNothing(): () => void {
  return () => {}
}
