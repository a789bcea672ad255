import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('home, agent, sign-in, set-up and not found', async ({ page, chat, problems }) => {
      problems.allow(/404/)
      for (const path of ['/', '/sign-in', '/set-up?token=none', '/nowhere']) {
        await page.goto(path)
        await expect(page.getByRole('heading').first()).toBeVisible()
        await expectNoBarriers(page, path)
      }
      await chat.open('knowledgeGuide')
      await expectNoBarriers(page, 'agent')
    })

    test('a conversation: streaming, finished with its timeline, failed, stopped', async ({ chat, page }) => {
      test.slow()
      await chat.open('testBench')
      await chat.send('endless')
      await chat.waitForText()
      await expectNoBarriers(page, 'streaming')
      await chat.stop()
      await expectNoBarriers(page, 'stopped')
      await chat.ask('markdown')
      await expectNoBarriers(page, 'markdown')
      await chat.ask('all tools')
      await chat.openRunDetails()
      await expectNoBarriers(page, 'timeline')
      await chat.ask('cut')
      await expectNoBarriers(page, 'failed')
      await page.getByRole('button', { name: 'Conversation menu' }).first().click()
      await expect(page.getByRole('menu')).toBeVisible()
      await expectNoBarriers(page, 'menu')
    })

    test('the phone’s drawer', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 780 })
      await page.goto('/')
      await page.getByRole('button', { name: 'Show sidebar' }).click()
      await expect(page.getByRole('navigation', { name: 'Conversations' })).toBeInViewport()
      await expectNoBarriers(page, 'drawer')
    })
  })
}

async function expectNoBarriers(page: Page, where: string): Promise<void> {
  // Half-faded colours are not what anybody reads.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getTiming().iterations !== Infinity)
        .map((animation) => animation.finished),
    ),
  )
  // Base UI's guards are hidden and focusable on purpose: they hand the focus on at the edges of an open menu.
  const { violations } = await new AxeBuilder({ page }).exclude('[data-base-ui-focus-guard]').analyze()
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({ id, help, where: nodes.slice(0, 3).map((node) => node.html) }))
  expect(serious, where).toEqual([])
}
