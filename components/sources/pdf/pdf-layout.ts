/** Where the pages stand below each other, in CSS pixels. Pure. */
import { toTurn } from '../geometry'
import type { PageShape, Turn } from '../geometry'

export type PdfLayout = {
  /** Of each page, by index: its top and left edge in the whole, its drawn size. */
  pages: { top: number; left: number; width: number; height: number }[]
  width: number
  height: number
}

export const pageGap = 12
export const cssPixelsPerPoint = 96 / 72

/** @param shapes of each page, by index @param minWidth of the view, in which narrower pages stand in the middle */
export function layOut(shapes: readonly PageShape[], scale: number, turn: Turn, minWidth: number): PdfLayout {
  const sizes = shapes.map((shape) => turnedSize(shape, scale, turn))
  const width = Math.max(minWidth, ...sizes.map((size) => size.width + 2 * pageGap))
  let top = pageGap
  const pages = sizes.map((size) => {
    const page = { top, left: (width - size.width) / 2, ...size }
    top += size.height + pageGap
    return page
  })
  return { pages, width, height: top }
}

export function turnedSize(shape: PageShape, scale: number, turn: Turn): { width: number; height: number } {
  const [width, height] = [shape.width * scale, shape.height * scale]
  return turn % 180 === 0 ? { width, height } : { width: height, height: width }
}

/** Indices of the first and last page that show between two heights; pages may be thousands, so it halves its way. */
export function visiblePages({ pages }: PdfLayout, top: number, bottom: number): [number, number] {
  const last = Math.max(0, pages.length - 1)
  const first = Math.min(
    last,
    firstIndex(pages.length, (index) => endOf(pages[index]) > top),
  )
  const after = firstIndex(pages.length, (index) => (pages[index]?.top ?? 0) >= bottom)
  return [first, Math.max(first, after - 1)]
}

function endOf(page: PdfLayout['pages'][number] | undefined): number {
  return page ? page.top + page.height : 0
}

function firstIndex(count: number, holds: (index: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

export const smallestScale = 0.2
export const largestScale = 6

export function boundScale(scale: number): number {
  return Math.min(largestScale, Math.max(smallestScale, scale))
}

/** The next of the usual steps, larger or smaller. */
export function stepScale(scale: number, direction: 1 | -1): number {
  const steps = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4].map(
    (step) => step * cssPixelsPerPoint,
  )
  const next =
    direction === 1
      ? steps.find((step) => step > scale * 1.01)
      : steps.findLast((step) => step < scale * 0.99)
  return boundScale(next ?? scale * (direction === 1 ? 1.25 : 0.8))
}

export function fitScale(shape: PageShape, turn: Turn, viewWidth: number): number {
  const { width } = turnedSize(shape, 1, turn)
  return boundScale((viewWidth - 2 * pageGap) / width)
}

/** What pdf.js says of a page, at scale 1. */
export function shapeOf(viewport: { width: number; height: number }, ownTurn: number): PageShape {
  return { width: viewport.width, height: viewport.height, ownTurn: toTurn(ownTurn) }
}
