/**
 * A PDF → lines with their boxes → passages below their headings. Headings are lines larger than the body, a passage
 * ends where the gap or the size changes. Formats: slice_info's position (api-facts §3.6).
 */
import { findLanguage } from '../index/language'
import { shippedLayout } from './layout'
import type { Layout } from './layout'
import type { PageLine, PdfPassage } from './passage'
import { eachPage } from './pdf-open'
import type { PdfSource } from './pdf-open'
import { readPage } from './pdf-page'
import type { PdfLine } from './pdf-page'

const longestPassage = 700

/** @throws pdf.js's errors when the bytes are no PDF that can be read */
export async function readPdf(source: PdfSource, documentId: string): Promise<PdfPassage[]> {
  return toPassages(await readLines(source), documentId, shippedLayout)
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

type Heading = { text: string; size: number; lines: PdfLine[] }

export function toPassages(
  lines: PdfLine[],
  documentId: string,
  toLayout: (lines: PdfLine[]) => Layout,
): PdfPassage[] {
  const layout = toLayout(lines)
  const passages: PdfPassage[] = []
  let headings: Heading[] = []
  let open: PdfLine[] = []

  const add = (own: PdfLine[], above: Heading[]) => {
    const [first] = own
    if (!first) return
    const text = joinLines(own)
    passages.push({
      kind: 'pdf',
      documentId,
      headings: above.map((heading) => heading.text),
      text,
      language: findLanguage(text),
      isTable: false,
      page: first.page,
      lines: own.map(toPageLine),
    })
  }
  const close = () => {
    add(open, headings)
    open = []
  }
  // The last heading while nothing has come below it.
  let lone: Heading | null = null
  const closeLone = (next: Heading | null) => {
    const hasChild = lone !== null && next !== null && next.size < lone.size - 0.2
    if (layout.keepsLoneHeadings && lone !== null && !hasChild) add(lone.lines, headings.slice(0, -1))
    lone = null
  }

  let previous: PdfLine | null = null
  for (const line of lines) {
    if (layout.isMarginal(line)) continue
    if (layout.isHeading(line)) {
      close()
      const last = headings.at(-1)
      const continues =
        last !== undefined && previous !== null && isNextLine(previous, line) && last.size === line.size
      const heading: Heading = continues
        ? { ...last, text: `${last.text} ${line.text}`, lines: [...last.lines, line] }
        : { text: line.text, size: line.size, lines: [line] }
      if (continues) headings = [...headings.slice(0, -1), heading]
      else {
        closeLone(heading)
        headings = [...headings.filter(({ size }) => size > line.size + 0.2), heading]
      }
      lone = heading
    } else {
      lone = null
      const length = open.reduce((sum, one) => sum + one.text.length, 0)
      if (previous && (!isNextLine(previous, line) || length > longestPassage)) close()
      open.push(line)
    }
    previous = line
  }
  close()
  closeLone(null)
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

function toPageLine({ text, page, x0, x1, top, bottom, width, height }: PdfLine): PageLine {
  return { text, page, x0, x1, top, bottom, width, height }
}
