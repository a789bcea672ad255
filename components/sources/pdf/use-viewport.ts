'use client'

import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { Rect } from '../geometry'
import { boundScale } from './pdf-layout'
import type { PdfLayout } from './pdf-layout'

export type View = { top: number; left: number; width: number; height: number }

/** A point of a page that stays where it is in the view while pages change their size around it. */
type Anchor = { index: number; x: number; y: number; viewX: number; viewY: number }

export type Viewport = {
  scroller: RefObject<HTMLDivElement | null>
  view: View
  /** Brings a rectangle of a page into the view; null: its upper edge. */
  goTo: (index: number, rect: Rect | null) => void
  /** Keeps the point in the middle of the view, or this one, through the next change of scale. */
  hold: (point?: { x: number; y: number }) => void
}

const margin = 24

/** What of the pages is in view. Scrolls only when it is told to, or when pages above change their size. */
export function useViewport(layout: PdfLayout | null): Viewport {
  const scroller = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<View>({ top: 0, left: 0, width: 0, height: 0 })
  const anchor = useRef<Anchor | null>(null)
  const expected = useRef({ top: -1, left: -1 })

  const read = () => {
    const element = scroller.current
    if (!element) return
    const { scrollTop: top, scrollLeft: left, clientWidth: width, clientHeight: height } = element
    setView((old) =>
      old.top === top && old.left === left && old.width === width && old.height === height
        ? old
        : { top, left, width, height },
    )
  }
  const apply = () => {
    const element = scroller.current
    const held = anchor.current
    const page = held && layout?.pages[held.index]
    if (!element || !page) return
    element.scrollTop = page.top + held.y * page.height - held.viewY
    element.scrollLeft = page.left + held.x * page.width - held.viewX
    expected.current = { top: element.scrollTop, left: element.scrollLeft }
    read()
  }
  const hold = (point?: { x: number; y: number }) => {
    const element = scroller.current
    if (!element || !layout) return
    const viewX = point?.x ?? element.clientWidth / 2
    const viewY = point?.y ?? element.clientHeight / 2
    const y = element.scrollTop + viewY
    const after = layout.pages.findIndex((page) => page.top > y)
    const index = Math.max(0, (after === -1 ? layout.pages.length : after) - 1)
    const page = layout.pages[index]
    if (!page) return
    const x = element.scrollLeft + viewX
    anchor.current = {
      index,
      x: (x - page.left) / page.width,
      y: (y - page.top) / page.height,
      viewX,
      viewY,
    }
  }
  const goTo = (index: number, rect: Rect | null) => {
    const element = scroller.current
    const page = layout?.pages[index]
    if (!element || !page) return
    const { clientWidth: width, clientHeight: height } = element
    const wanted = rect ?? { left: 0, top: 0, width: page.width, height: 0 }
    const isTall = wanted.height > height - 2 * margin
    const viewY =
      rect === null ? margin / 2 : isTall ? margin : Math.max(margin, (height - wanted.height) * 0.4)
    // Sideways only as far as needed.
    const fits = page.width <= width
    const leftNow = page.left + wanted.left - element.scrollLeft
    const isInside = leftNow >= 0 && leftNow + Math.min(wanted.width, width) <= width
    const viewX = fits || isInside ? leftNow : margin
    anchor.current = { index, x: wanted.left / page.width, y: wanted.top / page.height, viewX, viewY }
    apply()
  }

  const onLayout = useEffectEvent(apply)
  useLayoutEffect(() => onLayout(), [layout])
  const onScroll = useEffectEvent(() => {
    const element = scroller.current
    if (!element) return
    const { top, left } = expected.current
    if (Math.abs(element.scrollTop - top) > 1 || Math.abs(element.scrollLeft - left) > 1) hold()
    expected.current = { top: -1, left: -1 }
    read()
  })
  const onResize = useEffectEvent(read)
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(() => onResize())
    observer.observe(element)
    const listener = () => onScroll()
    element.addEventListener('scroll', listener, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', listener)
    }
  }, [scroller])
  return { scroller, view, goTo, hold }
}

/** Ctrl or ⌘ with the wheel, and two fingers: zoom about the point between them. */
export function useZoomGestures(
  scroller: RefObject<HTMLElement | null>,
  scale: number,
  onZoom: (scale: number, point: { x: number; y: number }) => void,
): void {
  const wheel = useEffectEvent((event: WheelEvent, element: HTMLElement) => {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY
    onZoom(boundScale(scale * Math.exp(-pixels / 400)), pointIn(element, event.clientX, event.clientY))
  })
  const pinch = useRef<{ distance: number; scale: number } | null>(null)
  const touch = useEffectEvent((event: TouchEvent, element: HTMLElement) => {
    const [one, other] = event.touches
    if (!one || !other) {
      pinch.current = null
      return
    }
    if (event.cancelable) event.preventDefault()
    const distance = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1
    pinch.current ??= { distance, scale }
    const point = pointIn(element, (one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2)
    onZoom(boundScale((pinch.current.scale * distance) / pinch.current.distance), point)
  })
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const onWheel = (event: WheelEvent) => wheel(event, element)
    const onTouch = (event: TouchEvent) => touch(event, element)
    // Not passive: the browser would zoom the whole page instead.
    element.addEventListener('wheel', onWheel, { passive: false })
    for (const name of touchEvents) element.addEventListener(name, onTouch, { passive: false })
    return () => {
      element.removeEventListener('wheel', onWheel)
      for (const name of touchEvents) element.removeEventListener(name, onTouch)
    }
  }, [scroller])
}

const touchEvents = ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const

function pointIn(element: HTMLElement, x: number, y: number): { x: number; y: number } {
  const { left, top } = element.getBoundingClientRect()
  return { x: x - left, y: y - top }
}
