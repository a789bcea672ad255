/**
 * Which row of a sheet a slice names. Pure.
 *
 * Upstream's `line` counts from 1 (seed 003 §3.6), but not every indexer counts the header, and some count from 0. So
 * the row at that line is believed only when its cells stand in the slice's text; otherwise its neighbours are asked,
 * then the whole sheet, and when nothing fits that is said.
 */
import { findPlaces, toComparable } from '@/lib/sources/comparable'

export type RowMatch =
  /** 1-based, as a sheet numbers its rows; the text of the slice is this row's. */
  | { kind: 'row'; row: number }
  /** No row at that line, but exactly one elsewhere. */
  | { kind: 'found'; row: number }
  /** The row at that line says something else. */
  | { kind: 'differs'; row: number }
  | { kind: 'none' }

/** @param line as upstream counts, null when it does not say */
export function matchRow(rows: readonly (readonly string[])[], line: number | null, text: string): RowMatch {
  const slice = toComparable(text)
  const fits = (row: number) => row >= 1 && row <= rows.length && share(rows[row - 1] ?? [], slice) >= enough
  if (line !== null) {
    const near = [line, line + 1, line - 1].filter(fits)
    const best = near.toSorted((one, other) => shareOf(rows, other, slice) - shareOf(rows, one, slice))[0]
    if (best !== undefined) return { kind: 'row', row: best }
  }
  const elsewhere: number[] = []
  for (let row = 1; row <= rows.length && elsewhere.length < 2; row += 1) {
    if (fits(row)) elsewhere.push(row)
  }
  const [only] = elsewhere
  if (only !== undefined && elsewhere.length === 1) return { kind: 'found', row: only }
  return line !== null && line >= 1 && line <= rows.length ? { kind: 'differs', row: line } : { kind: 'none' }
}

/** Dates and numbers may be written otherwise in a slice; most of a row must still be there. */
const enough = 0.6

function shareOf(
  rows: readonly (readonly string[])[],
  row: number,
  slice: ReturnType<typeof toComparable>,
): number {
  return share(rows[row - 1] ?? [], slice)
}

/** Single letters stand in any text. */
const fewestHeld = 3

/** A slice that is only part of a row proves it, too, unless it is so short that any row might hold it. */
const shortestPart = 5

/** How much of a row's text stands in the slice, 0 to 1; long cells weigh more than short ones. */
function share(cells: readonly string[], slice: ReturnType<typeof toComparable>): number {
  if (slice.text.length >= shortestPart && findPlaces(toComparable(cells.join('\n')), slice, 1).length > 0)
    return 1
  let all = 0
  let held = 0
  for (const cell of cells) {
    const part = toComparable(cell)
    if (part.text === '') continue
    const weight = Math.min(24, part.text.length)
    all += weight
    if (part.text.length <= slice.text.length && findPlaces(slice, part, 1).length > 0) held += weight
  }
  return held < fewestHeld ? 0 : held / all
}
