import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright'
import { Chat } from '../../e2e/chat'
import { sixtyPagePdf } from '../../e2e/documents'
import { App } from '../../e2e/servers'
import { nameHelper } from './page'
import { ms, percentile } from './numbers'
import type { Table } from './table'

const rounds = 7

/** From the click on a source of an answer to its marked place on a page of a 60-page PDF. */
export async function measureSource(browser: Browser): Promise<Table> {
  const document = await sixtyPagePdf()
  const ask = document.asks.at(-1)
  if (!ask) throw new Error('the document has no question')
  const app = await App.start()
  const cold: number[] = []
  const warm: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await page.addInitScript(nameHelper)
    await runReader(
      page,
      app.url,
      { name: document.name, bytes: await readFile(document.path) },
      ask.question,
    )
    await page.reload()
    await page.waitForLoadState('networkidle')
    cold.push(await openSources(page))
    await page.getByRole('complementary', { name: 'Sources' }).getByRole('button', { name: 'Close' }).click()
    await page.getByTestId('highlight').first().waitFor({ state: 'detached' })
    warm.push(await openSources(page))
    await context.close()
  }
  await app.remove()
  const row = (name: string, values: number[], goal: number) => [
    name,
    ms(percentile(values, 0.5)),
    ms(Math.max(...values)),
    ms(goal),
  ]
  return {
    title: `Opening a source on page ${ask.page ?? '?'} of a 60-page PDF, ${rounds} times`,
    head: ['from the click to the marked place', 'p50', 'worst', 'goal'],
    rows: [row('first time (viewer, file and page)', cold, 700), row('again in the same page', warm, 200)],
  }
}

async function runReader(
  page: Page,
  origin: string,
  file: { name: string; bytes: Buffer },
  question: string,
): Promise<void> {
  const chat = new Chat(page)
  await chat.open('documentReader', origin)
  await page.waitForLoadState('networkidle')
  await page.getByRole('textbox', { name: /Question/ }).fill(question)
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: file.name, mimeType: 'application/pdf', buffer: file.bytes })
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('button', { name: /Sources/ }).waitFor({ timeout: 60_000 })
  await chat.waitForEnd()
}

/** Clicks, and resolves when a highlight stands in view over a page that is drawn. */
async function openSources(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const startedAt = performance.now()
        const look = () => {
          const mark = document.querySelector('[data-testid="highlight"]')
          const box = mark?.getBoundingClientRect()
          const canvas = mark?.closest('[data-page-number]')?.querySelector('canvas')
          if (box && box.width > 0 && box.top > 0 && box.top < innerHeight && canvas && canvas.width > 0)
            return resolve(performance.now() - startedAt)
          requestAnimationFrame(look)
        }
        const button = [...document.querySelectorAll('button')].find((one) =>
          one.textContent?.startsWith('Sources'),
        )
        button?.click()
        look()
      }),
  )
}
