/**
 * Boxes of a slice → rectangles on the page as it is drawn. Pure.
 *
 * A box is in points from the top left corner of the page as a reader sees it, and brings the page's size in its own
 * points (seed 003 §3.6). With k = drawn width / that width it stands at `x0·k, top·k, (x1−x0)·k, (bottom−top)·k`.
 *
 * Heights use the same k: an upstream that rounds the height (841.9 for 841.89) must not stretch its boxes. Only when
 * the two shapes differ by more than one in a hundred was the page measured otherwise than it is drawn, and heights
 * are scaled by the heights. A page that its file turns by 90° or 270° and whose boxes have the shape of the page
 * before turning was measured before turning: its boxes are turned with it.
 */
import type { PageBox } from '@/lib/sources/schema'

/** In CSS pixels from the top left corner of the drawn page. */
export type Rect = { left: number; top: number; width: number; height: number }

export type Turn = 0 | 90 | 180 | 270

export type PageShape = {
  /** In points, as drawn before the reader turns it. */
  width: number
  height: number
  /** How far the file itself turns the page; already in width and height. */
  ownTurn: Turn
}

const shapeTolerance = 0.01

/** Where a box stands on a page drawn at `scale` CSS pixels a point and turned by the reader by `turn`. */
export function placeBox(box: PageBox, page: PageShape, scale: number, turn: Turn): Rect {
  const drawn = { width: page.width * scale, height: page.height * scale }
  const isBeforeTurning =
    page.ownTurn % 180 !== 0 &&
    isSameShape(box.pageHeight, box.pageWidth, page) &&
    !isSameShape(box.pageWidth, box.pageHeight, page)
  if (isBeforeTurning) {
    const flat = { width: drawn.height, height: drawn.width }
    return turnRect(turnRect(scaleBox(box, flat), flat, page.ownTurn), drawn, turn)
  }
  return turnRect(scaleBox(box, drawn), drawn, turn)
}

/** The same for a rectangle in points of the page as drawn, such as a place found by its text. */
export function placeRect(rect: Rect, page: PageShape, scale: number, turn: Turn): Rect {
  const drawn = { width: page.width * scale, height: page.height * scale }
  return turnRect(scaleRect(rect, scale, scale), drawn, turn)
}

/** A rectangle on a sheet of this size (before turning), after turning the sheet clockwise. */
export function turnRect(rect: Rect, sheet: { width: number; height: number }, turn: Turn): Rect {
  const { left, top, width, height } = rect
  switch (turn) {
    case 0:
      return rect
    case 90:
      return { left: sheet.height - top - height, top: left, width: height, height: width }
    case 180:
      return { left: sheet.width - left - width, top: sheet.height - top - height, width, height }
    case 270:
      return { left: top, top: sheet.width - left - width, width: height, height: width }
    default:
      return turn satisfies never
  }
}

/** The smallest rectangle around all of them, or null. */
export function unite(rects: readonly Rect[]): Rect | null {
  if (rects.length === 0) return null
  const left = Math.min(...rects.map((rect) => rect.left))
  const top = Math.min(...rects.map((rect) => rect.top))
  const right = Math.max(...rects.map((rect) => rect.left + rect.width))
  const bottom = Math.max(...rects.map((rect) => rect.top + rect.height))
  return { left, top, width: right - left, height: bottom - top }
}

export function toTurn(degrees: number): Turn {
  const turn = ((Math.round(degrees / 90) * 90) % 360) + 360
  return turn % 360 === 90 ? 90 : turn % 360 === 180 ? 180 : turn % 360 === 270 ? 270 : 0
}

function scaleBox(box: PageBox, drawn: { width: number; height: number }): Rect {
  const { x0, x1, top, bottom, pageWidth, pageHeight } = box
  const k = drawn.width / pageWidth
  const vertical = isSameShape(pageWidth, pageHeight, drawn) ? k : drawn.height / pageHeight
  return scaleRect({ left: x0, top, width: x1 - x0, height: bottom - top }, k, vertical)
}

function scaleRect({ left, top, width, height }: Rect, x: number, y: number): Rect {
  return { left: left * x, top: top * y, width: width * x, height: height * y }
}

function isSameShape(width: number, height: number, page: { width: number; height: number }): boolean {
  return Math.abs((height / width) * (page.width / page.height) - 1) <= shapeTolerance
}
