import type { Locator, Page } from '@playwright/test'
import { agentName } from './chat'
import { expect, test } from './fixtures'
import { sentence } from './sentences'

test('everything from choosing an agent to deleting the conversation works without a mouse', async ({
  chat,
  page,
}) => {
  await page.goto('/')
  await page.keyboard.press('Tab')
  const card = page.getByRole('main').getByRole('link', { name: new RegExp(agentName('testBench')) })
  await tabTo(page, card)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/agents\//)

  await tabTo(page, chat.box)
  await expect(async () => {
    await chat.box.fill('')
    await page.keyboard.type('all tools')
    await expect(chat.sendButton).toBeEnabled({ timeout: 500 })
  }).toPass()
  await page.keyboard.press('Enter')
  await chat.waitForEnd()

  const details = chat.answer.getByRole('button', { name: /Run details/ })
  await tabTo(page, details, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(details).toHaveAttribute('aria-expanded', 'true')

  const menu = page.getByRole('button', { name: 'Conversation menu' }).first()
  await tabTo(page, menu, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('End')
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(chat.conversationLink('all tools')).toHaveCount(0)
  await tabTo(page, page.getByRole('button', { name: 'Undo' }))
  await page.keyboard.press('Enter')
  await expect(chat.conversationLink('all tools')).toBeVisible()
})

test('a link at the very start skips the sidebar', async ({ page }) => {
  await page.goto('/')
  const skip = page.getByRole('link', { name: 'Skip to content' })
  await tabTo(page, skip, 'Shift+Tab')
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('main').locator(':focus')).toBeVisible()
})

test('Shift+Enter breaks the line and does not send', async ({ chat }) => {
  await chat.open('testBench')
  await chat.write('plain')
  await chat.box.press('Shift+Enter')
  await chat.box.pressSequentially('second line')
  await expect(chat.box).toHaveValue('plain\nsecond line')
  await expect(chat.questions).toHaveCount(0)
  await chat.box.press('Enter')
  await expect(chat.questions).toContainText('second line')
})

test('Escape leaves an edit as it was and Enter keeps it, of a question and of a message that waits', async ({
  chat,
  page,
}) => {
  await chat.open('testBench')
  await chat.ask('plain')
  const edit = chat.questions.getByRole('button', { name: 'Edit', exact: true })
  const edited = page.getByRole('textbox', { name: 'Edit message' })
  await edit.press('Enter')
  await expect(edited).toBeFocused()
  await edited.fill('stall')
  await edited.press('Escape')
  await expect(chat.questions).toContainText('plain')
  await expect(edit).toBeFocused()
  await edit.press('Enter')
  await edited.fill('stall')
  await edited.press('Shift+Enter')
  await expect(edited).toHaveValue('stall\n')
  await edited.press('Enter')
  await expect(chat.questions).toContainText('stall')
  await chat.waitForText()

  await chat.box.fill('plain')
  await chat.box.press('Enter')
  const queued = page.getByRole('list', { name: sentence('composer.queue') })
  const editQueued = queued.getByRole('button', { name: sentence('composer.editQueued') })
  const waiting = queued.getByRole('textbox', { name: sentence('composer.editQueued') })
  await editQueued.press('Enter')
  await waiting.fill('markdown')
  await waiting.press('Escape')
  await expect(queued).toContainText('plain')
  await expect(editQueued).toBeFocused()
  await editQueued.press('Enter')
  await waiting.fill('markdown')
  await waiting.press('Enter')
  await expect(queued).toContainText('markdown')
  await expect(editQueued).toBeFocused()
  await expect(chat.questions).toHaveCount(1)
})

test('focus stays in the composer after sending', async ({ chat }) => {
  await chat.open('testBench')
  await chat.ask('plain')
  await expect(chat.box).toBeFocused()
})

/** Presses Tab until the target has the focus; the focus must be visible at every stop. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let press = 0; press < 60; press += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  await expect(target).toBeFocused()
}
