/**
 * A PDF → lines with their boxes → passages below their headings. Headings are lines larger than the body, a passage
 * ends where the gap or the size changes. Formats: slice_info's position (api-facts §3.6).
 */
import { findLanguage } from '../index/language'
import type { PageLine, PdfPassage } from './passage'
import { eachPage } from './pdf-open'
import type { PdfSource } from './pdf-open'
import { readPage } from './pdf-page'
import type { PdfLine } from './pdf-page'

const smallestBodySize = 7.5
const longestPassage = 700

export type Layout = {
  /** Lines that are no text: page numbers, running titles. */
  isMarginal(line: PdfLine): boolean
  /** In characters. */
  shortestPassage: number
}

/** The shipped guide: fixed margins, labels inside figures, fragments too short to be found. */
export const guideLayout: Layout = {
  isMarginal: (line) => line.bottom > line.height - 36 || line.top < 30 || line.size < smallestBodySize,
  shortestPassage: 12,
}

const marginShare = 0.08

/** Any document: page numbers, and what stands at the edge of at least three pages and of a third of all. */
export function findLayout(lines: PdfLine[]): Layout {
  const pages = new Set(lines.map(({ page }) => page)).size
  const counts = new Map<string, Set<number>>()
  for (const line of lines.filter(isAtEdge))
    counts.set(withoutNumbers(line), (counts.get(withoutNumbers(line)) ?? new Set()).add(line.page))
  return {
    isMarginal: (line) => {
      if (!isAtEdge(line)) return false
      if (/^[-–—\s]*(?:page|p\.|第)?\s*\d{1,4}\s*(?:页|(?:\/|of)\s*\d{1,4})?[-–—\s]*$/i.test(line.text))
        return true
      const seen = counts.get(withoutNumbers(line))?.size ?? 0
      return seen >= 3 && seen >= pages / 3
    },
    shortestPassage: 2,
  }
}

function isAtEdge({ top, bottom, height }: PdfLine): boolean {
  return bottom < height * marginShare || top > height * (1 - marginShare)
}

function withoutNumbers({ text }: PdfLine): string {
  return text.replace(/\d+/g, '#')
}

/** @throws pdf.js's errors when the bytes are no PDF that can be read */
export async function readPdf(source: PdfSource, documentId: string): Promise<PdfPassage[]> {
  return toPassages(await readLines(source), documentId, guideLayout)
}

/** Every line of every page in reading order. `enough` ends the reading early. */
export async function readLines(
  source: PdfSource,
  enough: (lines: PdfLine[]) => void = () => {},
): Promise<PdfLine[]> {
  const lines: PdfLine[] = []
  await eachPage(source, async (page, number) => {
    lines.push(...(await readPage(page, number)))
    enough(lines)
  })
  return lines
}

export function toPassages(lines: PdfLine[], documentId: string, layout: Layout): PdfPassage[] {
  const body = findBodySize(lines)
  const passages: PdfPassage[] = []
  let headings: { text: string; size: number }[] = []
  let open: PdfLine[] = []

  const close = () => {
    const first = open[0]
    if (first) {
      const text = joinLines(open)
      passages.push({
        kind: 'pdf',
        documentId,
        headings: headings.map((heading) => heading.text),
        text,
        language: findLanguage(text),
        isTable: false,
        page: first.page,
        lines: open.map(withoutSize),
      })
    }
    open = []
  }

  let previous: PdfLine | null = null
  for (const line of lines) {
    if (layout.isMarginal(line)) continue
    if (line.size > body * 1.15) {
      close()
      const continues = previous !== null && isNextLine(previous, line) && headings.at(-1)?.size === line.size
      if (continues)
        headings = [
          ...headings.slice(0, -1),
          { text: `${headings.at(-1)?.text} ${line.text}`, size: line.size },
        ]
      else
        headings = [
          ...headings.filter((heading) => heading.size > line.size + 0.2),
          { text: line.text, size: line.size },
        ]
    } else {
      const length = open.reduce((sum, one) => sum + one.text.length, 0)
      if (previous && (!isNextLine(previous, line) || length > longestPassage)) close()
      open.push(line)
    }
    previous = line
  }
  close()
  return joinTables(passages).filter((passage) => passage.text.length >= layout.shortestPassage)
}

const longestCell = 150

/** The rows of a table stand too far apart to be a paragraph; together they are one passage, one line a row. */
function joinTables(passages: PdfPassage[]): PdfPassage[] {
  const joined: PdfPassage[] = []
  for (const passage of passages) {
    const last = joined.at(-1)
    const isRow =
      passage.lines.length <= 2 && passage.text.length <= longestCell && !/[.。！？]$/.test(passage.text)
    const belongs =
      last?.isTable === true &&
      isRow &&
      last.page === passage.page &&
      last.headings.at(-1) === passage.headings.at(-1)
    if (last && belongs) {
      last.text += `\n${passage.text}`
      last.lines.push(...passage.lines)
    } else joined.push({ ...passage, isTable: isRow })
  }
  return joined.map((passage) => ({ ...passage, isTable: passage.isTable && passage.text.includes('\n') }))
}

/** The size that most characters have. */
function findBodySize(lines: PdfLine[]): number {
  const counts = new Map<number, number>()
  for (const line of lines) {
    const size = Math.round(line.size * 2) / 2
    counts.set(size, (counts.get(size) ?? 0) + line.text.length)
  }
  return [...counts].sort((left, right) => right[1] - left[1])[0]?.[0] ?? 10
}

function isNextLine(previous: PdfLine, line: PdfLine): boolean {
  if (previous.page !== line.page) return false
  if (Math.abs(previous.size - line.size) > 0.6) return false
  if (previous.angle !== line.angle) return false
  const gap = line.flow.top - previous.flow.bottom
  return gap > -previous.size && gap < previous.size * 0.95
}

/** Chinese lines join without a space, others with one; an entry of a list starts a line of its own. */
function joinLines(lines: Pick<PdfLine, 'text' | 'flow'>[]): string {
  const gaps = lines.slice(1).map((line, index) => line.flow.top - (lines[index]?.flow.bottom ?? 0))
  const usual = Math.min(...gaps)
  return lines.reduce((text, line, index) => {
    if (index === 0) return line.text
    if ((gaps[index - 1] ?? 0) > usual + 1.2) return `${text}\n${line.text}`
    const isTight =
      /[\p{Script=Han}，。、；：？！）」》”]$/u.test(text) &&
      /^[\p{Script=Han}\d，。、；：？！（「《“]/u.test(line.text)
    return `${text}${isTight ? '' : ' '}${line.text}`
  }, '')
}

function withoutSize({ text, page, x0, x1, top, bottom, width, height }: PdfLine): PageLine {
  return { text, page, x0, x1, top, bottom, width, height }
}
