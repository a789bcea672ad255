'use client'

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { createScrollController } from './scroll-controller'
import type { ScrollController, ScrollState } from './scroll-controller'

type ScrollParts = {
  scroller: RefObject<HTMLElement | null>
  content: RefObject<HTMLElement | null>
  /** The first message that is loaded: when it changes, something came in above. */
  firstId: string | undefined
  /** What was sent last: when it changes, the reader wants to see it. */
  sentKey: string | null
  isActive: boolean
}

/** Binds the scroll controller to a transcript. */
export function useScroll({ scroller, content, firstId, sentKey, isActive }: ScrollParts) {
  const [state, setState] = useState<ScrollState>({ isFollowing: true, hasNew: false })
  const controller = useRef<ScrollController | null>(null)
  useLayoutEffect(() => {
    if (!isActive || !scroller.current || !content.current) return
    const created = createScrollController(scroller.current, content.current, setState)
    controller.current = created
    return () => {
      created.close()
      controller.current = null
    }
  }, [isActive, scroller, content])

  const firstBefore = useRef(firstId)
  useLayoutEffect(() => {
    if (firstId !== firstBefore.current && firstBefore.current !== undefined) controller.current?.keepPlace()
    firstBefore.current = firstId
  }, [firstId])

  useEffect(() => {
    if (sentKey !== null) controller.current?.jumpToEnd()
  }, [sentKey])

  return { ...state, jumpToEnd: () => controller.current?.jumpToEnd() }
}
