import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { appIds } from '../lib/engine/catalogue'

/** A table and its batch, as a person meets them. */
export class Batch {
  readonly startButton: Locator
  readonly preview: Locator
  readonly progress: Locator
  readonly rows: Locator

  constructor(readonly page: Page) {
    this.startButton = page.getByRole('button', { name: 'Start batch' })
    this.preview = page.getByRole('table', { name: 'Preview' })
    this.progress = page.getByRole('progressbar', { name: 'Batch progress' })
    this.rows = page.getByRole('table', { name: 'Batch rows' }).getByRole('row')
  }

  async open(origin = ''): Promise<void> {
    await this.page.goto(`${origin}/agents/${appIds.documentReader}`)
    await this.page.getByRole('link', { name: 'Batch run' }).click()
    await expect(this.page.getByRole('heading', { name: 'Batch run', level: 1 })).toBeVisible()
  }

  async choose(file: string): Promise<void> {
    // Again when the page had not come to life yet.
    await expect(async () => {
      const [chooser] = await Promise.all([
        this.page.waitForEvent('filechooser', { timeout: 2_000 }),
        this.page.getByRole('button', { name: 'Choose a table' }).click(),
      ])
      await chooser.setFiles(file)
    }).toPass()
    await expect(this.page.getByText(path.basename(file), { exact: true })).toBeVisible()
  }

  variable(name: string): Locator {
    return this.page.getByRole('combobox', { name, exact: true }).first()
  }

  async start(): Promise<void> {
    await this.startButton.click()
    await this.page.waitForURL(/\/batches\/[\w-]+/)
    await expect(this.progress).toBeVisible()
  }

  /** The row with this number in the table. */
  row(number: number): Locator {
    return this.rows.filter({ has: this.page.getByRole('button', { name: `Row ${number}`, exact: true }) })
  }

  async expectProgress(over: number, total: number): Promise<void> {
    await expect(this.progress).toHaveAttribute('aria-valuetext', `${over} of ${total}`, { timeout: 30_000 })
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click()
  }

  /** How many rows have this status, by the button that shows them alone. */
  count(status: string): Locator {
    return this.page
      .getByRole('group', { name: 'Show' })
      .getByRole('button', { name: new RegExp(`^${status}`) })
  }

  async download(name: string): Promise<{ name: string; bytes: Buffer }> {
    const [saved] = await Promise.all([this.page.waitForEvent('download'), this.press(name)])
    return { name: saved.suggestedFilename(), bytes: await readFile(await saved.path()) }
  }
}
