// @vitest-environment node
import { readFile } from 'node:fs/promises'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { readPdf } from '@/lib/engine/documents/pdf'
import { findText, provesPassage } from './exactness'
import { twoColumnPdf } from '../../e2e/documents'
import { byColumns, rectsOf, textUnder, toPageText } from './pdf/page-text'
import type { PageText } from './pdf/page-text'

describe('what a text under boxes proves', () => {
  it('the passage, when it holds the slice', () => {
    expect(provesPassage('moon over the water', 'The moon\nover the water')).toBe(true)
  })
  it('nothing, when a number is another', () => {
    expect(provesPassage('a tide of 15 m', 'a tide of 1.5 m')).toBe(false)
  })
  it('nothing, when the boxes hold a whole page', () => {
    expect(provesPassage('the moon', `the moon ${'and much else '.repeat(20)}`)).toBe(false)
  })
  it('nothing, without text', () => {
    expect(provesPassage('the moon', '')).toBe(false)
    expect(provesPassage('', 'the moon')).toBe(false)
  })
  it('the passage, where a figure stands in it', () => {
    expect(provesPassage('the moon【示意图序号_17_1】over the lake', 'the moon over the lake')).toBe(true)
  })
})

describe('a text without boxes', () => {
  it('is found where it stands, several times if so', () => {
    const source = 'A lake.\nThe moon over\nit. Again the moon over it.'
    const places = findText(source, 'the moon over it', 5)
    expect(places.map(({ start, end }) => source.slice(start, end))).toEqual([
      'The moon over\nit',
      'the moon over it',
    ])
  })
  it('is not looked for when it is too short to be told apart', () => {
    expect(findText('moon moon', 'moon', 5)).toEqual([])
  })
})

describe('on a real document', () => {
  it('every passage of the field guide is proven by the text under its own lines, and by no other place', async () => {
    const bytes = new Uint8Array(await readFile('lib/engine/library/moon-over-water.pdf'))
    const passages = await readPdf(bytes, 'guide')
    const pages = await readPages(bytes)
    const unproven: string[] = []
    let wronglyProven = 0
    for (const passage of passages) {
      const rects = passage.lines.map(({ x0, x1, top, bottom }) => ({
        left: x0,
        top,
        width: x1 - x0,
        height: bottom - top,
      }))
      const page = pages[passage.page - 1]
      if (!page) throw new Error(`no page ${passage.page}`)
      if (!provesPassage(passage.text, textUnder(page, rects))) unproven.push(passage.text)
      const lower = rects.map((rect) => ({ ...rect, top: rect.top + 40 }))
      if (provesPassage(passage.text, textUnder(page, lower))) wronglyProven += 1
    }
    expect(passages.length).toBeGreaterThan(50)
    expect(unproven).toEqual([])
    expect(wronglyProven).toBe(0)
  })

  it('a passage without boxes is found by its text, over the same lines', async () => {
    const bytes = new Uint8Array(await readFile('lib/engine/library/moon-over-water.pdf'))
    const passages = (await readPdf(bytes, 'guide')).filter(
      ({ isTable, text }) => !isTable && text.length > 80,
    )
    const pages = await readPages(bytes)
    for (const passage of passages.slice(0, 12)) {
      const page = pages[passage.page - 1]
      const [place] = page ? findText(page.source, passage.text, 2) : []
      const rects = page && place ? rectsOf(page, place.start, place.end) : []
      expect(rects).toHaveLength(passage.lines.length)
      passage.lines.forEach((line, index) => {
        expect(Math.abs((rects[index]?.left ?? 0) - line.x0)).toBeLessThan(1)
        expect(Math.abs((rects[index]?.top ?? 0) - line.top)).toBeLessThan(1)
      })
    }
  })
})

it('a passage in one of two columns is found although the file writes their lines by turns', async () => {
  const { path, lines } = await twoColumnPdf()
  const [page] = await readPages(new Uint8Array(await readFile(path)))
  const text = 'Lake Orrin a seiche lasts for about nineteen minutes from crest to crest'
  expect(findText(page?.source ?? '', text, 2)).toEqual([])
  const columns = byColumns(page ?? emptyPage)
  const [place] = findText(columns.source, text, 2)
  const rects = rectsOf(columns, place?.start ?? 0, place?.end ?? 0)
  const held = lines.filter((line) => line.page === 1 && /seiche lasts|crest to crest/.test(line.text))
  expect(rects).toHaveLength(held.length)
  for (const line of held) {
    expect(rects.some(({ top, height }) => top <= line.top && top + height >= line.bottom)).toBe(true)
  }
  expect(rects.every(({ left, width }) => left + width < 300)).toBe(true)
})

const emptyPage: PageText = { source: '', runOf: [], from: [], to: [], runs: [] }

async function readPages(bytes: Uint8Array): Promise<PageText[]> {
  const task = getDocument({
    data: bytes.slice(),
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: 0,
  })
  const document = await task.promise
  const pages: PageText[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const { items, styles } = await page.getTextContent()
    pages.push(
      toPageText(
        items.flatMap((item) => ('str' in item ? [item] : [])),
        styles,
        page.getViewport({ scale: 1 }).transform,
      ),
    )
  }
  await task.destroy()
  return pages
}
