'use client'

import { useEffect } from 'react'
import type { RefObject } from 'react'

/**
 * Keeps the lane in view that was used last, when there is suddenly room for one only: beside the sources of an answer,
 * or after the phone was turned.
 */
export function useHeldLane(track: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = track.current
    if (!element) return
    let used: Element | null = null
    const onUse = ({ target }: Event) => {
      used = target instanceof Element ? target.closest('[data-lane]') : null
    }
    const observer = new ResizeObserver(() => {
      used?.scrollIntoView({ inline: 'start', block: 'nearest', behavior: 'instant' })
    })
    observer.observe(element)
    element.addEventListener('pointerdown', onUse)
    element.addEventListener('focusin', onUse)
    return () => {
      observer.disconnect()
      element.removeEventListener('pointerdown', onUse)
      element.removeEventListener('focusin', onUse)
    }
  }, [track])
}
