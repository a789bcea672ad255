import { appIds } from '../lib/engine/catalogue'
import { assistants, testAssistantInChinese } from './assistant-chat'
import { agentName } from './chat'
import { benches, Comparison, outsideBenches } from './comparison'
import { expect, test } from './fixtures'
import { sentence } from './sentences'

/** What each of the benches says to “stall” before it falls silent. */
const halves = {
  agent: 'The water is still.',
  assistant: 'The water is still.',
  model: 'and then nothing moved',
}

test('three answer side by side; one is stopped, the others go on, also over a reload', async ({
  connected,
  page,
}) => {
  const { app, engine } = connected
  const comparison = new Comparison(page)
  await comparison.openThree(app.url, outsideBenches)
  const before = await engine.stats()
  const address = await comparison.ask('stall')
  await expect(page.getByRole('heading', { level: 1, name: 'stall' })).toBeVisible()
  await comparison.expectGoing(outsideBenches.agent, halves.agent)
  await comparison.expectGoing(outsideBenches.assistant, halves.assistant)
  await comparison.expectGoing(outsideBenches.model, halves.model)
  const lefts = await Promise.all(
    Object.values(outsideBenches).map(async (name) => (await comparison.lane(name).boundingBox())?.x ?? 0),
  )
  expect(lefts.toSorted((one, other) => one - other)).toEqual([lefts[0], lefts[1], lefts[2]])
  expect(new Set(lefts).size).toBe(3)

  await comparison.stopButton(outsideBenches.assistant).click()
  await comparison.expectEnd(outsideBenches.assistant, sentence('chat.stopped'))
  await comparison.expectGoing(outsideBenches.agent, halves.agent)
  await comparison.expectGoing(outsideBenches.model, halves.model)
  await expect.poll(async () => (await engine.stats()).aborted).toBe(before.aborted + 1)

  await page.reload()
  await comparison.expectGoing(outsideBenches.agent, halves.agent)
  await comparison.expectGoing(outsideBenches.model, halves.model)
  await comparison.expectEnd(outsideBenches.assistant, halves.assistant)
  await page.goto('about:blank')
  await page.goto(address)
  await comparison.expectGoing(outsideBenches.agent, halves.agent)
  await comparison.stopButton(outsideBenches.agent).click()
  await comparison.expectEnd(outsideBenches.agent, sentence('chat.stopped'))
  await comparison.expectGoing(outsideBenches.model, halves.model)
  await comparison.stopButton(outsideBenches.model).click()
  await comparison.expectEnd(outsideBenches.model, sentence('chat.stopped'))
  // Also a model that is in no list of ours is asked again.
  await comparison.another.click()
  await expect(comparison.slot('Third')).toHaveValue(outsideBenches.model)

  await expect.poll(async () => (await engine.stats()).aborted).toBe(before.aborted + 3)
  const after = await engine.stats()
  expect(after.generationsStarted).toBe(before.generationsStarted + 3)
  expect(after.running).toBe(before.running)
})

test('a lane that fails or is not reached says so beside the others, and is tried again by itself', async ({
  connected,
  page,
  problems,
}) => {
  // Of the question that is lost on purpose.
  problems.allow(/ERR_FAILED|Failed to load resource/)
  const { app, engine } = connected
  const comparison = new Comparison(page)
  await comparison.openThree(app.url, outsideBenches)
  const before = await engine.stats()
  let isLost = false
  await page.route('**/api/runs', async (route) => {
    const isModel = route.request().postData()?.includes(outsideBenches.model) ?? false
    if (!isModel || isLost) return route.continue()
    isLost = true
    await route.abort('failed')
  })
  await comparison.ask('plain\ntest assistant: failed')
  await comparison.expectEnd(outsideBenches.agent, 'The moon is above the lake.')
  await comparison.expectEnd(outsideBenches.assistant, 'The tool server did not answer.')
  await expect(comparison.answer(outsideBenches.assistant)).toContainText('I was halfway there')

  const lane = comparison.lane(outsideBenches.model)
  await expect(lane.getByRole('article')).toHaveCount(0)
  await lane.getByRole('button', { name: 'Retry' }).click()
  await comparison.expectEnd(outsideBenches.model, /\S/)
  expect((await engine.stats()).generationsStarted).toBe(before.generationsStarted + 3)

  await comparison.answer(outsideBenches.assistant).getByRole('button', { name: 'Retry' }).click()
  const versions = comparison.answer(outsideBenches.assistant).getByRole('group', { name: 'Versions' })
  await expect(versions).toContainText('2 / 2')
  await comparison.expectEnd(outsideBenches.assistant, 'The tool server did not answer.')
  await comparison.answer(outsideBenches.agent).getByRole('button', { name: 'Regenerate' }).click()
  await expect(
    comparison.answer(outsideBenches.agent).getByRole('group', { name: 'Versions' }),
  ).toContainText('2 / 2')
  await comparison.expectEnd(outsideBenches.agent, 'The moon is above the lake.')
  const after = await engine.stats()
  expect(after.generationsStarted).toBe(before.generationsStarted + 5)
  expect(after.running).toBe(before.running)
})

test('a list that is opened before the visitor has become a guest waits for that', async ({ page }) => {
  const comparison = new Comparison(page)
  const becoming = Promise.withResolvers<void>()
  await page.route('**/api/session', async (route) => {
    await becoming.promise
    await route.continue()
  })
  const session = page.waitForRequest('**/api/session')
  await page.goto('/compare')
  await session
  const models = page.waitForResponse('**/api/models')
  await expect(async () => {
    await comparison.slot('First').click()
    await expect(comparison.options.first()).toBeVisible({ timeout: 1_000 })
  }).toPass()
  becoming.resolve()
  expect((await models).status()).toBe(200)
})

test('one answer is gone on with and stands in the sidebar; the rest stays with the comparison', async ({
  page,
  browser,
  server,
  problems,
}) => {
  problems.allow(/404/)
  const comparison = new Comparison(page)
  const { chat } = comparison
  const guide = agentName('knowledgeGuide')
  const data = assistants.data.name
  await comparison.openWith(
    { key: `agent:${appIds.knowledgeGuide}`, name: guide },
    { key: `assistant:${assistants.data.id}`, name: data },
  )
  await expect(page.getByText(sentence('compare.none'))).toBeVisible()
  const question = 'Average depth of lakes by type'
  const address = await comparison.ask(question)
  await comparison.expectEnd(guide, /\S/)
  await comparison.expectEnd(data, '1,272.67')
  await expect(chat.conversationLink(question)).toHaveCount(0)

  await comparison
    .lane(data)
    .getByRole('button', { name: sentence('compare.continue') })
    .click()
  await page.waitForURL(/\/c\//)
  await expect(chat.questions).toHaveCount(1)
  await expect(chat.answer).toContainText('1,272.67')
  await expect(chat.conversationLink(question)).toHaveCount(1)
  await expect(await chat.ask('And by country?')).toContainText(/groups by “Country/)
  const conversation = page.url()

  await page.goto(address)
  await expect(comparison.lane(data)).toContainText(sentence('compare.goesOn'))
  await expect(comparison.answer(data)).toHaveCount(1)
  await expect(comparison.answer(data)).toContainText('1,272.67')

  const stranger = await browser.newContext({ baseURL: server.url })
  expect(
    (await stranger.request.post('/api/session', { data: {}, headers: { origin: server.url } })).ok(),
  ).toBe(true)
  const { pathname } = new URL(address)
  expect((await stranger.request.get(pathname)).status()).toBe(404)
  expect((await stranger.request.get(`/api${pathname.replace('compare', 'comparisons')}`)).status()).toBe(404)
  await stranger.close()

  await comparison.another.click()
  await expect(comparison.slot('First')).toHaveValue(guide)
  await expect(comparison.slot('Second')).toHaveValue(data)
  const earlier = page.getByRole('main').getByRole('link', { name: new RegExp(question) })
  await expect(earlier).toContainText(data)
  await earlier.click()
  await expect(page).toHaveURL(address)

  await page.getByRole('button', { name: sentence('compare.delete') }).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: sentence('compare.confirmDelete'), exact: true })
    .click()
  await page.waitForURL(/\/compare$/)
  await expect(page.getByText(sentence('compare.none'))).toBeVisible()
  expect((await page.goto(address))?.status()).toBe(404)
  await page.goto(conversation)
  await expect(chat.answers).toHaveCount(2)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true })

  test('one lane is in view at a time, and tabs lead to the others', async ({ page }) => {
    const comparison = new Comparison(page)
    await comparison.openTwo()
    await expectToFit(page)
    await comparison.chat.write('stall')
    await comparison.chat.sendButton.tap()
    await page.waitForURL(/\/compare\/[\w-]+$/)
    await comparison.expectGoing(benches.agent, halves.agent)
    await expectToFit(page)
    const tabs = page.getByRole('navigation', { name: sentence('compare.lanes') }).getByRole('button')
    await expect(tabs).toHaveText([benches.agent, benches.assistant])
    await expect(tabs.first()).toHaveAttribute('aria-current', 'true')
    await expect(comparison.lane(benches.assistant)).not.toBeInViewport({ ratio: 0.1 })

    await tabs.last().tap()
    await expect(comparison.lane(benches.assistant)).toBeInViewport({ ratio: 0.9 })
    await expect(tabs.last()).toHaveAttribute('aria-current', 'true')
    await expect(comparison.lane(benches.agent)).not.toBeInViewport({ ratio: 0.1 })
    await comparison.stopButton(benches.assistant).tap()
    await comparison.expectEnd(benches.assistant, sentence('chat.stopped'))
    await tabs.first().tap()
    await expect(comparison.stopButton(benches.agent)).toBeInViewport({ ratio: 0.9 })
    await comparison.stopButton(benches.agent).tap()
    await comparison.expectEnd(benches.agent, sentence('chat.stopped'))
  })
})

test.describe('a Chinese browser without a mouse', () => {
  test.use({ locale: 'zh-CN' })

  test('chooses whom to ask, asks, stops one and goes on with it', async ({ page }) => {
    const comparison = new Comparison(page)
    const bench = agentName('testBench', 'zh')
    await page.goto(`/compare?target=agent:${appIds.knowledgeGuide}&target=assistant:${assistants.test.id}`)
    const first = page.getByRole('combobox', { name: '第一个', exact: true })
    await expect(first).toHaveValue(agentName('knowledgeGuide', 'zh'))
    await expect(async () => {
      await first.focus()
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type(bench)
      await expect(comparison.options.first()).toHaveText(bench, { timeout: 1_000 })
    }).toPass()
    await page.keyboard.press('Enter')
    await expect(first).toHaveValue(bench)
    await expect(first).toBeFocused()

    const box = page.getByRole('textbox', { name: sentence('composer.message', 'zh'), exact: true })
    await box.focus()
    await page.keyboard.type('停滞')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/compare\/[\w-]+$/)
    const lane = comparison.lane(bench)
    await expect(comparison.answer(bench)).toContainText('水面静止了')
    await expect(comparison.answer(testAssistantInChinese)).toContainText('水面静止了')
    const stop = (name: string) =>
      comparison.lane(name).getByRole('button', { name: sentence('compare.stop', 'zh'), exact: true })
    await stop(bench).focus()
    await page.keyboard.press('Enter')
    await expect(comparison.answer(bench)).toContainText(sentence('chat.stopped', 'zh'))
    await stop(testAssistantInChinese).focus()
    await page.keyboard.press('Enter')
    await expect(comparison.answer(testAssistantInChinese)).toContainText(sentence('chat.stopped', 'zh'))

    await lane.getByRole('button', { name: sentence('compare.continue', 'zh') }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/c\//)
    await expect(page.getByRole('article', { name: bench, exact: true })).toContainText('水面静止了')
  })
})

async function expectToFit(page: Comparison['page']): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    )
    .toBeLessThanOrEqual(0)
}
