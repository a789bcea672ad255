import type { Page } from '@playwright/test'
import { assistants } from './assistant-chat'
import { agentName } from './chat'
import { expect, test } from './fixtures'

/** Names that stay as they are in Chinese. */
const names = ['Moonlake', 'Enter', 'Shift', 'Ctrl', 'English', 'PDF', 'Word', 'Excel', 'CSV', 'Mini']

test.describe('a Chinese browser', () => {
  test.use({ locale: 'zh-CN' })

  test('gets Chinese throughout', async ({ page }) => {
    await page.goto('/')
    await expect(page.locator('html')).toHaveAttribute('lang', /^zh/)
    await expect(
      page.getByRole('main').getByRole('link', { name: new RegExp(agentName('knowledgeGuide', 'zh')) }),
    ).toBeVisible()
    // The platform has one name for an assistant, whatever the language.
    const visible = Object.values(assistants).reduce(
      (text, { name }) => text.replaceAll(name, ''),
      await page.locator('body').innerText(),
    )
    const latin = visible.match(/[A-Za-z]{3,}/g)?.filter((word) => !names.includes(word))
    expect(latin ?? []).toEqual([])
  })

  test('asks and reads in Chinese', async ({ page }) => {
    await page.goto('/')
    await page.getByRole('textbox').fill('哪个湖最深？')
    await expect(page.getByRole('textbox')).toHaveValue('哪个湖最深？')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('article').last()).toContainText('贝加尔')
  })
})

test('the language can be switched, and the choice stays', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: /Settings|Guest/ }).click()
  await page.getByText('中文', { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', /^zh/)
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', /^zh/)
})

test.describe('theme', () => {
  test.use({ colorScheme: 'dark' })

  test('follows the system, and a choice of one’s own wins and stays', async ({ page }) => {
    await page.goto('/')
    expect(await brightness(page)).toBeLessThan(0.4)
    await page.getByRole('button', { name: /Settings|Guest/ }).click()
    await page.getByText('Light', { exact: true }).click()
    await expect.poll(() => brightness(page)).toBeGreaterThan(0.8)
    await page.reload()
    expect(await brightness(page)).toBeGreaterThan(0.8)
  })
})

/** How light the page's ground is painted, from 0 to 1. */
function brightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d')
    if (!canvas) return Number.NaN
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor
    canvas.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data
    return (red + green + blue) / 765
  })
}
