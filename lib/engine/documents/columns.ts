/**
 * Finds the columns of running text: a gap that runs down between two sides which both look like prose. The cells of a
 * table are short, so a table stays one region and its rows stay whole. What reaches across a gap (a title, a wide
 * figure's caption) divides the page into bands; in each band the left side is read before the right one.
 */
import type { Glyphs } from './pdf-page'

/** Neighbours on one baseline. */
type Run = { pieces: Glyphs[]; left: number; right: number; top: number; bottom: number; weight: number }

const fewestRuns = 3
const largestGapInLine = 0.7
const step = 2

/** The pieces of a page in groups, in reading order; in each group whatever shares a baseline is one line. */
export function toRegions(pieces: Glyphs[]): Glyphs[][] {
  return split(toRuns(pieces)).map((runs) => runs.flatMap((run) => run.pieces))
}

function toRuns(pieces: Glyphs[]): Run[] {
  const runs: Run[] = []
  const ordered = pieces.toSorted(
    (one, other) => one.baseline - other.baseline || one.flow.left - other.flow.left,
  )
  for (const piece of ordered) {
    const { left, right, top, bottom } = piece.flow
    const run = runs
      .slice(-12)
      .findLast(
        ({ pieces: [first], right: end }) =>
          first !== undefined &&
          Math.abs(first.baseline - piece.baseline) < Math.max(first.size, piece.size) * 0.4 &&
          left - end < piece.size * largestGapInLine &&
          left - end > -piece.size,
      )
    if (!run) {
      runs.push({ pieces: [piece], left, right, top, bottom, weight: weigh(piece.text) })
      continue
    }
    run.pieces.push(piece)
    run.right = Math.max(run.right, right)
    run.top = Math.min(run.top, top)
    run.bottom = Math.max(run.bottom, bottom)
    run.weight += weigh(piece.text)
  }
  return runs
}

/** A Chinese character fills as much of a line as two letters. */
function weigh(text: string): number {
  return text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0)
}

function split(runs: Run[]): Run[][] {
  const gap = findGap(runs)
  if (gap === null) return runs.length === 0 ? [] : [runs]
  const regions: Run[][] = []
  let left: Run[] = []
  let right: Run[] = []
  let across: Run[] = []
  const closeSides = () => {
    regions.push(...split(left), ...split(right))
    left = []
    right = []
  }
  const closeAcross = () => {
    if (across.length > 0) regions.push(across)
    across = []
  }
  for (const run of runs.toSorted((one, other) => one.top - other.top)) {
    if (run.left < gap && run.right > gap) {
      if (left.length + right.length > 0) closeSides()
      across.push(run)
    } else {
      closeAcross()
      if (run.right <= gap) left.push(run)
      else right.push(run)
    }
  }
  closeAcross()
  closeSides()
  return regions
}

/** Where two columns part, or null for one column. */
function findGap(runs: Run[]): number | null {
  if (runs.length < fewestRuns * 2) return null
  const start = Math.min(...runs.map(({ left }) => left))
  const end = Math.max(...runs.map(({ right }) => right))
  const found: { at: number; crossing: number; width: number }[] = []
  let from = start
  let crossed = -1
  for (let at = start + (end - start) * 0.15; at <= end - (end - start) * 0.15; at += step) {
    const crossing = runs.filter(({ left, right }) => left < at && right > at).length
    if (crossing > runs.length * 0.25) {
      crossed = -1
      continue
    }
    if (crossing !== crossed) from = at
    crossed = crossing
    const width = at - from
    found.push({ at: from + width / 2, crossing, width })
  }
  const [best] = found.sort((one, other) => one.crossing - other.crossing || other.width - one.width)
  if (!best) return null
  const { at } = best
  const left = runs.filter((run) => run.right <= at)
  const right = runs.filter((run) => run.left >= at)
  const isSide = (side: Run[], width: number) => isColumn(side, width) || findGap(side) !== null
  return stand(left, right) && isSide(left, at - start) && isSide(right, end - at) ? at : null
}

/** Whether lines fill the width that they have, as running text does. */
function isColumn(runs: Run[], width: number): boolean {
  const mean = runs.reduce((sum, { left, right }) => sum + right - left, 0) / runs.length
  const weight = runs.reduce((sum, run) => sum + run.weight, 0) / runs.length
  return mean > width * 0.5 && weight > 14
}

/** Whether the sides stand beside each other rather than below each other. */
function stand(left: Run[], right: Run[]): boolean {
  if (left.length < fewestRuns || right.length < fewestRuns) return false
  const top = Math.max(Math.min(...left.map((run) => run.top)), Math.min(...right.map((run) => run.top)))
  const bottom = Math.min(
    Math.max(...left.map((run) => run.bottom)),
    Math.max(...right.map((run) => run.bottom)),
  )
  const height = (runs: Run[]) =>
    Math.max(...runs.map((run) => run.bottom)) - Math.min(...runs.map((run) => run.top))
  return bottom - top > Math.min(height(left), height(right)) * 0.5
}
