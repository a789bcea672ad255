/** Files that come by drop or paste, as the browser hands them to a page. */
import type { Locator, Page } from '@playwright/test'
import type { GivenFile } from './media-files'

/** Lets go of files above `target`. */
export async function drop(target: Locator, files: GivenFile[]): Promise<void> {
  const dataTransfer = await holdFiles(target.page(), files)
  for (const type of ['dragenter', 'dragover', 'drop']) await target.dispatchEvent(type, { dataTransfer })
}

/** Puts a picture into the real clipboard and pastes it where the focus is. */
export async function pastePicture(page: Page, picture: GivenFile): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const item = new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })
    await navigator.clipboard.write([item])
  }, picture.buffer.toString('base64'))
  await page.keyboard.press('ControlOrMeta+V')
}

function holdFiles(page: Page, files: GivenFile[]) {
  const given = files.map(({ name, mimeType, buffer }) => ({
    name,
    type: mimeType,
    base64: buffer.toString('base64'),
  }))
  return page.evaluateHandle((held) => {
    const transfer = new DataTransfer()
    for (const { name, type, base64 } of held) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      transfer.items.add(new File([bytes], name, { type }))
    }
    return transfer
  }, given)
}
