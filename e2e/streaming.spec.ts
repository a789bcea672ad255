import { expect, test } from './fixtures'
import { sentence } from './sentences'

test('the question appears at once and the text grows while the answer is busy', async ({ chat }) => {
  await chat.open('testBench')
  await chat.send('endless')
  await chat.waitForText()
  const early = await chat.answerLength()
  await expect.poll(() => chat.answerLength()).toBeGreaterThan(early + 200)
  await expect(chat.answer).toHaveAttribute('aria-busy', 'true')
  await chat.stop()
  await expect(chat.stopButton).toHaveCount(0)
})

test('an answer is Markdown: tables, tasks, footnotes, quotes, code with colours, math', async ({ chat }) => {
  await chat.open('testBench')
  const answer = await chat.ask('markdown')
  await expect(answer.getByRole('heading', { name: 'A tour of Markdown' })).toBeVisible()
  await expect(answer.getByRole('table')).toContainText('First quarter')
  await expect(answer.getByRole('table').getByRole('columnheader')).toHaveCount(4)
  await expect(answer.locator('strong').filter({ hasText: 'bold' }).first()).toBeVisible()
  await expect(answer.locator('blockquote blockquote')).toContainText('A quote inside the quote')
  await expect(answer.getByRole('link', { name: 'link', exact: true }).first()).toHaveAttribute(
    'target',
    '_blank',
  )
  await expect(answer.getByText('A footnote may hold')).toBeVisible()
  await expect(answer.locator('math').first()).toBeAttached()
  await expect(answer).toContainText('A price of $5 is not math')
  const code = answer.locator('pre').filter({ hasText: 'illumination' })
  await expect(code.locator('span').filter({ hasText: /^return$/ })).toBeVisible()
})

test('emphasis beside Chinese punctuation is emphasis', async ({ chat }) => {
  await chat.open('testBench')
  const answer = await chat.ask('排版')
  for (const text of ['粗体', '“月光”', '注意：']) {
    await expect(answer.locator('strong').filter({ hasText: new RegExp(`^${text}$`) })).toBeVisible()
  }
})

test('code is copied exactly, an answer as Markdown', async ({ chat, context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await chat.open('testBench')
  const answer = await chat.ask('markdown')
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText())

  await answer.getByRole('button', { name: 'Copy code' }).first().click()
  await expect
    .poll(clipboard)
    .toContain('export function illumination(ageInDays: number): number {\n  const phase')

  await answer.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect.poll(clipboard).toContain('| First quarter | 50 % | noon | best for craters |')
})

test('the view follows the end, lets go when the reader scrolls up, and comes back on request', async ({
  chat,
  page,
}) => {
  await page.setViewportSize({ width: 1000, height: 600 })
  await chat.open('testBench')
  await chat.send('stream 400kB at 100/s')
  await chat.waitForText()
  const jump = page.getByRole('button', { name: 'Jump to latest' })
  await expect.poll(async () => (await chat.answer.boundingBox())?.height ?? 0).toBeGreaterThan(1500)
  await expect(jump).toHaveCount(0)
  await page.mouse.move(500, 300)
  await page.mouse.wheel(0, -600)
  await expect(jump).toBeVisible()
  const heading = chat.answer.getByRole('heading').first()
  const before = await heading.boundingBox()
  const length = await chat.answerLength()
  await expect.poll(() => chat.answerLength()).toBeGreaterThan(length + 300)
  expect((await heading.boundingBox())?.y).toBeCloseTo(before?.y ?? Number.NaN, 0)
  await jump.click()
  await expect(jump).toHaveCount(0)
  await chat.stop()
})

test('raw HTML and hostile links in an answer stay text and nothing is loaded from elsewhere', async ({
  chat,
  page,
  server,
}) => {
  const foreign: string[] = []
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(server.url)) foreign.push(request.url())
  })
  await chat.open('testBench')
  const answer = await chat.ask('html injection')
  await expect(answer).toContainText('<script>window.__ran = true</script>')
  await expect(
    answer.locator('script, iframe, img[src^="http"], a[href^="javascript:"], a[href^="data:"]'),
  ).toHaveCount(0)
  expect(await page.evaluate(() => '__ran' in window)).toBe(false)
  expect(foreign).toEqual([])
})

test('broken framing, characters of four bytes and unknown fields lose nothing', async ({ chat }) => {
  const text = '月出东山，湖光如练。👩‍🚀 The moon — “naïve” café — 𠮷野家 🌕🏞️ ends here.'
  await chat.open('testBench')
  for (const words of [
    'byte by byte',
    'crlf',
    'bare cr',
    'comments',
    'multi-line data',
    'bom',
    'one packet',
  ]) {
    await expect(await chat.ask(words)).toContainText(text)
  }
  await expect(await chat.ask('null fields')).toContainText('Still here.')
  await expect(await chat.ask('after done')).not.toContainText('GHOST')
})

test('while an answer streams the next message waits in line and is sent after it', async ({ chat }) => {
  await chat.open('testBench')
  await chat.send('pause 6 s')
  await chat.waitForText()
  await chat.box.fill('plain')
  await chat.box.press('Enter')
  await expect(chat.box).toHaveValue('')
  await expect(chat.questions).toHaveCount(2, { timeout: 30_000 })
  await chat.waitForEnd()
  await expect(chat.answer).toContainText('The moon is above the lake.')
})

test('a message that waits in line is not sent while somebody edits it', async ({ chat, page }) => {
  await chat.open('testBench')
  await chat.send('pause 4 s')
  await chat.waitForText()
  await chat.box.fill('stall')
  await chat.box.press('Enter')
  const queued = page.getByRole('list', { name: sentence('composer.queue') })
  await queued.getByRole('button', { name: sentence('composer.editQueued') }).click()
  const edited = queued.getByRole('textbox', { name: sentence('composer.editQueued') })
  await edited.fill('plain')
  await chat.waitForEnd()
  await expect(page.getByText(sentence('composer.queueHeld'))).toBeVisible()
  await expect(edited).toHaveValue('plain')
  await edited.press('Enter')
  await expect(chat.questions).toHaveCount(2)
  await expect(chat.questions.last()).toContainText('plain')
  await expect(chat.answer).toContainText('The moon is above the lake.')
})
