/**
 * The only one who scrolls a transcript. It follows the end while the reader is there; the smallest intent upwards
 * (wheel, touch, key, scrollbar) ends that, going back to the end begins it again.
 */
export type ScrollState = {
  /** At the end, and staying there as the text grows. */
  isFollowing: boolean
  /** Something came below while the reader was further up. */
  hasNew: boolean
}

export type ScrollController = {
  jumpToEnd: () => void
  /** After messages were put in above: what was in view stays where it was. */
  keepPlace: () => void
  close: () => void
}

/** Pixels from the end that still count as there. */
const nearEnd = 24
/** What grows so soon after a click in the transcript was opened by it, and stays where the reader is. */
const clickMs = 400

export function createScrollController(
  scroller: HTMLElement,
  content: HTMLElement,
  onChange: (state: ScrollState) => void,
): ScrollController {
  let state: ScrollState = { isFollowing: true, hasNew: false }
  let lastTop = scroller.scrollTop
  let lastHeight = scroller.scrollHeight
  let fromEnd = 0
  let touchY: number | null = null
  let clickedAt = Number.NEGATIVE_INFINITY
  let isPressed = false
  let hasWaited = false

  const set = (next: ScrollState) => {
    if (next.isFollowing === state.isFollowing && next.hasNew === state.hasNew) return
    state = next
    onChange(state)
  }
  const distance = () => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop
  const canScroll = () => scroller.scrollHeight > scroller.clientHeight + 1
  const leave = () => {
    if (canScroll() && scroller.scrollTop > 0) set({ ...state, isFollowing: false })
  }
  const note = () => {
    lastTop = scroller.scrollTop
    fromEnd = scroller.scrollHeight - scroller.scrollTop
  }
  const toEnd = () => {
    scroller.scrollTop = scroller.scrollHeight
    note()
  }

  const onScroll = () => {
    const isUp = scroller.scrollTop < lastTop - 0.5
    const isDown = scroller.scrollTop > lastTop + 0.5
    const left = distance()
    note()
    // Content that shrinks moves the top up as well, but leaves the reader at the end.
    if (isUp && left > 1) set({ ...state, isFollowing: false })
    if ((isDown || !canScroll()) && left <= nearEnd) set({ isFollowing: true, hasNew: false })
  }
  const onWheel = (event: WheelEvent) => {
    if (event.deltaY < 0 && !event.ctrlKey) leave()
  }
  const onTouchStart = (event: TouchEvent) => {
    touchY = event.touches[0]?.clientY ?? null
  }
  const onTouchMove = (event: TouchEvent) => {
    const y = event.touches[0]?.clientY ?? null
    if (y !== null && touchY !== null && y > touchY + 1) leave()
    touchY = y
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isTyping(event.target)) return
    const isUp = event.key === 'ArrowUp' || event.key === 'PageUp' || event.key === 'Home'
    if (isUp || (event.key === ' ' && event.shiftKey)) leave()
    if (event.key === 'End') set({ isFollowing: true, hasNew: false })
  }

  const onClick = () => {
    clickedAt = performance.now()
  }

  // What is pressed must not slide away under the pointer: the click would be lost.
  const onPointerDown = (event: PointerEvent) => {
    isPressed = event.button === 0
  }
  const onPointerEnd = () => {
    isPressed = false
    if (!hasWaited) return
    hasWaited = false
    const height = scroller.scrollHeight
    // After the click: what it opened stays where the reader is.
    setTimeout(() => {
      if (state.isFollowing && scroller.scrollHeight === height && !isSelectingIn(content)) toEnd()
    })
  }

  content.addEventListener('click', onClick)
  content.addEventListener('pointerdown', onPointerDown)
  window.addEventListener('pointerup', onPointerEnd)
  window.addEventListener('pointercancel', onPointerEnd)
  scroller.addEventListener('scroll', onScroll, { passive: true })
  scroller.addEventListener('wheel', onWheel, { passive: true })
  scroller.addEventListener('touchstart', onTouchStart, { passive: true })
  scroller.addEventListener('touchmove', onTouchMove, { passive: true })
  scroller.addEventListener('keydown', onKeyDown)
  const observer = new ResizeObserver(() => {
    const hasGrown = scroller.scrollHeight > lastHeight + 1
    lastHeight = scroller.scrollHeight
    if (performance.now() - clickedAt < clickMs) {
      note()
      return set({ isFollowing: distance() <= nearEnd, hasNew: false })
    }
    if (state.isFollowing && isPressed) hasWaited = true
    else if (state.isFollowing && !isSelectingIn(content)) return toEnd()
    if (hasGrown && distance() > nearEnd && !hasWaited) set({ ...state, hasNew: true })
    fromEnd = scroller.scrollHeight - scroller.scrollTop
  })
  observer.observe(content)
  observer.observe(scroller)
  toEnd()

  return {
    jumpToEnd: () => {
      clickedAt = Number.NEGATIVE_INFINITY
      set({ isFollowing: true, hasNew: false })
      toEnd()
    },
    keepPlace: () => {
      scroller.scrollTop = scroller.scrollHeight - fromEnd
      lastHeight = scroller.scrollHeight
      note()
    },
    close: () => {
      observer.disconnect()
      content.removeEventListener('click', onClick)
      content.removeEventListener('pointerdown', onPointerDown)
      window.removeEventListener('pointerup', onPointerEnd)
      window.removeEventListener('pointercancel', onPointerEnd)
      scroller.removeEventListener('scroll', onScroll)
      scroller.removeEventListener('wheel', onWheel)
      scroller.removeEventListener('touchstart', onTouchStart)
      scroller.removeEventListener('touchmove', onTouchMove)
      scroller.removeEventListener('keydown', onKeyDown)
    },
  }
}

/** A reader who marks text must not have it pulled away. */
export function isSelectingIn(element: HTMLElement): boolean {
  const selection = document.getSelection()
  return selection !== null && !selection.isCollapsed && element.contains(selection.anchorNode)
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}
