import path from 'node:path'
import type { Page } from '@playwright/test'
import Papa from 'papaparse'
import readExcelFile from 'read-excel-file/node'
import writeExcelFile from 'write-excel-file/node'
import { Batch } from './batch'
import { documentsDirectory, questionsCsv } from './documents'
import { expect, test } from './fixtures'
import { sentence } from './sentences'

const question = 'Question 问题'
const language = 'Language 语言'

test('a CSV finds its variables; every row is a run that is linked, and the results are saved', async ({
  connected,
  page,
  browser,
  problems,
}) => {
  problems.allow(/404/)
  const { app, engine } = connected
  const before = await engine.stats()
  const batch = new Batch(page)
  await batch.open(app.url)
  await batch.choose((await questionsCsv()).path)
  await expect(page.getByText('3 rows, 2 columns')).toBeVisible()
  await expect(batch.variable(question).locator('option:checked')).toHaveText('Question')
  await expect(batch.variable(language).locator('option:checked')).toHaveText('Language')
  await expect(batch.preview.getByRole('row')).toHaveCount(4)
  await expect(batch.preview).toContainText('How deep is the lake, "at most"?')
  await batch.start()
  await batch.expectProgress(3, 3)
  for (const number of [1, 2, 3]) {
    await expect(batch.row(number)).toContainText('Done')
    await expect(batch.row(number)).toContainText('No document was given')
  }
  expect((await engine.stats()).generationsStarted).toBe(before.generationsStarted + 3)

  const csv = await batch.download('Download CSV')
  expect(csv.name).toMatch(/^questions.*\.csv$/)
  const parsed = Papa.parse<string[]>(csv.bytes.toString('utf8').replace(/^\uFEFF/, ''), {
    skipEmptyLines: true,
  })
  expect(parsed.errors).toEqual([])
  const xlsx = await batch.download('Download XLSX')
  expect(xlsx.name).toMatch(/^questions.*\.xlsx$/)
  const sheet = await readSheet(xlsx.bytes)
  for (const table of [parsed.data, sheet]) {
    expect(table[0]).toEqual(['Question', 'Language', 'Status', 'Answer', 'Reason', 'Run'])
    expect(table.slice(1).map(([asked]) => asked)).toEqual([
      'What is a seiche?',
      '假潮是什么？',
      'How deep is the lake, "at most"?',
    ])
    for (const [, , status, answer, reason, run] of table.slice(1)) {
      expect(status).toBe('Done')
      expect(answer).toContain('No document was given')
      expect(reason).toBe('')
      expect(run?.startsWith(`${app.url}/c/`)).toBe(true)
    }
  }

  const address = page.url()
  await batch.row(2).getByRole('link', { name: 'Open the run of row 2' }).click()
  await expect(page).toHaveURL(sheet[2]?.at(-1) ?? '')
  await expect(page.getByRole('article', { name: 'You', exact: true })).toContainText('假潮是什么？')
  const sidebar = page.getByRole('navigation', { name: 'Conversations' })
  await expect(sidebar.getByRole('link', { name: 'Batches' })).toBeVisible()
  await expect(sidebar.locator('a[href^="/c/"]')).toHaveCount(0)
  await sidebar.getByRole('link', { name: 'Batches' }).click()
  await page
    .getByRole('main')
    .getByRole('link', { name: /questions\.csv/ })
    .click()
  await expect(page).toHaveURL(address)

  const other = await browser.newContext({ baseURL: app.url })
  const headers = { origin: app.url }
  expect((await other.request.post('/api/session', { data: {}, headers })).status()).toBe(200)
  const id = new URL(address).pathname.split('/').at(-1) ?? ''
  for (const place of [
    `/api/batches/${id}`,
    `/api/batches/${id}/rows/1`,
    `/api/batches/${id}/download?format=csv`,
    `/batches/${id}`,
  ])
    expect((await other.request.get(place)).status(), place).toBe(404)
  for (const [method, data] of [
    ['PATCH', { action: 'pause' }],
    ['DELETE', {}],
  ] as const) {
    const answer = await other.request.fetch(`/api/batches/${id}`, { method, data, headers })
    expect(answer.status(), method).toBe(404)
  }
  await other.close()
})

test('columns of a workbook are mapped by hand; what does not fit is said; a failed row is tried again alone', async ({
  connected,
  page,
}) => {
  const { app, engine } = connected
  const file = await workbook('Fragen.xlsx', [
    ['Frage', 'Sprache'],
    ['Was ist eine Seiche?', 'English'],
    ['test bench: cut', 'Klingon'],
    ['test bench: plain', 'English'],
  ])
  const batch = new Batch(page)
  await batch.open(app.url)
  await batch.choose(file)
  await expect(page.getByText(sentence('batches.nothingMapped'))).toBeVisible()
  await expect(batch.startButton).toBeDisabled()
  await batch.variable(question).selectOption('Frage')
  await expect(batch.startButton).toBeEnabled()
  await batch.variable(language).selectOption('Sprache')
  await expect(page.getByText(/“Klingon” is not one of the choices/)).toBeVisible()
  await expect(batch.startButton).toBeDisabled()
  await batch.variable(language).selectOption(sentence('batches.sameForAll'))
  await expect(batch.preview).not.toContainText('Klingon')

  const before = await engine.stats()
  await batch.start()
  await batch.expectProgress(3, 3)
  await expect(batch.row(2)).toContainText('Failed')
  await expect(batch.row(2)).toContainText(sentence('failure.stream_cut'))
  await expect(batch.row(3)).toContainText('The moon is above the lake.')
  await batch.count('Failed').click()
  await expect(batch.rows).toHaveCount(2)
  await batch.count('All').click()
  expect((await engine.stats()).generationsStarted).toBe(before.generationsStarted + 3)

  await batch.press('Retry failed')
  await expect.poll(async () => (await engine.stats()).generationsStarted).toBe(before.generationsStarted + 4)
  await batch.expectProgress(3, 3)
  await expect(batch.row(2)).toContainText('Failed')
  await batch.row(2).getByRole('button', { name: 'Row 2' }).click()
  const detail = page.getByRole('dialog', { name: 'Row 2' })
  await expect(detail).toContainText('test bench: cut')
  await expect(detail).toContainText('Attempt 2')
  await expect(detail.getByRole('link', { name: 'Attempt 1' })).toBeVisible()
  await detail.getByRole('button', { name: 'Next row' }).click()
  await expect(page.getByRole('dialog', { name: 'Row 3' })).toContainText('The moon is above the lake.')
  await page.keyboard.press('Escape')
  expect((await engine.stats()).generationsStarted).toBe(before.generationsStarted + 4)
})

test.describe('two rows at a time', () => {
  test.use({ ownSettings: { MAX_CONCURRENT_RUNS: '3' } })

  test('a batch pauses, goes on, and outlives a reload and a killed server: every row is asked once', async ({
    ownApp,
    page,
    problems,
  }) => {
    test.slow()
    problems.allow(/ERR_|Failed to load resource|Failed to fetch/)
    const { app, engine } = ownApp
    const total = 9
    const file = await workbook('slow.xlsx', [
      ['Question'],
      ...Array.from({ length: total }, (_, index) => [`test bench: slow 3 s, row ${index + 1}`]),
    ])
    const before = await engine.stats()
    const started = async () => (await engine.stats()).generationsStarted - before.generationsStarted
    const batch = new Batch(page)
    await batch.open(app.url)
    await batch.choose(file)
    await batch.start()
    await expect(batch.count('Running')).toContainText('2')

    await batch.press('Pause')
    await expect(page.getByText(/· Paused$/)).toBeVisible({ timeout: 20_000 })
    await expect(batch.count('Running')).toHaveCount(0)
    const asked = await started()
    expect(asked).toBeGreaterThanOrEqual(2)
    await expect(batch.count('Waiting')).toContainText(String(total - asked))
    await batch.expectProgress(asked, total)
    await page.reload()
    await expect(page.getByText(/· Paused$/)).toBeVisible()
    expect(await started()).toBe(asked)

    await batch.press('Resume')
    await expect.poll(async () => (await engine.stats()).running - before.running).toBe(2)
    await app.end('SIGKILL')
    await app.restart()
    const lost = sentence('failure.restart')
    await batch.expectProgress(total, total)
    expect(await started()).toBe(total)
    await expect(batch.rows).toHaveCount(total + 1)
    const interrupted = await batch.rows.filter({ hasText: lost }).count()
    expect(interrupted).toBeGreaterThan(0)
    await expect(batch.count('Failed')).toContainText(String(interrupted))

    await batch.press('Retry failed')
    await expect(batch.count('Done')).toContainText(String(total), { timeout: 30_000 })
    await expect(batch.count('Failed')).toHaveCount(0)
    expect(await started()).toBe(total + interrupted)
    await page.reload()
    await batch.expectProgress(total, total)
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true })

  test('a table is chosen, checked and run', async ({ connected, page }) => {
    const batch = new Batch(page)
    await batch.open(connected.app.url)
    await batch.choose((await questionsCsv()).path)
    await expect(batch.preview).toBeVisible()
    await expectToFit(page)
    await batch.startButton.tap()
    await page.waitForURL(/\/batches\/[\w-]+/)
    await batch.expectProgress(3, 3)
    await expectToFit(page)
    await batch.row(3).getByRole('button', { name: 'Row 3' }).tap()
    await expect(page.getByRole('dialog', { name: 'Row 3' })).toContainText('No document was given')
    await expectToFit(page)
  })
})

async function workbook(name: string, rows: string[][]): Promise<string> {
  const file = path.join(documentsDirectory(), name)
  await writeExcelFile([{ sheet: 'Sheet 1', data: rows }]).toFile(file)
  return file
}

/** Cells of the first sheet as texts. */
async function readSheet(bytes: Buffer): Promise<string[][]> {
  const [first] = await readExcelFile(bytes)
  return (first?.data ?? []).map((row) => row.map((cell) => (cell === null ? '' : String(cell))))
}

async function expectToFit(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    )
    .toBeLessThanOrEqual(0)
}
