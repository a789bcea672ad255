import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type { Chat } from './chat'
import type { TestDocument } from './documents'

/** The sources of an answer, as a person meets them. */
export class SourcesPanel {
  readonly element: Locator
  readonly buttons: Locator
  readonly documents: Locator
  readonly next: Locator
  readonly previous: Locator
  readonly tools: Locator
  readonly pageField: Locator
  readonly rowField: Locator
  /** The marked lines of the hit that is shown. */
  readonly marks: Locator
  readonly citedRow: Locator

  constructor(readonly page: Page) {
    this.element = page.getByRole('complementary', { name: 'Sources', exact: true })
    this.buttons = page.getByRole('log').getByRole('button', { name: /^Sources/ })
    this.documents = this.element.getByRole('tablist', { name: 'Documents' }).getByRole('tab')
    this.next = this.element.getByRole('button', { name: 'Next hit' })
    this.previous = this.element.getByRole('button', { name: 'Previous hit' })
    this.tools = this.element.getByRole('toolbar', { name: 'Page and zoom' })
    this.pageField = this.element.getByRole('textbox', { name: 'Page', exact: true })
    this.rowField = this.element.getByRole('textbox', { name: 'Row', exact: true })
    this.marks = this.element.locator('[data-testid="highlight"][data-active]')
    this.citedRow = this.element.locator('[role="row"][aria-current="true"]')
  }

  /** Opens the sources of the latest answer, whose button says how many there are. */
  async open(count: number): Promise<void> {
    const button = this.buttons.last()
    await expect(button).toHaveAccessibleName(`Sources ${count}`)
    await button.click()
    await expect(this.element).toBeVisible()
    await expect(this.documents.first()).toBeVisible()
  }

  /** 1-based hit and how many there are. */
  async expectHit(at: number, count: number): Promise<void> {
    await expect(this.element.getByText(`${at} / ${count}`, { exact: true })).toBeVisible()
  }

  /** The line that says how exact the place is; opening a large file takes a slow machine a while. */
  async expectProven(words: string | RegExp): Promise<void> {
    const line = this.element.getByText(words, { exact: true })
    await expect(line).toBeVisible({ timeout: 30_000 })
  }

  /** The page is shown, proven to hold the passage, and the marks are in view and lie on these words. */
  async expectPassage(number: number, words: string): Promise<void> {
    await this.expectProven(`Passage on page ${number}`)
    await expect(this.pageField).toHaveValue(String(number))
    await this.expectMarked(number, words)
  }

  async expectMarked(number: number, words: string): Promise<void> {
    await expect(this.marks.first()).toHaveAttribute('data-page', String(number))
    await expect(async () => {
      await expect(this.marks.first()).toBeInViewport({ timeout: 500 })
      expect(plain(await this.markedText())).toContain(plain(words))
    }).toPass({ timeout: 20_000 })
  }

  /** What the text layer has under the marks, line for line. */
  markedText(): Promise<string> {
    return this.marks.evaluateAll((marks) => {
      const tolerance = 1
      const letters = (page: Element | null) => {
        const found: { letter: string; x: number; y: number }[] = []
        const walker = document.createTreeWalker(
          page?.querySelector('.pdf-text') ?? document.createElement('p'),
          NodeFilter.SHOW_TEXT,
        )
        const range = document.createRange()
        while (walker.nextNode()) {
          const text = walker.currentNode.textContent ?? ''
          for (let at = 0; at < text.length; at += 1) {
            range.setStart(walker.currentNode, at)
            range.setEnd(walker.currentNode, at + 1)
            const { left, top, width, height } = range.getBoundingClientRect()
            found.push({ letter: text[at] ?? '', x: left + width / 2, y: top + height / 2 })
          }
        }
        return found
      }
      const pages = new Map<Element | null, ReturnType<typeof letters>>()
      return marks
        .map((mark) => {
          const page = mark.closest('[data-page-number]')
          const known = pages.get(page) ?? letters(page)
          pages.set(page, known)
          const { left, right, top, bottom } = mark.getBoundingClientRect()
          return known
            .filter(({ x, y }) => x >= left - tolerance && x <= right + tolerance && y >= top && y <= bottom)
            .map(({ letter }) => letter)
            .join('')
        })
        .join('\n')
    })
  }

  async goToPage(number: number): Promise<void> {
    await this.pageField.fill(String(number))
    await this.pageField.press('Enter')
    await expect(this.element.getByRole('group', { name: `Page ${number}`, exact: true })).toBeInViewport()
  }
}

/**
 * Fills in the document reader's form on the page, with one file, and waits for the answer. Null: with the file of the
 * last run, which the form keeps.
 */
export async function askReader(
  page: Page,
  chat: Chat,
  file: TestDocument | null,
  question: string,
  origin = '',
): Promise<void> {
  await chat.open('documentReader', origin)
  const form = page.getByRole('form')
  const files = form.getByRole('list', { name: 'Files' }).getByRole('listitem')
  const run = form.getByRole('button', { name: 'Run', exact: true })
  // The page has come to life when its Run sends the form; what was kept is in its fields then.
  await expect(run).toHaveAttribute('type', 'submit')
  if (file) await form.getByLabel(/^Documents/).setInputFiles(file.path)
  await expect(files).toHaveCount(1)
  await form.getByRole('textbox', { name: /^Question/ }).fill(question)
  await run.click()
  await page.waitForURL(/\/c\//)
  await chat.waitForEnd()
}

/** Every request that leaves for another origin than the page's. */
export function watchForeignRequests(page: Page): string[] {
  const foreign: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    const origin = page.url() === 'about:blank' ? null : new URL(page.url()).origin
    if (/^https?:/.test(url) && origin !== null && new URL(url).origin !== origin) foreign.push(url)
  })
  return foreign
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '')
}
