import type { Locator, Page } from '@playwright/test'
import { modelIds } from '../lib/engine/models/catalogue'
import { Chat } from './chat'
import { expect, test as base } from './fixtures'
import type { GivenFile } from './media-files'
import { sentence } from './sentences'
import type { LastChat } from './servers'

type Place = {
  /** Where the server is; by itself the one that the journey's addresses are relative to. */
  origin?: string
  /** Where models come from that are not the hosted platform's. */
  from?: 'on-premises' | 'compatible'
}

/** A conversation with a model as a person meets it: whom to ask, and what the question is asked with. */
export class ModelChat extends Chat {
  readonly picker: Locator
  readonly options: Locator
  readonly parameters: Locator
  /** Of the message that is being written. */
  readonly files: Locator

  constructor(page: Page) {
    super(page)
    this.picker = page.getByRole('combobox', { name: 'Model', exact: true })
    this.options = page.getByRole('listbox').getByRole('option')
    this.parameters = page.getByRole('dialog', { name: 'Parameters', exact: true })
    this.files = page.getByRole('list', { name: 'Files', exact: true }).getByRole('listitem')
  }

  async openModel(model: keyof typeof modelIds | (string & {}), { origin = '', from }: Place = {}) {
    const known: Record<string, string> = modelIds
    const query = new URLSearchParams({ ...(from && { from }), model: known[model] ?? model })
    await this.page.goto(`${origin}/models?${query.toString()}`)
    await this.waitUntilAlive()
  }

  /** Until the page has come to life: before, what is typed enables no button. */
  async waitUntilAlive(): Promise<void> {
    await this.write('…')
    await this.box.fill('')
    await expect(this.sendButton).toBeDisabled()
  }

  /** Opens the list and looks for something in it. */
  async find(words: string): Promise<void> {
    await expect(async () => {
      await this.picker.click()
      await expect(this.options.first()).toBeVisible({ timeout: 1_000 })
    }).toPass()
    await this.picker.fill(words)
  }

  /** Finds a model and waits for its page. */
  async choose(words: string, option: RegExp, heading: string): Promise<void> {
    await this.find(words)
    await this.options.filter({ hasText: option }).first().click()
    await expect(this.page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible()
    await expect(this.picker).toHaveValue(heading)
  }

  /** A switch of the composer or of a panel. */
  async turn(name: string, isOn: boolean): Promise<void> {
    await turn(this.page.getByRole('switch', { name, exact: true }), isOn)
  }

  async openParameters(): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Parameters', exact: true }).click()
    // What can be set comes after the panel itself.
    await expect(
      this.parameters.getByRole('textbox').or(this.parameters.getByRole('switch')).first(),
    ).toBeVisible()
    return this.parameters
  }

  async closePanel(panel: Locator): Promise<void> {
    await panel.getByRole('button', { name: sentence('ui.close'), exact: true }).click()
    await expect(panel).toHaveCount(0)
  }

  /** What is said below a field, such as why its value is refused. */
  async noteOf(field: Locator): Promise<string> {
    const id = await field.getAttribute('aria-describedby')
    return id === null ? '' : this.page.locator(`[id="${id}"]`).innerText()
  }

  /** Ticks a function, a tool or a server of the open panel. */
  async tick(name: string): Promise<void> {
    await turn(this.parameters.getByRole('checkbox', { name, exact: true }), true)
  }

  async select(panel: Locator, label: string, option: string): Promise<void> {
    await panel.getByRole('combobox', { name: label, exact: true }).click()
    await this.page.getByRole('option', { name: option, exact: true }).click()
    await expect(panel.getByRole('combobox', { name: label, exact: true })).toContainText(option)
  }

  /** Chooses files as the dialog of the system does, and waits until all of them are with the server. */
  async attach(...files: GivenFile[]): Promise<void> {
    const before = await this.files.count()
    await this.choosesFiles(files)
    await expect(this.files).toHaveCount(before + files.length)
    for (const { name } of files) await expect(this.files.filter({ hasText: name })).toContainText('Ready')
  }

  async choosesFiles(files: GivenFile[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.page.getByRole('button', { name: 'Attach files' }).click()
    await (await chooser).setFiles(files)
  }

  /** The block of thoughts above the latest answer. */
  get reasoning(): Locator {
    return this.answer.getByRole('button', { name: 'Reasoning', exact: true })
  }

  /** A step of the open timeline, with its details. */
  async openStep(timeline: Locator, name: RegExp): Promise<Locator> {
    const step = timeline.getByRole('listitem', { name })
    await expect(step).toBeVisible()
    await step.getByRole('button', { expanded: false }).first().click()
    await expect(step.getByRole('tablist')).toBeVisible()
    return step
  }

  /** What a step was given or gave. */
  valueIn(step: Locator, part: 'Input' | 'Output'): Locator {
    return step.getByRole('group', { name: part, exact: true }).first()
  }

  /** Pages back or forth between versions of a question or an answer. */
  async showVersion(
    message: Locator,
    way: 'Previous version' | 'Next version',
    place: string,
  ): Promise<void> {
    await message.getByRole('button', { name: way }).click()
    await expect(message.getByText(place, { exact: true })).toBeVisible()
  }
}

/** Journeys whose chat is one with a model. */
export const test = base.extend<{ chat: ModelChat }>({
  chat: async ({ page }, use) => use(new ModelChat(page)),
})

export { expect }

/** What was said in a request, without what stands in other fields. */
export function saidIn({ messages }: LastChat): [role: string, content: unknown][] {
  return messages.map(({ role, content }) => [role, content])
}

async function turn(control: Locator, isOn: boolean): Promise<void> {
  await expect(async () => {
    if ((await control.getAttribute('aria-checked')) !== String(isOn)) await control.click()
    await expect(control).toHaveAttribute('aria-checked', String(isOn), { timeout: 1_000 })
  }).toPass()
}
