import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

for (const width of [390, 360]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 780 }, hasTouch: true, isMobile: true })

    test('home, agent and conversation fit, and the drawer opens and closes', async ({ chat, page }) => {
      await page.goto('/')
      await expectToFit(page)
      await chat.open('testBench')
      await expectToFit(page)
      await chat.write('markdown')
      await chat.sendButton.tap()
      await chat.waitForEnd()
      await expectToFit(page)
      await expect(chat.box).toBeInViewport()

      const drawer = page.getByRole('navigation', { name: 'Conversations' })
      await expect(drawer).not.toBeInViewport()
      await page.getByRole('button', { name: 'Show sidebar' }).tap()
      await expect(drawer.getByRole('link', { name: 'New chat' })).toBeInViewport()
      await page.keyboard.press('Escape')
      await expect(drawer).not.toBeInViewport()
    })
  })
}

test.describe('touch', () => {
  test.use({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true })

  test('controls are large enough to hit', async ({ chat }) => {
    await chat.open('testBench')
    await chat.write('plain')
    for (const control of [chat.sendButton, chat.page.getByRole('button', { name: 'Show sidebar' })]) {
      const box = await control.boundingBox()
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(32)
    }
    expect(
      await chat.box.evaluate((box) => Number.parseFloat(getComputedStyle(box).fontSize)),
    ).toBeGreaterThanOrEqual(16)
  })
})

async function expectToFit(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    )
    .toBeLessThanOrEqual(0)
}
