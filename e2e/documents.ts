/**
 * Real files for the journeys, written when they are asked for into one folder that goes with the process. Each says
 * what can be asked about it and where the answer stands; PDFs also where each of their lines is drawn.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import writeExcelFile from 'write-excel-file/node'
import { zip } from '../lib/engine/library/source/zip'
import { essay, handbook, paper, stationName, stations } from './document-texts'
import { flow, writePdf } from './pdf-writer'
import type { DrawnLine, PdfOptions, PdfPage, PdfText } from './pdf-writer'

export type TestDocument = {
  path: string
  name: string
  bytes: number
  /** Questions whose answers stand in the file, with words of the passage and its page or row. */
  asks: { question: string; phrase: string; page?: number; row?: number; sheet?: string }[]
  /** Of a PDF: every line with the place where it is drawn on the displayed page. */
  lines: DrawnLine[]
}

const a4: PdfPage['box'] = [0, 0, 595, 842]

/** A paper in two columns below a title across both; the content stream goes from column to column line by line. */
export function twoColumnPdf(): Promise<TestDocument> {
  return once('two-columns.pdf', (file) => {
    const column = { width: 235, size: 9.5 }
    const columns = (left: string[], right: string[], top: number) =>
      interleave(stack(left, { ...column, x: 50, top }), stack(right, { ...column, x: 310, top }))
    const pages: PdfPage[] = [
      {
        box: a4,
        texts: [
          { text: paper.title, x: 50, baseline: 80, size: 18 },
          ...flow(paper.abstract, { x: 50, top: 96, width: 495, size: 9.5 }),
          ...columns(paper.columns[0], paper.columns[1], 170),
        ],
      },
      { box: a4, texts: columns(paper.columns[2], paper.columns[3], 60) },
    ]
    return pdf(file, pages, paper.asks)
  })
}

/**
 * Page 1 upright A4, page 2 an A4 sheet that `/Rotate 90` shows in landscape, page 3 small, page 4 the lower middle of
 * a larger sheet, page 5 and 6 turned by 180 and 270 degrees, page 7 with text that runs down the displayed page,
 * page 8 in units of two points.
 */
export function mixedPagesPdf(): Promise<TestDocument> {
  return once('mixed-pages.pdf', (file) => {
    const [upright, landscape, small, cropped, turned, turnedBack, sideways, scaled] = handbook.pages
    const page = (text: string, width: number) => stack([text], { x: 40, top: 60, width, size: 11 })
    const pages: PdfPage[] = [
      { box: a4, texts: page(upright, 480) },
      { box: a4, rotate: 90, texts: page(landscape, 700) },
      { box: [0, 0, 300, 200], texts: stack([small], { x: 20, top: 20, width: 260, size: 9 }) },
      { box: [100, 150, 500, 700], mediaBox: [-20, -30, 640, 900], texts: page(cropped, 320) },
      { box: a4, rotate: 180, texts: page(turned, 480) },
      { box: a4, rotate: 270, texts: page(turnedBack, 700) },
      {
        box: [0, 0, 842, 595],
        texts: stack([sideways], { x: 0, top: 0, width: 480, size: 11 }).map((line) => ({
          ...line,
          x: 700 - line.baseline,
          baseline: 60,
          isSideways: true,
        })),
      },
      { box: [0, 0, 300, 400], userUnit: 2, texts: stack([scaled], { x: 20, top: 30, width: 250, size: 7 }) },
    ]
    return pdf(file, pages, handbook.asks)
  })
}

/** Chinese set in a font that is not embedded: a reader needs the predefined CMaps. */
export function chinesePdf(): Promise<TestDocument> {
  return once('湖泊观测手册.pdf', (file) =>
    pdf(
      file,
      essay.pages.map((paragraphs, index) => ({
        box: a4,
        rotate: index === 1 ? 90 : 0,
        texts: stack(paragraphs, { x: 60, top: 70, width: index === 1 ? 700 : 470, size: 12 }),
      })),
      essay.asks,
    ),
  )
}

/** Sixty pages with one station each, below the limit of characters. */
export function sixtyPagePdf(): Promise<TestDocument> {
  return once('sixty-pages.pdf', (file) =>
    pdf(
      file,
      stations.map(({ name, text }, index) => ({
        box: a4,
        texts: [
          { text: `${index + 1} ${name}`, x: 60, baseline: 90, size: 16 },
          ...flow(text, { x: 60, top: 110, width: 470, size: 11 }),
          { text: String(index + 1), x: 290, baseline: 815, size: 9 },
        ],
      })),
      [2, 37, 60].map((page) => ({
        question: `How high did the water stand at ${stationName(page - 1)}?`,
        phrase: `water at ${stationName(page - 1)} stood`,
        page,
      })),
    ),
  )
}

/** The same as the two columns, locked with the password `moon`. */
export function encryptedPdf(): Promise<TestDocument> {
  return once('locked.pdf', (file) => pdf(file, plainPages(), [], { password: 'moon' }))
}

/** Begins like a PDF and is none. */
export function damagedPdf(): Promise<TestDocument> {
  return once('damaged.pdf', async (file) => {
    await writeFile(file, `%PDF-1.7\n${'not a document '.repeat(400)}`)
    return {}
  })
}

/** A picture of a page: nothing to read. */
export function imageOnlyPdf(): Promise<TestDocument> {
  return once('scan.pdf', (file) => pdf(file, [{ box: a4, texts: [], hasPicture: true }], []))
}

/** A short paper with a large attachment, so that it is long on its way and quick to read. */
export function largePdf(megabytes = 90): Promise<TestDocument> {
  return once(`large-${megabytes}.pdf`, (file) =>
    pdf(file, plainPages(), plainAsks, { attachmentBytes: megabytes * 1024 * 1024 }),
  )
}

/** Over 50,000 characters of plain text. */
export function longText(): Promise<TestDocument> {
  return once('too-long.txt', async (file) => {
    await writeFile(
      file,
      stations
        .map(({ text }) => text)
        .join('\n\n')
        .repeat(3),
    )
    return {}
  })
}

const readingColumns = ['Reading', 'Station', 'Date', 'Level cm', 'Temperature']
export const readingCount = 20_000

/** Two sheets: 20,000 readings with a header, and the stations. */
export function largeWorkbook(): Promise<TestDocument> {
  return once('readings.xlsx', async (file) => {
    await writeExcelFile([
      { sheet: 'Readings', data: [readingColumns, ...readings()] },
      {
        sheet: 'Stations 站点',
        data: [
          ['No', 'Station', 'Keeper'],
          ...stations.map(({ name, keeper }, index) => [index + 1, name, keeper]),
        ],
      },
    ]).toFile(file)
    return { asks: readingAsks('Readings') }
  })
}

/** The same readings as comma-separated text. */
export function largeCsv(): Promise<TestDocument> {
  return once('readings.csv', async (file) => {
    await writeFile(file, [readingColumns, ...readings()].map((row) => row.join(',')).join('\r\n'))
    return { asks: readingAsks() }
  })
}

const tableRows = [
  ['湖泊', '省份', '面积', '说明'],
  ['青海湖', '青海', '4543', '咸水湖，"高原明珠"'],
  ['鄱阳湖', '江西', '3150', '水位随季节\n变化很大'],
  ['洞庭湖', '湖南', '2579', '与长江相连'],
  ['太湖', '江苏', '2338', '浅水湖'],
]
const tableAsks = [{ question: '洞庭湖的面积是多少？', phrase: '2579', row: 4 }]

/** Chinese cells with quotes and a line break, UTF-8 with a byte-order mark. */
export function markedCsv(): Promise<TestDocument> {
  return once('lakes-utf8.csv', async (file) => {
    await writeFile(file, `\uFEFF${toCsv(tableRows)}`)
    return { asks: tableAsks }
  })
}

/** The same in the encoding of older Chinese programs. */
export function gb18030Csv(): Promise<TestDocument> {
  return once('lakes-gb18030.csv', async (file) => {
    await writeFile(file, encodeGb18030(toCsv(tableRows)))
    return { asks: tableAsks }
  })
}

/** A small table for a batch: a question a row, as a form agent takes it. */
export function questionsCsv(): Promise<TestDocument> {
  return once('questions.csv', async (file) => {
    const rows = ['What is a seiche?', '假潮是什么？', 'How deep is the lake, "at most"?'].map((question) => [
      question,
      'English',
    ])
    await writeFile(file, toCsv([['Question', 'Language'], ...rows]))
    return {}
  })
}

export function wordDocument(): Promise<TestDocument> {
  return once('minutes.docx', async (file) => {
    const paragraphs = handbook.pages
      .slice(0, 4)
      .map((text) => `<w:p><w:r><w:t>${escapeXml(text)}</w:t></w:r></w:p>`)
    await writeFile(
      file,
      zip({
        '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
        '_rels/.rels': `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
        'word/document.xml': `${xml}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Harbour minutes</w:t></w:r></w:p>${paragraphs.join('')}</w:body></w:document>`,
      }),
    )
    return { asks: handbook.asks.slice(0, 4).map(({ question, phrase }) => ({ question, phrase })) }
  })
}

/** Cut off in the middle. */
export function damagedWord(): Promise<TestDocument> {
  return once('damaged.docx', async (file) => {
    const whole = await readFile((await wordDocument()).path)
    await writeFile(file, whole.subarray(0, Math.floor(whole.length * 0.6)))
    return {}
  })
}

export function plainText(): Promise<TestDocument> {
  return once('notes.txt', async (file) => {
    await writeFile(file, essay.pages.flat().join('\n\n'))
    return { asks: essay.asks.map(({ question, phrase }) => ({ question, phrase })) }
  })
}

export function markdownText(): Promise<TestDocument> {
  return once('paper.md', async (file) => {
    await writeFile(file, `# ${paper.title}\n\n${paper.abstract}\n\n${paper.columns.flat().join('\n\n')}\n`)
    return { asks: paper.asks.map(({ question, phrase }) => ({ question, phrase })) }
  })
}

let directory: string | null = null

/** The folder of this process's files; for files that a journey writes by itself. */
export function documentsDirectory(): string {
  if (directory !== null) return directory
  const made = mkdtempSync(path.join(tmpdir(), 'moonlake-documents-'))
  process.once('exit', () => rmSync(made, { recursive: true, force: true }))
  directory = made
  return made
}

const made = new Map<string, Promise<TestDocument>>()

type Content = Partial<Pick<TestDocument, 'asks' | 'lines'>>

function once(name: string, write: (file: string) => Promise<Content>): Promise<TestDocument> {
  const known = made.get(name)
  if (known) return known
  const file = path.join(documentsDirectory(), name)
  const making = write(file).then(async (content) => ({
    path: file,
    name,
    bytes: (await stat(file)).size,
    asks: [],
    lines: [],
    ...content,
  }))
  made.set(name, making)
  return making
}

async function pdf(
  file: string,
  pages: PdfPage[],
  asks: TestDocument['asks'],
  options: PdfOptions = {},
): Promise<Content> {
  return { asks, lines: await writePdf(file, pages, options) }
}

const plainAsks = [{ question: 'How long does a seiche last?', phrase: 'a seiche lasts', page: 1 }]

function plainPages(): PdfPage[] {
  return [{ box: a4, texts: stack(paper.columns[0], { x: 60, top: 60, width: 470, size: 11 }) }]
}

/** Paragraphs below each other with a gap between them. */
function stack(
  paragraphs: string[],
  place: { x: number; top: number; width: number; size: number },
): PdfText[] {
  let { top } = place
  return paragraphs.flatMap((text) => {
    const lines = flow(text, { ...place, top })
    top = (lines.at(-1)?.baseline ?? top) + place.size * 1.2
    return lines
  })
}

function interleave(left: PdfText[], right: PdfText[]): PdfText[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => [
    left[index],
    right[index],
  ])
    .flat()
    .filter((text) => text !== undefined)
}

function readings(): (string | number)[][] {
  return Array.from({ length: readingCount }, (_, index) => [
    `R${String(index + 1).padStart(5, '0')}`,
    stationName(index % stations.length),
    new Date(Date.UTC(2024, 0, 1) + Math.floor(index / stations.length) * 86_400_000)
      .toISOString()
      .slice(0, 10),
    100 + ((index * 37) % 400),
    4 + ((index * 13) % 170) / 10,
  ])
}

function readingAsks(sheet?: string): TestDocument['asks'] {
  return [1, 9_999, readingCount].map((reading) => ({
    question: `What was the level in reading R${String(reading).padStart(5, '0')}?`,
    phrase: String(100 + (((reading - 1) * 37) % 400)),
    row: reading + 1,
    ...(sheet === undefined ? {} : { sheet }),
  }))
}

function toCsv(rows: string[][]): string {
  const quote = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return rows.map((row) => row.map(quote).join(',')).join('\r\n')
}

/** The two-byte part of GB18030, by reading it backwards. */
function encodeGb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, Buffer>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue
      const bytes = Buffer.from([lead, trail])
      codes.set(decoder.decode(bytes), bytes)
    }
  }
  return Buffer.concat([...text].map((character) => codes.get(character) ?? Buffer.from(character, 'latin1')))
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
