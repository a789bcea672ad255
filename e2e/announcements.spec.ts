import type { Page } from '@playwright/test'
import { agentName } from './chat'
import { expect, test } from './fixtures'
import { sentence } from './sentences'

test('a screen reader hears start, step and end, and never the tokens', async ({ chat, page }) => {
  await listen(page)
  await chat.open('testBench')
  await chat.ask('nodes')
  await expect.poll(async () => (await heard(page)).join('\n')).toContain(sentence('chat.announceDone'))
  const all = (await heard(page)).join('\n')
  expect(all).toContain(`${agentName('testBench')} is answering`)
  // Steps that pass within one frame are not read out one by one; the current one is.
  expect(all).toMatch(/Read 阅读|Think 思考|Write 写作/)
  expect(all).not.toContain('The steps are in the timeline.')
  expect((await heard(page)).length).toBeLessThan(15)
})

test('a screen reader hears the failure', async ({ chat, page }) => {
  await listen(page)
  await chat.open('testBench')
  await chat.ask('cut')
  await expect(chat.answer.getByRole('alert')).toContainText(sentence('failure.stream_cut'))
  expect((await heard(page)).join('\n')).not.toContain(sentence('chat.announceDone'))
})

test('the live region is there before anything happens', async ({ page }) => {
  await page.goto('/')
  await expect(page.locator('[aria-live="polite"]').first()).toBeAttached()
})

async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heardTexts: string[] = []
    Object.assign(window, { heardTexts })
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement
        const region = element?.closest('[aria-live="polite"], [role="status"]')
        const text = region?.textContent?.trim() ?? ''
        if (text && heardTexts.at(-1) !== text) heardTexts.push(text)
      }
    }).observe(document, { subtree: true, childList: true, characterData: true })
  })
}

function heard(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { heardTexts: string[] }).heardTexts) // put there by listen()
}
