/** What the lines of a document are: text, headings, or what stands on every page. */
import type { PdfLine } from './pdf-page'

export type Layout = {
  /** Lines that are no text: page numbers, running titles. */
  isMarginal(line: PdfLine): boolean
  isHeading(line: PdfLine): boolean
  /** Whether headings with nothing below them are text of their own. */
  keepsLoneHeadings: boolean
  /** In characters. */
  shortestPassage: number
}

const smallestBodySize = 7.5
const headingSize = 1.15

/** Our own documents: fixed margins, labels inside figures, fragments too short to be found. */
export function shippedLayout(lines: PdfLine[]): Layout {
  const body = findBodySize(lines)
  return {
    isMarginal: (line) => line.bottom > line.height - 36 || line.top < 30 || line.size < smallestBodySize,
    isHeading: (line) => line.size > body * headingSize,
    keepsLoneHeadings: false,
    shortestPassage: 12,
  }
}

const marginShare = 0.08
const pageNumber = /^[-–—\s]*(?:page|p\.|第)?\s*\d{1,4}\s*(?:页|(?:\/|of)\s*\d{1,4})?[-–—\s]*$/i

/**
 * Any document: page numbers, and what stands at the edge of at least three pages and of a third of all, are no text.
 * A page whose text is mostly of one size has that as its own body, such as a slide or a page in larger units.
 */
export function findLayout(lines: PdfLine[]): Layout {
  const pages = Map.groupBy(lines, ({ page }) => page)
  const body = findBodySize(lines)
  const bodies = new Map([...pages].map(([page, own]) => [page, isUniform(own) ? findBodySize(own) : body]))
  const edges = Map.groupBy(lines.filter(isAtEdge), withoutNumbers)
  return {
    isMarginal: (line) => {
      if (!isAtEdge(line)) return false
      if (pageNumber.test(line.text)) return true
      const seen = new Set(edges.get(withoutNumbers(line))?.map(({ page }) => page)).size
      return seen >= 3 && seen >= pages.size / 3
    },
    isHeading: (line) => line.size > (bodies.get(line.page) ?? body) * headingSize,
    keepsLoneHeadings: true,
    shortestPassage: 2,
  }
}

function isUniform(lines: PdfLine[]): boolean {
  const size = findBodySize(lines)
  const length = (some: PdfLine[]) => some.reduce((sum, { text }) => sum + text.length, 0)
  return length(lines.filter((line) => Math.abs(line.size - size) < size * 0.08)) > length(lines) * 0.6
}

function isAtEdge({ top, bottom, height }: PdfLine): boolean {
  return bottom < height * marginShare || top > height * (1 - marginShare)
}

function withoutNumbers({ text }: PdfLine): string {
  return text.replace(/\d+/g, '#')
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
