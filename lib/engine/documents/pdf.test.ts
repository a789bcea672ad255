import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { fieldGuide, findLibraryDirectory, openLibrary } from './library'
import type { Library } from './library'
import { normalizeText } from './normalize'

let library: Library

beforeAll(async () => {
  library = await openLibrary(findLibraryDirectory())
})

test('the text inside every box is the text of its slice', async () => {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const bytes = await readFile(join(library.directory, fieldGuide.fileName))
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const compact = (text: string) => normalizeText(text).replace(/\s/g, '')
  let checked = 0
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    const glyphs = items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item] : []))
    for (const line of library.passages
      .filter(({ documentId }) => documentId === fieldGuide.id)
      .flatMap((passage) => passage.lines)
      .filter((one) => one.page === number)) {
      const inside = glyphs.filter(({ transform, width }) => {
        const [, , , , x = 0, y = 0] = transform as number[]
        const centre = x + width / 2
        const middle = line.height - y - 3
        return centre >= line.x0 && centre <= line.x1 && middle >= line.top && middle <= line.bottom
      })
      const text = inside
        .toSorted((left, right) => left.transform[4] - right.transform[4])
        .map(({ str }) => str)
      expect(compact(text.join(''))).toBe(compact(line.text))
      checked += 1
    }
  }
  expect(checked).toBeGreaterThan(250)
})

test('boxes lie on the page, upright and as high as a line', () => {
  for (const line of library.passages.flatMap((passage) => passage.lines)) {
    expect(line.x0).toBeGreaterThanOrEqual(0)
    expect(line.x1).toBeGreaterThan(line.x0)
    expect(line.x1).toBeLessThanOrEqual(line.width)
    expect(line.bottom - line.top).toBeGreaterThan(6)
    expect(line.bottom - line.top).toBeLessThan(16)
    expect(line.bottom).toBeLessThanOrEqual(line.height)
  }
})

test('extracted text has no radicals in place of characters and no lost glyphs', () => {
  const text = library.passages.map((passage) => passage.text).join('')
  expect(text).not.toMatch(/[\u2E80-\u2FDF\uFFFD\uE000-\uF8FF]/)
  expect(text).toContain('月亮本身不发光，只反射阳光')
  expect(text).toContain('Chang’e')
})

test('rows count as a person counts them', () => {
  const first = library.rows[0]
  expect([first?.sheetName, first?.line, first?.cells['中文名']]).toEqual(['Lakes 湖泊', 2, '里海'])
})
