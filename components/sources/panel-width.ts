/** How wide the person wants the panel, in CSS pixels; kept in this browser. */
export const smallestPanel = 420
const usualPanel = 560
const storageKey = 'moonlake-sources-width'

/** From 420 px to half the window. */
export function boundPanel(width: number, windowWidth: number): number {
  return Math.round(Math.min(Math.max(smallestPanel, windowWidth / 2), Math.max(smallestPanel, width)))
}

export function readPanelWidth(): number {
  try {
    const kept = Number(localStorage.getItem(storageKey))
    return kept > 0 ? kept : usualPanel
  } catch {
    // Storage is off: the usual width each time.
    return usualPanel
  }
}

export function keepPanelWidth(width: number): void {
  try {
    localStorage.setItem(storageKey, String(width))
  } catch {
    // As above.
  }
}
