import type { Locator, Page } from '@playwright/test'
import { z } from 'zod'
import { Chat } from './chat'
import {
  chinesePdf,
  largeCsv,
  largeWorkbook,
  mixedPagesPdf,
  readingCount,
  sixtyPagePdf,
  twoColumnPdf,
  wordDocument,
} from './documents'
import type { TestDocument } from './documents'
import { expect, test } from './fixtures'
import { sentence } from './sentences'
import { App } from './servers'
import { askReader, SourcesPanel, watchForeignRequests } from './sources-panel'

test.describe('a passage in a person’s own PDF', () => {
  test('is marked in its column; zoom and rotation keep the marks on their words', async ({ chat, page }) => {
    const foreign = watchForeignRequests(page)
    const { file, ask } = await pick(twoColumnPdf(), 2)
    await askReader(page, chat, file, ask.question)
    const sources = new SourcesPanel(page)
    await sources.open(1)
    await expect(sources.documents).toHaveText([file.name])
    await sources.expectPassage(2, ask.phrase)

    const tools = (name: string | RegExp) => sources.tools.getByRole('button', { name })
    const again = async () => {
      await tools('Back to the hit').click()
      await sources.expectMarked(2, ask.phrase)
    }
    const fitted = await tools(/^Actual size/).innerText()
    await tools('Zoom in').click()
    await tools('Zoom in').click()
    await expect(tools(/^Actual size/)).not.toHaveText(fitted)
    await again()
    for (let step = 0; step < 4; step += 1) await tools('Zoom out').click()
    await again()
    for (let turn = 0; turn < 4; turn += 1) {
      await tools('Rotate').click()
      await again()
    }
    await tools('Fit width').click()
    await expect(tools(/^Actual size/)).toHaveText(fitted)

    await sources.goToPage(1)
    await expect(sources.pageField).toHaveValue('1')
    await again()
    await expect(sources.pageField).toHaveValue('2')
    expect(foreign).toEqual([])
  })

  for (const [what, number] of [
    ['a turned page', 2],
    ['a smaller page', 3],
    ['a cropped page', 4],
  ] as const) {
    test(`is marked on ${what} among others`, async ({ chat, page }) => {
      const { file, ask } = await pick(mixedPagesPdf(), number)
      await askReader(page, chat, file, ask.question)
      const sources = new SourcesPanel(page)
      await sources.open(1)
      await sources.expectPassage(number, ask.phrase)
    })
  }

  test('is marked in Chinese text, also on a turned page', async ({ chat, page }) => {
    const foreign = watchForeignRequests(page)
    const { file, ask } = await pick(chinesePdf(), 2)
    await askReader(page, chat, file, ask.question)
    const sources = new SourcesPanel(page)
    await sources.open(1)
    await expect(sources.documents).toHaveText([file.name])
    await sources.expectPassage(2, ask.phrase)
    // The character maps that this needs are our own.
    expect(foreign).toEqual([])
  })

  test('is found on page 60 of 60, stays in the address, and hits are stepped through', async ({
    chat,
    page,
  }) => {
    const { file, ask } = await pick(sixtyPagePdf(), 60)
    await askReader(page, chat, file, ask.question)
    const sources = new SourcesPanel(page)
    await sources.open(1)
    await sources.expectPassage(60, ask.phrase)
    await expect(sources.tools).toContainText('/ 60')
    const count = await stopCount(page, chat)
    await sources.expectHit(1, count)
    await expect(sources.previous).toBeDisabled()

    const passages = sources.element.getByRole('region', { name: 'Passages' }).getByRole('listitem')
    await expect(passages).toHaveCount(count)
    for (let at = 2; at <= count; at += 1) {
      await sources.next.click()
      await sources.expectHit(at, count)
      await expect(passages.nth(at - 1)).toHaveAttribute('aria-current', 'true')
      const number = Number(/Page (\d+)/.exec(await passages.nth(at - 1).innerText())?.[1])
      await sources.expectPassage(number, (await passages.nth(at - 1).innerText()).split('\n').at(-1) ?? '')
    }
    await expect(sources.next).toBeDisabled()
    if (count > 1) await sources.previous.click()
    await sources.expectHit(Math.max(1, count - 1), count)

    expect(new URL(page.url()).searchParams.get('source')).toMatch(/:doc:|^[\w-]+$/)
    await page.reload()
    await expect(sources.element).toBeVisible()
    await sources.expectHit(Math.max(1, count - 1), count)
    await expect(sources.marks.first()).toBeInViewport()
    await sources.element.getByRole('button', { name: 'Close sources' }).click()
    await expect(sources.element).toHaveCount(0)
    expect(new URL(page.url()).searchParams.has('source')).toBe(false)
  })
})

test.describe('a row', () => {
  test('of a workbook with 20,000 rows is shown under its header; other rows are a jump away', async ({
    chat,
    page,
  }) => {
    const file = await largeWorkbook()
    const [, , ask] = file.asks
    if (!ask?.row || !ask.sheet) throw new Error('the workbook asks for rows of sheets')
    await askReader(page, chat, file, ask.question)
    const sources = new SourcesPanel(page)
    await sources.open(1)
    await expect(sources.element.getByText(`Row 20,001 of “${ask.sheet}”`)).toBeVisible()
    await expect(sources.citedRow).toBeInViewport()
    await expect(sources.citedRow).toContainText(ask.phrase)
    await expect(sources.citedRow).toContainText(`R${readingCount}`)
    await expect(sources.rowField).toHaveValue(String(ask.row))
    const header = sources.element.getByRole('columnheader', { name: 'Level cm' })
    await expect(header).toBeInViewport()

    await sources.rowField.fill('12345')
    await sources.rowField.press('Enter')
    await expect(sources.element.getByRole('row', { name: /R12344/ })).toBeInViewport()
    await expect(header).toBeInViewport()
    await sources.element.getByRole('tab', { name: 'Stations 站点' }).click()
    await expect(sources.element.getByRole('columnheader', { name: 'Keeper' })).toBeInViewport()
    await sources.element.getByRole('tab', { name: ask.sheet, exact: true }).click()
    await expect(header).toBeInViewport()
  })

  test('of a CSV is shown the same way', async ({ chat, page }) => {
    const file = await largeCsv()
    const [, ask] = file.asks
    if (!ask?.row) throw new Error('the CSV asks for rows')
    await askReader(page, chat, file, ask.question)
    const sources = new SourcesPanel(page)
    await sources.open(1)
    await expect(sources.element.getByText(/^Row 10,000( of|$)/)).toBeVisible()
    await expect(sources.citedRow).toBeInViewport()
    await expect(sources.citedRow).toContainText(ask.phrase)
    await expect(sources.element.getByRole('columnheader', { name: 'Level cm' })).toBeInViewport()
  })
})

test('a Word document has no places: its passages are there, with the reason', async ({ chat, page }) => {
  const file = await wordDocument()
  const [ask] = file.asks
  await askReader(page, chat, file, ask?.question ?? '')
  const sources = new SourcesPanel(page)
  await sources.open(1)
  await expect(sources.element.getByText(sentence('sources.noPlaces'))).toBeVisible()
  await expect(sources.element.getByRole('region', { name: 'Passages' })).toContainText(ask?.phrase ?? '')
  await expect(sources.marks).toHaveCount(0)
  await expect(sources.element.getByText(/^Passage on page/)).toHaveCount(0)
})

test.describe('the knowledge guide', () => {
  test('cites pages of a handbook, fetched by ranges, with its figures', async ({ chat, page }) => {
    const foreign = watchForeignRequests(page)
    const statuses: number[] = []
    page.on('response', (response) => {
      if (response.url().includes('/api/documents/')) statuses.push(response.status())
    })
    await chat.open('knowledgeGuide')
    await chat.ask('What causes a halo around the moon?')
    await expect(chat.answer).not.toContainText('示意图序号')
    await expectDrawn(chat.answer.getByRole('img', { name: sentence('markdown.figure') }).first())
    const sources = new SourcesPanel(page)
    await sources.open(1)
    const passages = sources.element.getByRole('region', { name: 'Passages' })
    const number = Number(/Page (\d+)/.exec(await passages.innerText())?.[1])
    await sources.expectPassage(number, 'halo')
    await expectDrawn(passages.getByRole('img', { name: sentence('sources.figure') }).first())
    expect(statuses).toContain(206)
    expect(foreign).toEqual([])
  })

  test('cites rows of a table', async ({ chat, page }) => {
    await chat.open('knowledgeGuide')
    await chat.ask('Which lake is the deepest?')
    const sources = new SourcesPanel(page)
    await sources.open(1)
    await expect(sources.citedRow).toBeInViewport()
    await expect(sources.citedRow).toContainText('Baikal')
    await sources.next.click()
    await expect(sources.citedRow).not.toContainText('Baikal')
    await expect(sources.citedRow).toBeInViewport()
  })

  test('an old document says why it has no places; an admin gets them by indexing it again', async ({
    browser,
    page,
  }) => {
    test.slow()
    const admin = { ADMIN_EMAIL: 'admin@example.org', ADMIN_PASSWORD: 'a long enough password' }
    const app = await App.start({ ...admin, ALLOW_GUESTS: 'true' })
    const other = await browser.newContext({ baseURL: app.url })
    try {
      const guest = new SourcesPanel(await other.newPage())
      await askGuide(guest.page, app.url)
      await guest.open(1)
      await expect(guest.element.getByText(sentence('sources.hiddenPositions'))).toBeVisible()
      await expect(guest.element.getByRole('button', { name: 'Index again' })).toHaveCount(0)

      await page.goto(`${app.url}/sign-in`)
      await page.getByRole('textbox', { name: 'Email' }).fill(admin.ADMIN_EMAIL)
      await page.getByRole('textbox', { name: 'Password' }).fill(admin.ADMIN_PASSWORD)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible()
      const sources = new SourcesPanel(page)
      await askGuide(page, app.url)
      await sources.open(1)
      await expect(sources.element.getByText(sentence('sources.hiddenPositionsAdmin'))).toBeVisible()
      await sources.element.getByRole('button', { name: 'Index again' }).click()
      await expect(sources.element.getByText(sentence('sources.reindexing'))).toBeVisible()
      await sources.expectProven(/^Passage on page \d+$/)
      await expect(sources.marks.first()).toBeInViewport()
    } finally {
      await other.close()
      await page.goto('about:blank')
      await app.remove()
    }
  })
})

test('sources belong to the answer: they outlive a reload and the platform, and nobody else gets them', async ({
  connected,
  chat,
  page,
  browser,
  problems,
}) => {
  problems.allow(/404|502/)
  const { app, engine } = connected
  await chat.open('knowledgeGuide', app.url)
  await chat.ask('Why does the moon make a glitter path on the water?')
  const sources = new SourcesPanel(page)
  await sources.open(1)
  await sources.expectProven(/^Passage on page \d+$/)
  const href = (await sources.element.getByRole('link', { name: 'Download' }).getAttribute('href')) ?? ''
  expect(href).toMatch(/^\/api\/documents\/[\w-]+/)
  expect((await page.request.get(`${app.url}${href}`)).status()).toBe(200)

  const other = await browser.newContext({ baseURL: app.url })
  expect(
    (await other.request.post('/api/session', { data: {}, headers: { origin: app.url } })).status(),
  ).toBe(200)
  const runId = await chat.runId()
  for (const path of [href, `/api/runs/${runId}/sources`, `${href}/reindex`])
    expect((await other.request.get(path)).status(), path).toBe(404)
  const stranger = await other.request.post(`${href}/reindex`, { data: {}, headers: { origin: app.url } })
  expect([403, 404]).toContain(stranger.status())
  await other.close()

  await engine.stop()
  try {
    await page.goto(`${app.url}${new URL(page.url()).pathname}`)
    await sources.open(1)
    await sources.expectProven(/^Passage on page \d+$/)
    await expect(sources.marks.first()).toBeInViewport()
  } finally {
    await engine.restart()
  }
})

test.describe('pages of the web', () => {
  test('are linked by their label where labels have gaps, with a card on hover and one in the panel', async ({
    chat,
    page,
  }) => {
    const foreign = watchForeignRequests(page)
    await chat.open('searcher')
    await chat.ask('Why are there two tides a day?')
    await chat.waitForSuggestions()
    const marks = chat.answer.getByRole('link', { name: /^\[\d+\]/ })
    expect((await marks.allInnerTexts()).slice(0, 3)).toEqual(['[1]', '[3]', '[8]'])
    const references = await webReferences(page, chat)
    for (const [at, refer] of ['ref_1', 'ref_3', 'ref_8'].entries()) {
      const { title, link } = references.get(refer) ?? { title: '', link: '' }
      await expect(marks.nth(at)).toHaveAttribute('href', link)
      await expect(marks.nth(at)).toHaveAttribute('rel', /noopener/)
      await marks.nth(at).hover()
      await expect(page.getByRole('tooltip')).toContainText(title)
      await page.mouse.move(0, 0)
      await expect(page.getByRole('tooltip')).toHaveCount(0)
    }
    const sources = new SourcesPanel(page)
    await sources.open(references.size)
    const cards = sources.element.getByRole('listitem')
    await expect(cards).toHaveCount(references.size)
    await expect(cards.nth(1)).toContainText('[3]')
    await expect(cards.nth(1)).toContainText(references.get('ref_3')?.title ?? '')
    expect(foreign).toEqual([])
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true })

  test('sources are a sheet over the answer that Esc and the way back close', async ({ chat, page }) => {
    await chat.open('searcher')
    await askByFinger(chat, 'Why are there two tides a day?')
    const sheet = page.getByRole('dialog', { name: 'Sources' })
    // A finger has no hover: a mark shows its card.
    await chat.answer.getByText('[3]', { exact: true }).tap()
    await expect(sheet).toBeVisible()
    await expect(sheet.locator('[aria-current="true"]')).toContainText('[3]')
    await page.keyboard.press('Escape')
    await expect(sheet).toHaveCount(0)

    await chat.answer.getByRole('button', { name: /^Sources \d/ }).tap()
    await expect(sheet).toBeVisible()
    await page.goBack()
    await expect(sheet).toHaveCount(0)
    await expect(chat.answer).toBeVisible()
    expect(new URL(page.url()).pathname).toMatch(/^\/c\//)
  })

  test('a page of a PDF fits the sheet', async ({ chat, page }) => {
    await chat.open('knowledgeGuide')
    await askByFinger(chat, 'Why does the moon make a glitter path on the water?')
    const sources = new SourcesPanel(page)
    await sources.open(1)
    await sources.expectProven(/^Passage on page \d+$/)
    await expect(sources.marks.first()).toBeInViewport()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(390)
  })
})

async function pick(making: Promise<TestDocument>, page: number) {
  const file = await making
  const ask = file.asks.find((one) => one.page === page)
  if (!ask) throw new Error(`${file.name} has no question for page ${page}`)
  return { file, ask }
}

/** A phone's Enter begins a new line. */
async function askByFinger(chat: Chat, question: string): Promise<void> {
  await chat.write(question)
  await chat.sendButton.tap()
  await chat.waitForEnd()
}

async function askGuide(page: Page, origin: string): Promise<void> {
  const chat = new Chat(page)
  await chat.open('knowledgeGuide', origin)
  await chat.ask('What are the rules for mooring at the jetty?')
}

async function expectDrawn(image: Locator): Promise<void> {
  await image.scrollIntoViewIfNeeded()
  await expect(image).toHaveAttribute('src', /^\/api\//)
  await expect
    .poll(() => image.evaluate((one) => (one instanceof HTMLImageElement ? one.naturalWidth : 0)))
    .toBeGreaterThan(0)
}

const sourcesSchema = z.object({
  documents: z.array(
    z.object({ slices: z.array(z.object({ boxes: z.array(z.object({ page: z.number() })) })) }),
  ),
})

/** How many hits the first document has, by our own API. */
async function stopCount(page: Page, chat: Chat): Promise<number> {
  const answer = await page.request.get(`/api/runs/${await chat.runId()}/sources`)
  const [document] = sourcesSchema.parse(await answer.json()).documents
  return (document?.slices ?? []).reduce(
    (sum, { boxes }) => sum + Math.max(1, new Set(boxes.map((box) => box.page)).size),
    0,
  )
}

const referencesSchema = z.object({
  messages: z.array(
    z.object({
      run: z.optional(
        z.object({
          steps: z.array(
            z.object({
              tools: z.array(
                z.object({
                  output: z.nullish(
                    z.object({
                      references: z.optional(
                        z.array(z.object({ refer: z.string(), title: z.string(), link: z.string() })),
                      ),
                    }),
                  ),
                }),
              ),
            }),
          ),
        }),
      ),
    }),
  ),
})

/** What the search of the latest answer found, by upstream's label. */
async function webReferences(page: Page, chat: Chat): Promise<Map<string, { title: string; link: string }>> {
  const answer = await page.request.get(`/api/conversations/${await chat.conversationId()}`)
  const { messages } = referencesSchema.parse(await answer.json())
  const found = messages.flatMap(({ run }) =>
    (run?.steps ?? []).flatMap(({ tools }) => tools.flatMap(({ output }) => output?.references ?? [])),
  )
  return new Map(found.map(({ refer, title, link }) => [refer, { title, link }]))
}
