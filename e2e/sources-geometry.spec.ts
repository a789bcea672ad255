/**
 * Every box that is drawn on a page covers the text it names, within one CSS pixel, at three zooms and on the turned
 * page. What it is held against is where the test itself put the letters when it wrote the file.
 */
import type { Page } from '@playwright/test'
import { z } from 'zod'
import type { Chat } from './chat'
import { chinesePdf, mixedPagesPdf, twoColumnPdf } from './documents'
import type { TestDocument } from './documents'
import { expect, test } from './fixtures'
import type { DrawnLine } from './pdf-writer'
import { askReader } from './sources-panel'

test.describe.configure({ timeout: 180_000 })

const sourcesSchema = z.object({
  documents: z.array(
    z.object({
      slices: z.array(z.object({ text: z.string(), boxes: z.array(z.object({ page: z.number() })) })),
    }),
  ),
})

for (const [name, write, pages] of [
  ['two columns', twoColumnPdf, [1, 2]],
  ['an upright, a turned, a small and a cropped page', mixedPagesPdf, [1, 2, 3, 4]],
  ['pages turned further, text that runs down, larger units', mixedPagesPdf, [5, 6, 7, 8]],
  ['Chinese, upright and turned', chinesePdf, [1, 2]],
] as const) {
  test(`boxes cover their text: ${name}`, async ({ page, chat }) => {
    const file = await write()
    const seen = new Set<number>()
    for (const number of pages) {
      const question = file.asks.find((one) => one.page === number)?.question ?? ''
      if (seen.has(number)) continue
      await ask(page, chat, seen.size === 0 ? file : null, question)
      for (const shown of await checkEveryHit(page, file)) seen.add(shown)
      expect(seen, question).toContain(number)
    }
  })
}

async function ask(page: Page, chat: Chat, file: TestDocument | null, question: string): Promise<void> {
  await askReader(page, chat, file, question)
  await page.getByRole('button', { name: /^Sources/ }).click()
  await expect(page.getByTestId('highlight').first()).toBeVisible({ timeout: 30_000 })
}

/** Steps through all hits; resolves the pages that they stand on. */
async function checkEveryHit(page: Page, file: TestDocument): Promise<number[]> {
  const [runId = ''] = new URL(page.url()).searchParams.get('source')?.split(':') ?? []
  const answer = await page.request.get(`/api/runs/${runId}/sources`)
  const { documents } = sourcesSchema.parse(await answer.json())
  const stops = (documents[0]?.slices ?? []).flatMap(({ text, boxes }) =>
    [...new Set(boxes.map((box) => box.page))].map((number) => ({ text, number })),
  )
  expect(stops.length).toBeGreaterThan(0)
  const tools = page.getByRole('toolbar')
  const turn = tools.getByRole('button', { name: 'Rotate' })
  const next = page.getByRole('button', { name: 'Next hit' })

  for (const [index, { text, number }] of stops.entries()) {
    if (index > 0) await next.click()
    await expect(page.getByText(`Passage on page ${number}`, { exact: true }).first()).toBeVisible({
      timeout: 30_000,
    })
    const lines = file.lines.filter((line) => line.page === number && plain(text).includes(plain(line.text)))
    expect(lines.length, `lines of “${text}”`).toBeGreaterThan(0)

    await tools.getByRole('button', { name: 'Fit width' }).click()
    await expectCovered(page, lines, 0)
    await tools.getByRole('button', { name: /^Actual size/ }).click()
    await tools.getByRole('button', { name: 'Back to the hit' }).click()
    await expectCovered(page, lines, 0)
    for (let step = 0; step < 5; step += 1) await tools.getByRole('button', { name: 'Zoom in' }).click()
    await expect(tools.getByRole('button', { name: /^Actual size/ })).toHaveText(/200/)
    await tools.getByRole('button', { name: 'Back to the hit' }).click()
    await expectCovered(page, lines, 0)
    await tools.getByRole('button', { name: 'Fit width' }).click()
    await turn.click()
    await tools.getByRole('button', { name: 'Back to the hit' }).click()
    await expectCovered(page, lines, 90)
    for (let step = 0; step < 3; step += 1) await turn.click()
    await tools.getByRole('button', { name: 'Back to the hit' }).click()
  }
  await expect(next).toBeDisabled()
  return stops.map(({ number }) => number)
}

type Edges = { left: number; top: number; right: number; bottom: number }

const tolerance = 1

async function expectCovered(page: Page, lines: DrawnLine[], turn: 0 | 90): Promise<void> {
  await expect(async () => {
    const { sheet, boxes } = await readBoxes(page, lines[0]?.page ?? 0)
    const wanted = lines.map((line) => expectedEdges(line, sheet, turn))
    const missed = wanted.filter((edges) => !boxes.some((box) => covers(box, edges)))
    expect(missed, 'lines that no box covers').toEqual([])
    // A box around half the page would cover anything.
    const tall = boxes.filter(
      (box) => !wanted.some((edges) => covers(box, edges) && isSnug(box, edges, turn)),
    )
    expect(tall, 'boxes that are not a line').toEqual([])
  }).toPass({ timeout: 15_000 })
}

/** The drawn page and the boxes of the active hit on it, relative to the page's corner. */
function readBoxes(page: Page, number: number): Promise<{ sheet: Edges; boxes: Edges[] }> {
  return page.evaluate((wanted) => {
    const edges = (element: Element | null) => {
      const { left, top, right, bottom } = element?.getBoundingClientRect() ?? new DOMRect()
      return { left, top, right, bottom }
    }
    const sheet = edges(document.querySelector(`[data-page-number="${wanted}"]`))
    const marks = document.querySelectorAll(`[data-testid="highlight"][data-page="${wanted}"][data-active]`)
    const boxes = [...marks].map(edges).map(({ left, top, right, bottom }) => ({
      left: left - sheet.left,
      top: top - sheet.top,
      right: right - sheet.left,
      bottom: bottom - sheet.top,
    }))
    return {
      sheet: { left: 0, top: 0, right: sheet.right - sheet.left, bottom: sheet.bottom - sheet.top },
      boxes,
    }
  }, number)
}

function expectedEdges(line: DrawnLine, sheet: Edges, turn: 0 | 90): Edges {
  const k = (turn === 0 ? sheet.right : sheet.bottom) / line.pageWidth
  const { x0, x1, top, bottom, pageHeight } = line
  if (turn === 0) return { left: x0 * k, top: top * k, right: x1 * k, bottom: bottom * k }
  return { left: (pageHeight - bottom) * k, top: x0 * k, right: (pageHeight - top) * k, bottom: x1 * k }
}

function covers(box: Edges, edges: Edges): boolean {
  return (
    box.left <= edges.left + tolerance &&
    box.top <= edges.top + tolerance &&
    box.right >= edges.right - tolerance &&
    box.bottom >= edges.bottom - tolerance
  )
}

/** Across the line no more than ascenders, descenders and a little air; along it no more than a few letters. */
function isSnug(box: Edges, edges: Edges, turn: 0 | 90): boolean {
  const isWide = turn === 0
  const size = (one: Edges, isAlong: boolean) =>
    isAlong === isWide ? one.right - one.left : one.bottom - one.top
  const isSideways = edges.right - edges.left > edges.bottom - edges.top !== isWide
  const across = size(edges, isSideways)
  return (
    size(box, isSideways) <= across * 3 + 2 * tolerance &&
    size(box, !isSideways) <= size(edges, !isSideways) + across * 3 + 2 * tolerance
  )
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '')
}
