import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { Chat } from './chat'
import type { GivenFile } from './media-files'
import { sentence } from './sentences'

/** The assistants that the engine lists, by what they do. */
export const assistants = {
  research: { id: '6a1e0c52d94b7f3380c1a501', name: 'Research assistant' },
  data: { id: '6a1e0c52d94b7f3380c1a502', name: 'Data assistant' },
  document: { id: '6a1e0c52d94b7f3380c1a503', name: 'Document assistant' },
  translator: { id: '9996moonlake520zh168en99', name: 'Translator' },
  test: { id: '6a1e0c52d94b7f3380c1a509', name: 'Test assistant' },
} as const

export const testAssistantInChinese = '演练助手'

/** A conversation with an assistant. */
export class AssistantChat extends Chat {
  readonly cards: Locator
  readonly suggested: Locator
  /** Of the message that is being written. */
  readonly files: Locator

  constructor(page: Page) {
    super(page)
    this.cards = page.getByRole('main').getByRole('list', { name: 'Assistants', exact: true })
    this.suggested = page.getByRole('list', { name: 'Suggested questions' }).getByRole('button')
    this.files = page.getByRole('list', { name: 'Files', exact: true }).getByRole('listitem')
  }

  /** Before the platform has listed its assistants they have no names; whoever is that early opens the page again. */
  async openAssistant(assistant: keyof typeof assistants, origin = ''): Promise<void> {
    const { id, name } = assistants[assistant]
    await expect(async () => {
      await this.page.goto(`${origin}/assistants/${id}`)
      await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible({ timeout: 2_000 })
    }).toPass()
    await this.waitUntilAlive()
  }

  /** Until the page has come to life: before, what is typed enables no button. */
  async waitUntilAlive(): Promise<void> {
    await this.write('…')
    await this.box.fill('')
    await expect(this.sendButton).toBeDisabled()
  }

  async attach(file: GivenFile): Promise<void> {
    const choosing = this.page.waitForEvent('filechooser')
    await this.page.getByRole('button', { name: 'Attach files' }).click()
    await (await choosing).setFiles(file)
    await expect(this.files.filter({ hasText: file.name })).toContainText(sentence('uploads.status.ready'))
  }

  /** The whole timeline of the latest answer, every step of it open. */
  async openSteps(): Promise<Locator> {
    const timeline = await this.openRunDetails()
    await this.openAllSteps(timeline)
    return timeline
  }

  /** Pictures of the latest answer are there, drawn, and ours. */
  async expectPictures(count: number): Promise<void> {
    const pictures = this.answer.getByRole('img', { name: 'Image from the answer' })
    await expect(pictures).toHaveCount(count)
    for (const picture of await pictures.all()) {
      await expect(picture).toHaveAttribute('src', /^\/api\/media\//)
      await picture.scrollIntoViewIfNeeded()
      await expect
        .poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
        .toBeGreaterThan(100)
    }
  }
}
