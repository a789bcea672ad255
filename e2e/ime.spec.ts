import type { CDPSession, Page } from '@playwright/test'
import { expect, test } from './fixtures'

test('Enter that confirms a candidate never sends; the next one does', async ({ chat, page }) => {
  await chat.open('testBench')
  await chat.write('plain ')
  await chat.box.press('End')
  const ime = await page.context().newCDPSession(page)
  await compose(ime, ['y', 'yu', 'yue', '月'])
  // What Chromium sends while a composition is open: a keydown with code 229.
  await imeEnter(ime)
  await ime.send('Input.insertText', { text: '月' })
  await expect(chat.box).toHaveValue('plain 月')
  await expect(chat.questions).toHaveCount(0)
  await nextPress(page)
  await chat.box.press('Enter')
  await expect(chat.questions).toContainText('plain 月')
})

test('Safari’s keydown right after the end of a composition does not send either', async ({ chat, page }) => {
  await chat.open('testBench')
  await chat.write('plain 月')
  const isPrevented = await safariConfirm(page)
  expect(isPrevented).toBe(false)
  await expect(chat.questions).toHaveCount(0)
  await expect(chat.box).toHaveValue('plain 月')
  await nextPress(page)
  await chat.box.press('Enter')
  await expect(chat.questions).toHaveCount(1)
})

test('Enter that confirms a candidate does not end a rename', async ({ chat, page }) => {
  await chat.open('testBench')
  await chat.ask('plain')
  await page.getByRole('button', { name: 'Conversation menu' }).first().click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  const field = page.getByRole('textbox', { name: 'Title' })
  await field.fill('')
  const ime = await page.context().newCDPSession(page)
  await compose(ime, ['h', 'hu', '湖'])
  await imeEnter(ime)
  await ime.send('Input.insertText', { text: '湖' })
  await expect(field).toBeVisible()
  await expect(field).toHaveValue('湖')
})

/** No person presses twice within 50 ms; a keydown that soon after a composition is still Safari's own. */
async function nextPress(page: Page): Promise<void> {
  const now = await page.evaluate(() => performance.now())
  await page.waitForFunction((from) => performance.now() - from > 50, now)
}

async function compose(ime: CDPSession, steps: string[]): Promise<void> {
  for (const text of steps) {
    await ime.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    })
  }
}

async function imeEnter(ime: CDPSession): Promise<void> {
  await ime.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  })
}

/** Safari ends the composition first and sends the keydown after it, with key code 229. */
function safariConfirm(page: Page): Promise<boolean> {
  return page.getByRole('textbox', { name: 'Message', exact: true }).evaluate((box) => {
    box.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
    box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '月' }))
    const keydown = new KeyboardEvent('keydown', {
      key: 'Enter',
      bubbles: true,
      cancelable: true,
      keyCode: 229,
    })
    box.dispatchEvent(keydown)
    return keydown.defaultPrevented
  })
}
