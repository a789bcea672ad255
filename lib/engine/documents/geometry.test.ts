import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chinesePdf, mixedPagesPdf, sixtyPagePdf, twoColumnPdf } from '@/e2e/documents'
import type { TestDocument } from '@/e2e/documents'
import { flow, writePdf } from '@/e2e/pdf-writer'
import type { DrawnLine, PdfPage } from '@/e2e/pdf-writer'
import type { PageLine, PdfPassage } from './passage'
import { readLines } from './pdf'
import { readDocument } from './read-document'

const documents: [string, () => Promise<TestDocument>][] = [
  ['two columns', twoColumnPdf],
  ['turned, cropped and scaled pages', mixedPagesPdf],
  ['Chinese', chinesePdf],
  ['sixty pages', sixtyPagePdf],
]

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moonlake-geometry-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test.each(documents)(
  '%s: the box of every line covers the words that it names, and little more',
  async (_, make) => {
    const { path, bytes, lines: drawn } = await make()
    const lines = await readLines({ path, size: bytes })
    expect(lines).toHaveLength(drawn.length)
    for (const line of drawn) expectCovered(line, find(lines, line))
  },
)

test.each(documents)('%s: the slices are made of those lines', async (_, make) => {
  const document = await make()
  const passages = await read(document)
  const texts = new Set(document.lines.map(({ text }) => text))
  const found = passages.flatMap(({ lines }) => lines)
  expect(found.length).toBeGreaterThan(0)
  for (const line of found) expect(texts).toContain(line.text)
})

test('columns are read one after the other though the file draws them side by side', async () => {
  const passages = await read(await twoColumnPdf())
  const order = [
    'We watched',
    'A seiche',
    'The highest crest',
    'Storms were',
    'A second',
    'Two models',
    'What should',
  ]
  const at = order.map((start) => passages.findIndex(({ text }) => text.startsWith(start)))
  expect(at).toEqual(at.toSorted((one, other) => one - other))
  expect(at).not.toContain(-1)
  for (const { lines } of passages) {
    const columns = new Set(lines.map(({ x0 }) => (x0 < 300 ? 'left' : 'right')))
    expect(columns.size).toBe(1)
  }
})

test('three narrow columns below a line across all of them', async () => {
  const words = (name: string) =>
    `${name} ${'and the water stood still in the evening light of the lake '.repeat(3)}`
  const columns = ['one', 'two', 'three'].map((name, at) =>
    flow(words(name), { x: 40 + at * 175, top: 100, width: 162, size: 9 }),
  )
  const across = flow(
    'A heading that goes over all of the columns and says what they are about, at some length',
    {
      x: 40,
      top: 60,
      width: 515,
      size: 10,
    },
  )
  const longest = Math.max(...columns.map(({ length }) => length))
  const mixed = Array.from({ length: longest }, (_, at) => columns.map((column) => column[at])).flat()
  const texts = [...mixed.filter((text) => text !== undefined), ...across]
  const lines = await write([{ box: [0, 0, 595, 842], texts }])
  expect(lines.map(({ text }) => text)).toEqual([...across, ...columns.flat()].map(({ text }) => text))
})

test('a table keeps its rows whole', async () => {
  const rows = ['North gate', 'South gate', 'Old mill', 'Weir', 'Ferry', 'Chapel', 'Dam'].map((name, at) => [
    name,
    `${at + 2} m`,
    `${at * 7} boats`,
  ])
  const texts = rows.flatMap((cells, row) =>
    cells.map((text, column) => ({ text, x: 60 + column * 170, baseline: 100 + row * 16, size: 10 })),
  )
  const lines = await write([{ box: [0, 0, 595, 842], texts }])
  expect(lines.map(({ text }) => text)).toEqual(rows.map((cells) => cells.join(' ')))
})

test('what a cropped page does not show is not read', async () => {
  const lines = await write([
    {
      box: [100, 100, 400, 400],
      mediaBox: [0, 0, 600, 600],
      texts: [
        { text: 'inside the page', x: 20, baseline: 50, size: 12 },
        { text: 'far outside of it', x: 20, baseline: -80, size: 12 },
        { text: 'over its right edge', x: 250, baseline: 90, size: 12 },
      ],
    },
  ])
  expect(lines).toHaveLength(2)
  expect(lines[0]?.text).toBe('inside the page')
  expect('over its right edge'.startsWith(lines[1]?.text ?? ' ')).toBe(true)
  expect(lines[1]?.x1).toBeLessThanOrEqual(300)
})

test('a slide whose text is all large is text, and a heading without text is kept', async () => {
  const page = (texts: string[], size: number): PdfPage => ({
    box: [0, 0, 595, 842],
    texts: texts.map((text, at) => ({ text, x: 60, baseline: 120 + at * size * 1.3, size })),
  })
  const path = join(folder, 'slides.pdf')
  const small = Array.from({ length: 12 }, (_, at) => `an ordinary line of text with number ${at}`)
  await writePdf(path, [
    page(small, 10),
    page(['Only a title'], 30),
    page(['large words', 'and more of them'], 22),
  ])
  const passages = await read({ path, name: 'slides.pdf', bytes: 100_000 })
  expect(passages.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['Only a title', 'large words and more of them']),
  )
})

async function read({
  path,
  name,
  bytes,
}: Pick<TestDocument, 'path' | 'name' | 'bytes'>): Promise<PdfPassage[]> {
  const passages = await readDocument({ id: '1', path, name, size: bytes })
  return passages.filter((passage) => passage.kind === 'pdf')
}

async function write(pages: PdfPage[]): Promise<PageLine[]> {
  const path = join(folder, `${Math.random()}.pdf`)
  await writePdf(path, pages)
  const { size } = await stat(path)
  return readLines({ path, size })
}

function find(lines: PageLine[], drawn: DrawnLine): PageLine {
  const same = lines.filter(({ page, text }) => page === drawn.page && text === drawn.text)
  const [line] = same
  if (same.length !== 1 || !line)
    throw new Error(`${same.length} lines on page ${drawn.page} say “${drawn.text}”`)
  return line
}

/** The rectangle of the small letters is known from how the page was drawn, without any PDF reader. */
function expectCovered(drawn: DrawnLine, line: PageLine): void {
  const tolerance = 0.6
  expect(line.width).toBeCloseTo(drawn.pageWidth, 3)
  expect(line.height).toBeCloseTo(drawn.pageHeight, 3)
  expect(line.x0).toBeLessThanOrEqual(drawn.x0 + tolerance)
  expect(line.x1).toBeGreaterThanOrEqual(drawn.x1 - tolerance)
  expect(line.top).toBeLessThanOrEqual(drawn.top + tolerance)
  expect(line.bottom).toBeGreaterThanOrEqual(drawn.bottom - tolerance)
  // At most the height of a line around them.
  const size = Math.min(drawn.x1 - drawn.x0, drawn.bottom - drawn.top) * 2
  expect(line.x1 - line.x0).toBeLessThan(drawn.x1 - drawn.x0 + size)
  expect(line.bottom - line.top).toBeLessThan(drawn.bottom - drawn.top + size)
}
