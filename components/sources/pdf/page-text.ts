/** The text of a page with the place of every character, as pdf.js reads it. Pure. */
import type { Rect } from '../geometry'

/** What pdf.js says of a piece of text (`getTextContent`), as far as it matters here. */
export type TextItem = {
  str: string
  transform: number[]
  width: number
  height: number
  hasEOL: boolean
  fontName: string
}
export type TextStyles = Record<string, { ascent: number; descent: number; vertical: boolean }>

type Run = { text: string; rect: Rect; direction: 'right' | 'left' | 'down' | 'up' }

export type PageText = {
  /** All characters in the order of the file, with line breaks and gaps as white space. */
  source: string
  /** For each UTF-16 unit of `source`: which run it belongs to, and how far into it (0 to 1) it begins and ends; -1 for none. */
  runOf: number[]
  from: number[]
  to: number[]
  runs: Run[]
}

/**
 * @param transform the viewport's at scale 1, with the page's own turn: points from the top left corner as drawn
 */
export function toPageText(
  items: readonly TextItem[],
  styles: TextStyles,
  transform: readonly number[],
): PageText {
  const page: PageText = { source: '', runOf: [], from: [], to: [], runs: [] }
  for (const item of items) {
    if (item.str.trim() === '') {
      if (item.str !== '' || item.hasEOL) addGap(page, item.hasEOL)
      continue
    }
    const run = toRun(item, styles[item.fontName], transform)
    const last = page.runs.at(-1)
    if (last && isApart(last, run)) addGap(page, false)
    addRun(page, run)
    if (item.hasEOL) addGap(page, true)
  }
  return page
}

/**
 * The same text column by column, each from top to bottom: files may write the lines of two columns by turns, and then
 * no passage stands whole in the order of the file.
 */
export function byColumns(page: PageText): PageText {
  const edges = findGutters(page.runs)
  const columnOf = ({ rect }: Run) => edges.findLastIndex((edge) => edge <= rect.left + slack)
  const runs = page.runs.toSorted(
    (one, other) =>
      columnOf(one) - columnOf(other) || one.rect.top - other.rect.top || one.rect.left - other.rect.left,
  )
  const ordered: PageText = { source: '', runOf: [], from: [], to: [], runs: [] }
  for (const run of runs) {
    const last = ordered.runs.at(-1)
    if (last && isApart(last, run)) addGap(ordered, true)
    addRun(ordered, run)
  }
  return ordered
}

/** A title or a footer may cross a gutter; more than this share of the lines may not. */
const mostCrossing = 0.3
const narrowestGutter = 8

/** Where columns begin, from left to right: upright stripes, in points, that hardly any text crosses. */
function findGutters(runs: readonly Run[]): number[] {
  const width = Math.min(20_000, Math.ceil(Math.max(0, ...runs.map(({ rect }) => rect.left + rect.width))))
  const crossing = Array.from({ length: width + 1 }, () => 0)
  for (const { rect } of runs) {
    const end = Math.min(width, rect.left + rect.width)
    for (let x = Math.max(0, Math.floor(rect.left)); x < end; x += 1) crossing[x] = (crossing[x] ?? 0) + 1
  }
  const most = Math.max(0, ...crossing) * mostCrossing
  const edges: number[] = []
  let gap = narrowestGutter
  crossing.forEach((count, x) => {
    if (count > most && gap >= narrowestGutter) edges.push(x)
    gap = count > most ? 0 : gap + 1
  })
  return edges
}

/** The characters whose middle stands in one of the rectangles, in the order of the rectangles. */
export function textUnder(page: PageText, rects: readonly Rect[]): string {
  const taken = new Set<number>()
  return rects
    .map((rect) => {
      let text = ''
      let last = -1
      for (let index = 0; index < page.source.length; index += 1) {
        if (taken.has(index) || page.runOf[index] === -1) continue
        const place = rectOf(page, index, index + 1)
        if (!place || !holds(rect, place)) continue
        // What was between them may be a gap, or text that stands elsewhere.
        if (last !== -1 && index !== last + 1) text += ' '
        text += page.source.charAt(index)
        taken.add(index)
        last = index
      }
      return text
    })
    .join('\n')
}

/** Rectangles around the characters from `start` to `end`, one a line. */
export function rectsOf(page: PageText, start: number, end: number): Rect[] {
  const rects: Rect[] = []
  for (let index = start; index < end;) {
    const run = page.runOf[index] ?? -1
    let next = index + 1
    while (next < end && page.runOf[next] === run) next += 1
    const rect = run === -1 ? null : rectOf(page, index, next)
    index = next
    if (!rect) continue
    const last = rects.at(-1)
    if (last && isSameLine(last, rect)) rects[rects.length - 1] = around(last, rect)
    else rects.push(rect)
  }
  return rects
}

/** pdfplumber and the like box glyphs, not the generous lines that fonts declare. */
const highestAscent = 0.92
const deepestDescent = -0.24
const slack = 1

function toRun(item: TextItem, style: TextStyles[string] | undefined, transform: readonly number[]): Run {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = multiply(transform, item.transform)
  const along = Math.hypot(a, b) || 1
  const across = Math.hypot(c, d) || 1
  const units = Math.hypot(item.transform[0] ?? 1, item.transform[1] ?? 0) || 1
  const size = across
  const ascent = Math.min(style?.ascent || 0.88, highestAscent) * size
  const descent = Math.max(style?.descent || -0.2, deepestDescent) * size
  const isVertical = style?.vertical === true
  // Lengths in the file's units become points as drawn: pages may be scaled by their own unit.
  const length = (isVertical ? item.height : item.width) * (along / units)
  const [ux, uy] = [a / along, b / along]
  const [vx, vy] = [c / across, d / across]
  const corners = isVertical
    ? [
        [x - vertical(ux, size), y - vertical(uy, size)],
        [x + vertical(ux, size) - vx * length, y + vertical(uy, size) - vy * length],
      ]
    : [
        [x + vx * ascent, y + vy * ascent],
        [x + ux * length + vx * descent, y + uy * length + vy * descent],
        [x + vx * descent, y + vy * descent],
        [x + ux * length + vx * ascent, y + uy * length + vy * ascent],
      ]
  const xs = corners.map(([left = 0]) => left)
  const ys = corners.map(([, top = 0]) => top)
  const left = Math.min(...xs)
  const top = Math.min(...ys)
  const [dx, dy] = isVertical ? [-vx, -vy] : [ux, uy]
  return {
    text: item.str,
    rect: { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top },
    direction: Math.abs(dx) >= Math.abs(dy) ? (dx >= 0 ? 'right' : 'left') : dy >= 0 ? 'down' : 'up',
  }
}

const vertical = (unit: number, size: number) => (unit * size) / 2

function multiply(m: readonly number[], n: readonly number[]): number[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = n
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

function addRun(page: PageText, run: Run): void {
  const at = page.runs.push(run) - 1
  const weights = Array.from(run.text, (character) => ({ character, weight: weightOf(character) }))
  const total = weights.reduce((sum, { weight }) => sum + weight, 0) || 1
  let passed = 0
  for (const { character, weight } of weights) {
    for (let unit = 0; unit < character.length; unit += 1) {
      page.runOf.push(at)
      page.from.push(passed / total)
      page.to.push((passed + weight) / total)
    }
    passed += weight
  }
  page.source += run.text
}

function addGap(page: PageText, isLineEnd: boolean): void {
  if (page.source === '' || /\s$/.test(page.source)) return
  page.source += isLineEnd ? '\n' : ' '
  page.runOf.push(-1)
  page.from.push(0)
  page.to.push(0)
}

/** How wide a character is beside the others of its run: widths of single glyphs are not told. */
function weightOf(character: string): number {
  if (
    /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{20000}-\u{3fffd}]/u.test(
      character,
    )
  )
    return 2
  if (/[iljtfrI.,;:'|!()[\] ]/.test(character)) return 0.6
  return /[mwMW@%]/.test(character) ? 1.6 : 1
}

function rectOf(page: PageText, start: number, end: number): Rect | null {
  const run = page.runs[page.runOf[start] ?? -1]
  if (!run) return null
  const from = page.from[start] ?? 0
  const to = page.to[end - 1] ?? 1
  const { left, top, width, height } = run.rect
  switch (run.direction) {
    case 'right':
      return { left: left + width * from, top, width: width * (to - from), height }
    case 'left':
      return { left: left + width * (1 - to), top, width: width * (to - from), height }
    case 'down':
      return { left, top: top + height * from, width, height: height * (to - from) }
    case 'up':
      return { left, top: top + height * (1 - to), width, height: height * (to - from) }
    default:
      return run.direction satisfies never
  }
}

function holds(rect: Rect, place: Rect): boolean {
  const x = place.left + place.width / 2
  const y = place.top + place.height / 2
  return (
    x >= rect.left - slack &&
    x <= rect.left + rect.width + slack &&
    y >= rect.top - slack &&
    y <= rect.top + rect.height + slack
  )
}

function isApart(last: Run, run: Run): boolean {
  const size = Math.min(last.rect.height, run.rect.height)
  if (Math.abs(last.rect.top - run.rect.top) > size / 2) return true
  const gap = run.rect.left - (last.rect.left + last.rect.width)
  return gap > size * 0.2 || gap < -size
}

function isSameLine(line: Rect, rect: Rect): boolean {
  const overlap = Math.min(line.top + line.height, rect.top + rect.height) - Math.max(line.top, rect.top)
  return (
    overlap > Math.min(line.height, rect.height) / 2 && rect.left - (line.left + line.width) < rect.height * 2
  )
}

function around(one: Rect, other: Rect): Rect {
  const left = Math.min(one.left, other.left)
  const top = Math.min(one.top, other.top)
  return {
    left,
    top,
    width: Math.max(one.left + one.width, other.left + other.width) - left,
    height: Math.max(one.top + one.height, other.top + other.height) - top,
  }
}
