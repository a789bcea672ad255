import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures'

test('a conversation gets its title by itself', async ({ chat, page }) => {
  await chat.open('testBench')
  await chat.ask('plain words about the lake. Then something else')
  await expect(chat.conversationLink('plain words about the lake')).toBeVisible()
  await expect(page).toHaveTitle(/plain words about the lake/)
})

for (const place of ['main', 'navigation'] as const) {
  test(`Rename in the ${place === 'main' ? 'header' : 'sidebar'} leaves the field open for typing`, async ({
    chat,
    page,
  }) => {
    await chat.open('testBench')
    await chat.ask('plain')
    await page.getByRole(place).getByRole('button', { name: 'Conversation menu' }).click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    const field = page.getByRole('textbox', { name: 'Title' })
    await expect(field).toBeFocused()
    // The menu gives the focus back when it has gone; that must not end the renaming.
    await expect(page.getByRole('menu')).toHaveCount(0)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
    await expect(field).toBeFocused()
    await page.keyboard.type('Typed 湖', { delay: 20 })
    await expect(field).toHaveValue('Typed 湖')
    await page.keyboard.press('Enter')
    await expect(chat.conversationLink('Typed 湖')).toBeVisible()
  })
}

test('a conversation is renamed, and the name stays', async ({ chat, page }) => {
  await chat.open('testBench')
  await chat.ask('plain')
  await (await openMenu(page)).getByRole('menuitem', { name: 'Rename' }).click()
  const field = page.getByRole('textbox', { name: 'Title' })
  await expect(field).toBeFocused()
  await field.fill('Evenings by the lake 湖边的夜晚')
  await field.press('Enter')
  await expect(chat.conversationLink('Evenings by the lake 湖边的夜晚')).toBeVisible()
  await page.reload()
  await expect(chat.conversationLink('Evenings by the lake 湖边的夜晚')).toBeVisible()
})

test('Escape leaves the name as it was', async ({ chat, page }) => {
  await chat.open('testBench')
  await chat.ask('plain stays plain')
  await (await openMenu(page)).getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill('something else')
  await page.keyboard.press('Escape')
  await expect(chat.conversationLink('plain stays plain')).toBeVisible()
})

test('a deleted conversation goes at once and comes back with undo', async ({ chat, page }) => {
  await chat.open('testBench')
  await chat.ask('plain to be deleted')
  const id = await chat.conversationId()
  await (await openMenu(page)).getByRole('menuitem', { name: 'Delete' }).click()
  await expect(chat.conversationLink('plain to be deleted')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(chat.conversationLink('plain to be deleted')).toBeVisible()
  await page.goto(`/c/${id}`)
  await expect(chat.answer).toContainText('The moon is above the lake.')
})

test('a deleted conversation is gone for good without undo', async ({ chat, page, problems }) => {
  problems.allow(/404/)
  await chat.open('testBench')
  await chat.ask('plain to be forgotten')
  const id = await chat.conversationId()
  await (await openMenu(page)).getByRole('menuitem', { name: 'Delete' }).click()
  await expect(chat.conversationLink('plain to be forgotten')).toHaveCount(0)
  const response = await page.goto(`/c/${id}`)
  expect(response?.status()).toBe(404)
})

test('regenerating keeps the old answer as a version that can be paged to', async ({ chat }) => {
  await chat.open('testBench')
  await chat.ask('plain')
  await chat.answer.getByRole('button', { name: 'Regenerate' }).click()
  await expect(chat.answer).toContainText('2 / 2')
  await chat.waitForEnd()
  await expect(chat.questions).toHaveCount(1)
  await expect(chat.answers).toHaveCount(1)
  await chat.answer.getByRole('button', { name: /previous version/i }).click()
  await expect(chat.answer).toContainText('1 / 2')
  await expect(chat.answer).toContainText('The moon is above the lake.')
})

async function openMenu(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Conversation menu' }).first().click()
  return page.getByRole('menu')
}
