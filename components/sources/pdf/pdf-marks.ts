/** What is marked on a page, in CSS pixels of the page as it is drawn. Pure. */
import { placeBox, placeRect, turnRect, unite } from '../geometry'
import type { PageShape, Rect, Turn } from '../geometry'
import type { Stop } from '../stops'

/** The lines of one slice and its bars in the margin. */
export type Mark = { id: string; isActive: boolean; rects: Rect[]; bars: Rect[] }

/** A place that was found by its text: rectangles in points of the page as drawn. */
export type FoundPlace = { page: number; rects: Rect[] }

const barGap = 9
const barWidth = 3

/** The slices of a page, the one that is stepped to stronger, and what was found by its text. */
export function marksOn(
  number: number,
  shape: PageShape | undefined,
  {
    stops,
    at,
    found,
    scale,
    turn,
  }: { stops: Stop[]; at: number; found: FoundPlace | undefined; scale: number; turn: Turn },
): Mark[] {
  if (!shape) return []
  const active = stops[at]?.slice.id
  const sheet = { width: shape.width * scale, height: shape.height * scale }
  const toMark = (id: string, isActive: boolean, flat: Rect[]): Mark => ({
    id,
    isActive,
    rects: flat.map((rect) => turnRect(rect, sheet, turn)),
    bars: toColumns(flat).map(({ left, top, height }) =>
      turnRect({ left: Math.max(2, left - barGap), top, width: barWidth, height }, sheet, turn),
    ),
  })
  const marks = stops
    .filter(({ page }) => page === number)
    .map(({ slice }) =>
      toMark(
        slice.id,
        slice.id === active,
        slice.boxes.filter((box) => box.page === number).map((box) => placeBox(box, shape, scale, 0)),
      ),
    )
  if (found?.page !== number) return marks
  return [
    ...marks,
    toMark(
      'found',
      true,
      found.rects.map((rect) => placeRect(rect, shape, scale, 0)),
    ),
  ]
}

/** Lines that stand under each other share a bar; those in another column have their own. */
function toColumns(rects: readonly Rect[]): Rect[] {
  const columns: Rect[] = []
  for (const rect of rects) {
    const last = columns.at(-1)
    const joins =
      last !== undefined &&
      rect.top >= last.top &&
      rect.left < last.left + last.width &&
      last.left < rect.left + rect.width
    const joined = joins ? unite([last, rect]) : null
    if (joined) columns[columns.length - 1] = joined
    else columns.push(rect)
  }
  return columns
}
