/**
 * Keeps what the reader looks at where it is while the conversation becomes narrower or wider beside the panel.
 * Text breaks anew then, and the browser's own scroll anchoring does not cover that.
 */
export type HeldPlace = {
  /** Notes where things are, just before the width changes. The element, if it is in view, else the middle. */
  hold: (element: Element | null) => void
  close: () => void
}

/** Widths that change later than this have another reason. */
const holdMs = 1_500

export function holdPlaceIn(column: HTMLElement): HeldPlace {
  let held: { element: Element; top: number; until: number } | null = null
  const observer = new ResizeObserver(() => {
    if (!held || performance.now() > held.until || !held.element.isConnected) return
    const scroller = held.element.closest('[data-scroller]')
    if (scroller) scroller.scrollTop += held.element.getBoundingClientRect().top - held.top
  })
  observer.observe(column)
  return {
    hold(element) {
      const box = column.getBoundingClientRect()
      const isIn = (one: Element) => {
        const { top, height } = one.getBoundingClientRect()
        return column.contains(one) && height > 0 && top >= box.top && top < box.bottom
      }
      const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height * 0.4)
      const found = element && isIn(element) ? element : middle
      held =
        found && column.contains(found)
          ? { element: found, top: found.getBoundingClientRect().top, until: performance.now() + holdMs }
          : null
    },
    close: () => observer.disconnect(),
  }
}
