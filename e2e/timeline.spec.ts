import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Locator, Page } from '@playwright/test'
import { z } from 'zod'
import { appIds, expect, test } from './fixtures'

test('all three kinds of tools show their input and output below their node', async ({ chat }) => {
  await chat.open('testBench')
  await chat.ask('all tools')
  const timeline = await chat.openRunDetails()
  const node = timeline.getByRole('listitem', { name: /^Agent_001/ })
  await expect(node).toBeVisible()
  await open(node)

  const call = timeline.getByRole('listitem', { name: /^moon_phase_12/ })
  await open(call)
  await expect(call.getByText('Input').first()).toBeVisible()
  await expect(call).toContainText('2026-08-28')
  await expect(call.getByText('Output').first()).toBeVisible()
  await expect(call).toContainText('full')

  const retrieval = timeline.getByRole('listitem', { name: /^Knowledge search/ })
  await open(retrieval)
  await expect(retrieval).toContainText('all tools')
  await expect(retrieval).toContainText('First passage 第一段')

  const search = timeline.getByRole('listitem', { name: /^Web search/ })
  await open(search)
  await expect(search.getByRole('link', { name: /Moon/ })).toHaveAttribute(
    'href',
    /^https:\/\/en\.wikipedia\.org\/wiki\/Moon(#:~:text=|$)/,
  )
  await expect(search).toContainText('Wikipedia')
})

test('the knowledge guide shows what it looked for and what it found', async ({ chat }) => {
  await chat.open('knowledgeGuide')
  await chat.ask('Why does the moon make a glitter path on the water?')
  const timeline = await chat.openRunDetails()
  await expect(timeline.getByRole('listitem').first()).toBeVisible()
  await expect(timeline).toContainText(/\d+(\.\d+)? (ms|s)/)
})

test('the courier desk calls its functions', async ({ chat }) => {
  await chat.open('courierDesk')
  const answer = await chat.ask('How much is 3 kg from Beijing to Changsha?')
  await expect(answer).toContainText('Changsha')
  const timeline = await chat.openRunDetails()
  await expect(timeline.getByRole('listitem').nth(1)).toBeVisible()
})

test('the searcher cites the pages that it found', async ({ chat }) => {
  await chat.open('searcher')
  await expect(await chat.ask('Why are there two tides a day?')).toContainText(/tide/i)
  await chat.openRunDetails()
})

test('the workflow shows its branch and its nodes', async ({ chat }) => {
  await chat.open('reportWorkflow')
  await chat.ask('Outline a report on protecting a city lake')
  const timeline = await chat.openRunDetails()
  await expect.poll(() => timeline.getByRole('listitem').count()).toBeGreaterThan(2)
})

test('while running, the line names the step and the timeline stays as the reader put it', async ({
  chat,
}) => {
  await chat.open('testBench')
  await chat.send('loop 8')
  const details = chat.answer.getByRole('button', { name: /Run details/ })
  await expect(chat.answer).toContainText(/Loop 循环/)
  await details.click()
  await expect(details).toHaveAttribute('aria-expanded', 'true')
  await chat.waitForEnd()
  await expect(details).toHaveAttribute('aria-expanded', 'true')
  await details.click()
  await expect(chat.answer.getByRole('list', { name: 'Run timeline' })).toBeHidden()
})

test('odd, unfinished and unknown steps are shown and never break the page', async ({ chat }) => {
  await chat.open('testBench')
  await chat.ask('unknown event')
  const strange = await chat.openRunDetails()
  await chat.openAllSteps(strange)
  await expect(strange).toContainText('node_dreaming')
  for (const [words, name] of [
    ['unfinished tool', 'never_returns'],
    ['finish before start', 'Backwards'],
    ['interleaved', 'Right'],
    ['number ids', 'Numbers'],
    ['event as list', 'Listed'],
  ] as const) {
    await chat.ask(words)
    await expect(await chat.openRunDetails()).toContainText(name)
  }
})

test('the timeline is the same after a reload', async ({ chat, page }) => {
  await chat.open('testBench')
  await chat.ask('nodes')
  const before = await (await chat.openRunDetails()).getByRole('listitem').allInnerTexts()
  expect(before.length).toBeGreaterThanOrEqual(3)
  await page.reload()
  const after = await (await chat.openRunDetails()).getByRole('listitem').allInnerTexts()
  expect(after).toEqual(before)
})

test('rounds within rounds and attempts are nested, and their bars stand to scale', async ({
  chat,
  page,
}) => {
  await chat.open('testBench')
  await chat.ask('nested loop')
  const timeline = await chat.openRunDetails()
  await chat.answer.getByRole('button', { name: 'Expand all' }).click()
  const outer = timeline.getByRole('listitem', { name: /^Outer 外层/ })
  const inner = timeline.getByRole('listitem', { name: /^Inner 内层/ })
  const leaf = timeline.getByRole('listitem', { name: /^Leaf/ })
  await expect(outer).toHaveAttribute('aria-level', '1')
  await expect(inner).toHaveCount(3)
  await expect(leaf).toHaveCount(6)
  await expect(timeline.getByRole('listitem', { name: /^Round 2 of 3/ })).toHaveAttribute('aria-level', '2')
  for (const item of await inner.all()) await expect(item).toHaveAttribute('aria-level', '3')
  for (const item of await leaf.all()) await expect(item).toHaveAttribute('aria-level', '5')

  const whole = await barOf(outer)
  const perMs = (whole.right - whole.left) / (await durationOf(outer))
  let end = whole.left
  for (const item of await leaf.all()) {
    const { left, right } = await barOf(item)
    const width = (await durationOf(item)) * perMs
    // Durations are told in tenths of a second from one second on.
    expect(Math.abs(right - left - width)).toBeLessThan(3 + width * 0.1)
    expect(left).toBeGreaterThanOrEqual(end - 3)
    expect(right).toBeLessThanOrEqual(whole.right + 3)
    end = right
  }

  await chat.ask('retry')
  const attempts = await chat.openRunDetails()
  await chat.answer.getByRole('button', { name: 'Expand all' }).click()
  const all = attempts.getByRole('listitem', { name: /^Plugin 插件/ })
  await expect(all.first()).toContainText('3 attempts')
  await expect(all).toHaveCount(4)
  await expect(all.nth(1)).toHaveAttribute('aria-level', '2')
  await expect(all.nth(2)).toContainText('HTTP 502')
  await expect(all.nth(3)).toContainText('full')
  const lines = await all.allInnerTexts()
  await page.reload()
  await chat.openRunDetails()
  await chat.answer.getByRole('button', { name: 'Expand all' }).click()
  await expect.poll(() => all.allInnerTexts()).toEqual(lines)
})

test('a step is read in tabs, counted in tokens, copied and found, also after a reload', async ({
  chat,
  page,
}) => {
  await chat.open('testBench')
  await chat.ask('nodes')
  await page.reload()
  const timeline = await chat.openRunDetails()
  const step = timeline.getByRole('listitem', { name: /^Think 思考/ })
  await expect(step).toContainText(/\d+ tok/)
  await open(step)
  await expect(step).toContainText(/\d+ tokens: \d+ in, \d+ out/)
  const tabs = step.getByRole('tablist', { name: 'Parts of Think 思考' })
  await tabs.getByRole('tab', { name: 'Input' }).click()
  await expect(step.getByRole('tabpanel')).toContainText('Think 思考: input')
  await expect(step.getByRole('tabpanel')).not.toContainText('Think 思考: output')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(step.getByRole('tabpanel')).toContainText('Think 思考: output')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await step.getByRole('button', { name: 'Copy Output' }).click()
  await expect.poll(() => readClipboard(page)).toBe('Think 思考: output')
  await tabs.getByRole('tab', { name: 'Raw' }).click()
  await expect(step.getByRole('tabpanel')).toContainText('startedAt')

  const search = chat.answer.getByRole('searchbox', { name: 'Search steps' })
  await search.fill('写作: out')
  await expect(chat.answer.getByRole('search')).toContainText('1 / 1')
  await expect(timeline.getByRole('listitem', { name: /^Write 写作/ })).toContainText('Output:')
  await search.fill('no such words')
  await expect(chat.answer.getByRole('search')).toContainText('Nothing found')
  await search.press('Escape')
  await expect(timeline.getByRole('listitem', { name: /^Read 阅读/ })).toBeVisible()
})

test('a run is handed on as cURL, without the key', async ({ connected, chat, page }) => {
  const { app, engine } = connected
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await chat.open('testBench', app.url)
  await chat.ask(`nodes, and it's 'quoted'`)
  await page.reload()
  await chat.openRunDetails()
  const copied = async (name: string) => {
    await page.evaluate(() => navigator.clipboard.writeText(''))
    await chat.answer.getByRole('button', { name: 'More about this run' }).click()
    await page.getByRole('menuitem', { name }).click()
    await expect.poll(() => readClipboard(page)).not.toBe('')
    return readClipboard(page)
  }
  const command = await copied('Copy as cURL')
  expect(command).toMatch(/^curl /)
  expect(command).toContain('Authorization: Bearer $BIGMODEL_API_KEY')
  const body = z
    .object({ app_id: z.string(), third_request_id: z.string() })
    .parse(JSON.parse((await runAsCurl(command)).split('--data-raw\n')[1] ?? ''))
  expect(body).toMatchObject({ app_id: appIds.testBench, third_request_id: await chat.runId() })
  const report = await copied('Copy as JSON')
  for (const secret of engine.key.split('.'))
    for (const text of [command, report, await page.content()]) expect(text).not.toContain(secret)
})

test.describe('where guests do not see it', () => {
  test.use({ ownSettings: { TIMELINE_FOR_GUESTS: 'false' } })

  test('the answer and its sources stay', async ({ ownApp, chat, page }) => {
    await chat.open('knowledgeGuide', ownApp.app.url)
    await expect(await chat.ask('Which lake is the deepest?')).toContainText('Baikal')
    const check = async () => {
      await expect(chat.answer).toContainText('Baikal')
      await expect(chat.answer.getByRole('button', { name: /Run details/ })).toHaveCount(0)
      await expect(chat.answer.getByRole('button', { name: /^Sources/ })).toContainText('1')
    }
    await check()
    await page.reload()
    await check()
    await chat.answer.getByRole('button', { name: /^Sources/ }).click()
    await expect(page.getByRole('complementary', { name: 'Sources' })).toBeVisible()
    const paths = [
      `/api/conversations/${await chat.conversationId()}`,
      `/api/runs/${await chat.runId()}/events`,
    ]
    for (const path of paths) {
      const answer = await (await page.request.get(`${ownApp.app.url}${path}`)).text()
      expect(answer).toContain('Baikal')
      expect(answer).not.toContain('LLM_001')
    }
    expect(await page.content()).not.toContain('LLM_001')
  })
})

/** Where the bar of a step is drawn, in CSS px. */
async function barOf(item: Locator): Promise<{ left: number; right: number }> {
  const box = await item.locator('[style*="--for"]').boundingBox()
  if (!box) throw new Error('the step has no bar')
  return { left: box.x, right: box.x + box.width }
}

/** Milliseconds, as a step's name tells them. */
async function durationOf(item: Locator): Promise<number> {
  const [, number, unit] = /([\d.]+) (ms|s)$/.exec((await item.getAttribute('aria-label')) ?? '') ?? []
  return Number(number) * (unit === 's' ? 1_000 : 1)
}

function readClipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText())
}

/** What curl would be given: the command runs in a shell where `curl` only prints its arguments. */
async function runAsCurl(command: string): Promise<string> {
  const script = `curl() { printf '%s\\n' "$@"; }\n${command}`
  const { stdout } = await promisify(execFile)('sh', ['-c', script])
  return stdout
}

async function open(item: Locator): Promise<void> {
  const toggle = item.getByRole('button').first()
  if ((await toggle.count()) > 0 && (await toggle.getAttribute('aria-expanded')) === 'false')
    await toggle.click()
}
