import type { Locator } from '@playwright/test'
import { expect, test } from './fixtures'

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
    'https://en.wikipedia.org/wiki/Moon',
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

async function open(item: Locator): Promise<void> {
  const toggle = item.getByRole('button').first()
  if ((await toggle.count()) > 0 && (await toggle.getAttribute('aria-expanded')) === 'false')
    await toggle.click()
}
