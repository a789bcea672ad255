/**
 * PDF bytes → lines with their boxes → passages below their headings. pdf.js gives text items with a baseline; lines
 * are items on one baseline, headings are lines larger than the body, a passage ends where the gap or the size changes.
 */
import { findLanguage } from '../index/language'
import { normalizeText } from './normalize'
import type { PageLine, PdfPassage } from './passage'

type SizedLine = PageLine & { size: number }

const smallestBodySize = 7.5
const longestPassage = 700

/** @throws when the bytes are no PDF that can be read */
export async function readPdf(bytes: Uint8Array, documentId: string): Promise<PdfPassage[]> {
  return toPassages(await readLines(bytes), documentId)
}

/** Every line of every page in reading order. */
export async function readLines(bytes: Uint8Array): Promise<SizedLine[]> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const task = getDocument({
    data: bytes.slice(),
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: VerbosityLevel.ERRORS,
  })
  const document = await task.promise
  try {
    const lines: SizedLine[] = []
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number)
      const { width, height } = page.getViewport({ scale: 1 })
      const content = await page.getTextContent()
      const items = content.items.flatMap((item) =>
        'str' in item && item.str.trim() !== '' ? [toBox(item, content.styles[item.fontName], height)] : [],
      )
      lines.push(...toLines(items).map((line) => ({ ...line, page: number, width, height })))
      page.cleanup()
    }
    return lines
  } finally {
    await task.destroy()
  }
}

type Box = {
  text: string
  x0: number
  x1: number
  top: number
  bottom: number
  baseline: number
  size: number
}
type TextItem = { str: string; width: number; transform: number[] }
type FontStyle = { ascent: number; descent: number } | undefined

function toBox(item: TextItem, style: FontStyle, pageHeight: number): Box {
  const [a = 0, b = 0, , , x = 0, y = 0] = item.transform
  const size = Math.hypot(a, b)
  // Fonts declare generous line metrics; the box should hug the glyphs.
  const ascent = Math.min(style?.ascent || 0.88, 0.92)
  const descent = Math.max(style?.descent || -0.2, -0.24)
  return {
    text: item.str,
    x0: x,
    x1: x + item.width,
    top: pageHeight - y - ascent * size,
    bottom: pageHeight - y - descent * size,
    baseline: y,
    size,
  }
}

type Line = Pick<SizedLine, 'text' | 'x0' | 'x1' | 'top' | 'bottom' | 'size'>

function toLines(items: Box[]): Line[] {
  const rows: Box[][] = []
  for (const item of items) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row && first && Math.abs(first.baseline - item.baseline) < Math.max(first.size, item.size) * 0.4)
      row.push(item)
    else rows.push([item])
  }
  return rows.map(toLine).filter((line) => line.text !== '')
}

function toLine(row: Box[]): Line {
  const boxes = row.toSorted((left, right) => left.x0 - right.x0)
  let text = ''
  let end = -Infinity
  for (const box of boxes) {
    const gap = box.x0 - end
    if (text !== '' && gap > box.size * 0.18 && !text.endsWith(' ')) text += ' '
    text += box.text
    end = box.x1
  }
  return {
    text: normalizeText(text).trim(),
    x0: Math.min(...boxes.map((box) => box.x0)),
    x1: Math.max(...boxes.map((box) => box.x1)),
    top: Math.min(...boxes.map((box) => box.top)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
    size: Math.max(...boxes.map((box) => box.size)),
  }
}

export function toPassages(lines: SizedLine[], documentId: string): PdfPassage[] {
  const body = findBodySize(lines)
  const passages: PdfPassage[] = []
  let headings: { text: string; size: number }[] = []
  let open: SizedLine[] = []

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

  let previous: SizedLine | null = null
  for (const line of lines) {
    if (isMarginal(line)) continue
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
  return joinTables(passages).filter((passage) => passage.text.length >= 12)
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
function findBodySize(lines: SizedLine[]): number {
  const counts = new Map<number, number>()
  for (const line of lines) {
    const size = Math.round(line.size * 2) / 2
    counts.set(size, (counts.get(size) ?? 0) + line.text.length)
  }
  return [...counts].sort((left, right) => right[1] - left[1])[0]?.[0] ?? 10
}

/** Page numbers, running titles and the labels inside figures. */
function isMarginal(line: SizedLine): boolean {
  return line.bottom > line.height - 36 || line.top < 30 || line.size < smallestBodySize
}

function isNextLine(previous: SizedLine, line: SizedLine): boolean {
  if (previous.page !== line.page) return false
  if (Math.abs(previous.size - line.size) > 0.6) return false
  const gap = line.top - previous.bottom
  return gap > -previous.size && gap < previous.size * 0.95
}

/** Chinese lines join without a space, others with one; an entry of a list starts a line of its own. */
export function joinLines(lines: Pick<PageLine, 'text' | 'top' | 'bottom'>[]): string {
  const gaps = lines.slice(1).map((line, index) => line.top - (lines[index]?.bottom ?? 0))
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

function withoutSize({ text, page, x0, x1, top, bottom, width, height }: SizedLine): PageLine {
  return { text, page, x0, x1, top, bottom, width, height }
}
