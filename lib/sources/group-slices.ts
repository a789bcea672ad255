/**
 * Entries of slice_info become slices: upstream names a place for each line, a person wants the passage (api-facts
 * §3.6: "a multi-line slice appears as several entries; draw all boxes of one document and text"). Pure.
 */
import type { DocumentSlice, SlicePosition } from '@/lib/upstream/agents/slice-info'
import { findPlaces, toComparable } from './comparable'
import type { Comparable } from './comparable'
import type { PageBox, SourceSlice } from './schema'

export type GroupedSlice = Pick<SourceSlice, 'text' | 'boxes' | 'row'>

/** How far a box may stand over the edge of its page, in points. */
export const edgeTolerance = 2
/** Shorter lines stand in many places: they belong to a passage only where they continue it. */
const shortLine = 6
/** Entries looked at to see which of several passages goes on with them. */
const lookAhead = 4
const maxPlaces = 50

/**
 * The slices of one document that one retrieval found, in the order in which upstream named them. Every entry is in
 * exactly one slice:
 *
 * - a row of a sheet is a slice of its own, the same row once;
 * - an entry whose text is a passage, or a line of one, belongs to that passage; a line that stands in several belongs
 *   to the one that it continues. Boxes are in the order of the passage's text.
 * - others with the same text are one slice.
 *
 * @param passages texts that the retrieval reported while it ran (`tool-end` of kind retrieval)
 */
export function groupSlices(entries: DocumentSlice[], passages: string[]): GroupedSlice[] {
  const wholes = passages.map(comparableOf)
  const groups = new Map<string, Group>()
  const places = placeInPassages(entries, wholes)
  for (const [index, { text, position, ...entry }] of entries.entries()) {
    const box = position ? toBox(position) : null
    const row = box ? null : toRow(entry)
    const place = row ? null : (places[index] ?? null)
    const key = row
      ? JSON.stringify(['row', row.sheet, row.line])
      : place
        ? `passage ${place.passage}`
        : `text ${comparableOf(text).text || text.trim()}`
    const group = groups.get(key) ?? { text, row, lines: [] }
    group.lines.push({ place, box })
    groups.set(key, group)
  }
  return [...groups.values()].map(({ text, row, lines }) => {
    const inPassage = lines.flatMap(({ place }) => place ?? [])
    const passage = inPassage[0]?.passage
    const words =
      passage === undefined
        ? text
        : partOf(passages[passage] ?? '', wholes[passage] ?? comparableOf(''), inPassage)
    return { text: words.trim(), row, boxes: boxesOf(lines) }
  })
}

type Group = Pick<SourceSlice, 'text' | 'row'> & { lines: { place: Place | null; box: PageBox | null }[] }

/**
 * What the lines of a passage cover, from the first to the last, with the figures behind them. A heading that a passage
 * begins with has no place of its own, and naming it would claim more than the boxes hold. When upstream places only a
 * small part of a passage, all of it is told.
 */
function partOf(passage: string, { text, at }: Comparable, lines: Place[]): string {
  const start = Math.min(...lines.map((line) => line.start))
  const end = Math.max(...lines.map((line) => line.end))
  if (end - start < text.length / 2) return passage
  const from = start === 0 ? 0 : at[start]
  // A ligature is one character there and several here.
  const to = at[end] === at[end - 1] ? (at[end] ?? 0) + 1 : at[end]
  return passage.slice(from, to)
}

/** A box on its page, or null when it cannot be there (D34: `x1` is the right edge). */
export function toBox({ page, x0, x1, top, bottom, width, height }: SlicePosition): PageBox | null {
  const isOnPage =
    Number.isInteger(page) &&
    page >= 1 &&
    width > 0 &&
    height > 0 &&
    x1 > x0 &&
    bottom > top &&
    x0 >= -edgeTolerance &&
    top >= -edgeTolerance &&
    x1 <= width + edgeTolerance &&
    bottom <= height + edgeTolerance
  return isOnPage ? { page, x0, top, x1, bottom, pageWidth: width, pageHeight: height } : null
}

function toRow({ line, sheetName }: Pick<DocumentSlice, 'line' | 'sheetName'>): SourceSlice['row'] {
  return line !== null && Number.isInteger(line) && line >= 1 ? { sheet: sheetName, line } : null
}

/** By their place in the passage, each once. */
function boxesOf(lines: Group['lines']): PageBox[] {
  const known = new Set<string>()
  return lines
    .toSorted((one, other) => (one.place?.start ?? 0) - (other.place?.start ?? 0))
    .flatMap(({ box }) => {
      if (!box) return []
      const key = JSON.stringify(box)
      return known.has(key) ? [] : (known.add(key), [box])
    })
}

/** Where in which passage an entry stands; indices into the passage's comparable text. */
type Place = { passage: number; start: number; end: number }

function placeInPassages(entries: DocumentSlice[], wholes: Comparable[]): (Place | null)[] {
  const parts = entries.map((entry) => comparableOf(entry.text))
  const found = new Map<string, Place[]>()
  const used = new Set<number>()
  let last: { place: Place | null; text: string } = { place: null, text: '' }
  return parts.map((part, index) => {
    const place = choose(part, index)
    if (place) used.add(place.passage)
    last = { place, text: part.text }
    return place
  })

  function choose(part: Comparable, index: number): Place | null {
    // Nothing but a figure's marker: it stands where the line before it stands.
    if (part.text === '') return entries[index]?.text.trim() ? last.place : null
    const all = placesOf(part)
    const whole = all.filter((place) => wholes[place.passage]?.text === part.text)
    if (whole.length > 0)
      return whole.find((place) => place.passage === last.place?.passage) ?? whole[0] ?? null
    const next = last.place ? continuation(all, part, last.place) : undefined
    if (next) return next
    // One line with a box for each of its parts.
    if (last.place && last.text === part.text) return last.place
    const [best] = all
      .filter((place) => part.text.length >= shortLine || isGap(place.passage, 0, place.start))
      .map((place) => ({ place, score: score(place, index) }))
      .toSorted(
        (one, other) =>
          other.score - one.score ||
          Number(used.has(one.place.passage)) - Number(used.has(other.place.passage)) ||
          one.place.passage - other.place.passage ||
          one.place.start - other.place.start,
      )
    return best?.place ?? null
  }

  /** How many of the entries that follow go on from a place. */
  function score(from: Place, index: number): number {
    let place = from
    let count = 0
    for (const part of parts.slice(index + 1, index + 1 + lookAhead)) {
      const next = continuation(placesOf(part), part, place)
      if (!next) break
      place = next
      count++
    }
    return count
  }

  function continuation(all: Place[], part: Comparable, before: Place): Place | undefined {
    return all.find(
      ({ passage, start }) =>
        passage === before.passage &&
        start >= before.end &&
        (part.text.length >= shortLine || isGap(passage, before.end, start)),
    )
  }

  /** Nothing that is read stands between two places of a passage. */
  function isGap(passage: number, from: number, to: number): boolean {
    return !/[\p{L}\p{N}]/u.test(wholes[passage]?.text.slice(from, to) ?? '')
  }

  function placesOf(part: Comparable): Place[] {
    const known = found.get(part.text)
    if (known) return known
    const all = wholes.flatMap((whole, passage) =>
      findPlaces(whole, part, maxPlaces).map((start) => ({ passage, start, end: start + part.text.length })),
    )
    found.set(part.text, all)
    return all
  }
}

/** Markers of figures are upstream's, not the document's. */
function comparableOf(text: string): Comparable {
  return toComparable(text.replace(/【示意图序号_[^】\n]{1,200}】/g, (marker) => ' '.repeat(marker.length)))
}
