import type { KeyboardEvent } from 'react'

/** Arrow keys, Home and End move between the lines of a timeline; right opens and left closes one. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  if (!(event.target instanceof HTMLElement) || !event.target.matches(lineSelector)) return
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>(lineSelector)]
  const place = lines.indexOf(event.target)
  const isOpen = event.target.getAttribute('aria-expanded') === 'true'
  if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
    if (isOpen === (event.key === 'ArrowLeft')) event.target.click()
    return event.preventDefault()
  }
  const next = {
    ArrowDown: lines[place + 1],
    ArrowUp: lines[place - 1],
    Home: lines[0],
    End: lines.at(-1),
  }[event.key]
  if (!next) return
  event.preventDefault()
  next.focus()
}

const lineSelector = '[data-step-line]'
