/**
 * How exactly the place of a slice is known, and no more than has been proven. Pure.
 *
 * A box alone proves nothing: the file may have changed, the box may be of another page. It is the passage when the
 * text that stands under the boxes contains the slice's text; otherwise it is a marked place.
 */
import { findPlaces, toComparable } from '@/lib/sources/comparable'

export type Exactness =
  /** Not looked at yet. */
  | { kind: 'unknown'; page: number | null }
  /** The text under the boxes is the slice's. */
  | { kind: 'passage'; page: number }
  /** Boxes, but their text could not be read or is another. */
  | { kind: 'place'; page: number }
  /** No boxes; the text stands exactly once in the document. */
  | { kind: 'found'; page: number }
  /** No boxes; the text stands in several places: offered, not guessed. */
  | { kind: 'several'; pages: number[] }
  /** No boxes, and the text was not found. */
  | { kind: 'document' }
  /** The boxes are on a page that the document does not have (any more). */
  | { kind: 'changed'; page: number; pageCount: number }

/** Text under the boxes may be a little more than the slice; much more is a region, not the passage. */
const mostTimesLonger = 3
const mostCharactersMore = 60

/** Whether the boxes hold the slice: `under` is the text of all its boxes in their order. */
export function provesPassage(text: string, under: string): boolean {
  const part = toComparable(withoutFigures(text))
  const whole = toComparable(under)
  if (whole.text.length > part.text.length * mostTimesLonger + mostCharactersMore) return false
  return findPlaces(whole, part, 1).length > 0
}

/** A page's text and where a slice's text begins and ends in it, as indices into `source`; at most `most` places. */
export function findText(source: string, text: string, most: number): { start: number; end: number }[] {
  const whole = toComparable(source)
  if (!isFindable(text)) return []
  const part = toComparable(withoutFigures(text))
  return findPlaces(whole, part, most).map((at) => ({
    start: whole.at[at] ?? 0,
    end: (whole.at[at + part.text.length - 1] ?? 0) + 1,
  }))
}

/** Shorter texts stand anywhere. */
export function isFindable(text: string): boolean {
  return toComparable(withoutFigures(text)).text.length >= 6
}

/** Markers of figures are upstream's, not the document's. */
function withoutFigures(text: string): string {
  return text.replace(/【示意图序号_[^】\n]{1,200}】/g, ' ')
}
