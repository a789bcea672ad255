import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { appIds } from '../lib/engine/catalogue'
import { assistants, testAssistantInChinese } from './assistant-chat'
import { agentName, Chat } from './chat'

type Benches = Record<'agent' | 'assistant' | 'model', string>

/** One of each family that does as it is told. */
export const benches: Benches = {
  agent: agentName('testBench'),
  assistant: assistants.test.name,
  /** As `/models` hints it. */
  model: 'moonlake-test-bench',
}

/** The same where the engine is an upstream outside: its list of assistants has one name for everybody. */
export const outsideBenches: Benches = {
  ...benches,
  assistant: `${testAssistantInChinese} ${assistants.test.name}`,
}

/** A target of a comparison, as the address names it and as it is called. */
type Chosen = { key: string; name: string }

/** One question to several, as a person meets it. */
export class Comparison {
  readonly chat: Chat
  readonly options: Locator
  readonly another: Locator

  constructor(readonly page: Page) {
    this.chat = new Chat(page)
    this.options = page.getByRole('listbox').getByRole('option')
    this.another = page.getByRole('link', { name: 'Compare another question' })
  }

  slot(place: 'First' | 'Second' | 'Third'): Locator {
    return this.page.getByRole('combobox', { name: place, exact: true })
  }

  lane(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true })
  }

  answer(name: string): Locator {
    return this.lane(name).getByRole('article', { name, exact: true })
  }

  stopButton(name: string): Locator {
    return this.lane(name).getByRole('button', { name: 'Stop', exact: true })
  }

  /**
   * Opens the start page with two targets chosen. Assistants have no names before the platform has listed them; whoever
   * is that early opens the page once more.
   */
  async openWith(first: Chosen, second: Chosen, origin = ''): Promise<void> {
    const query = new URLSearchParams([first, second].map(({ key }) => ['target', key]))
    await expect(async () => {
      await this.page.goto(`${origin}/compare?${query.toString()}`)
      await expect(this.slot('First')).toHaveValue(first.name, { timeout: 2_000 })
      await expect(this.slot('Second')).toHaveValue(second.name, { timeout: 2_000 })
    }).toPass()
    await this.waitUntilAlive()
  }

  /** Opens the start page with an agent and an assistant that do as they are told. */
  openTwo(origin = '', { agent, assistant } = benches): Promise<void> {
    return this.openWith(
      { key: `agent:${appIds.testBench}`, name: agent },
      { key: `assistant:${assistants.test.id}`, name: assistant },
      origin,
    )
  }

  /** Adds the model to them. */
  async openThree(origin = '', names = benches): Promise<void> {
    await this.openTwo(origin, names)
    await this.page.getByRole('button', { name: 'Add a third' }).click()
    await this.slot('Third').fill(names.model)
    await this.options.filter({ hasText: names.model }).click()
    await expect(this.slot('Third')).toHaveValue(names.model)
  }

  /** Until the page has come to life: before, what is typed enables no button. */
  async waitUntilAlive(): Promise<void> {
    await this.chat.write('…')
    await this.chat.box.fill('')
    await expect(this.chat.sendButton).toBeDisabled()
  }

  /** @returns the comparison's own address */
  async ask(question: string): Promise<string> {
    await this.chat.write(question)
    await this.chat.box.press('Enter')
    await this.page.waitForURL(/\/compare\/[\w-]+$/)
    return this.page.url()
  }

  /** Its answer has ended, with this in it. */
  async expectEnd(name: string, words: string | RegExp): Promise<void> {
    await expect(this.answer(name)).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 })
    await expect(this.answer(name)).toContainText(words)
  }

  /** It has begun and holds its breath. */
  async expectGoing(name: string, words: string | RegExp): Promise<void> {
    await expect(this.answer(name)).toContainText(words)
    await expect(this.answer(name)).toHaveAttribute('aria-busy', 'true')
    await expect(this.stopButton(name)).toBeVisible()
  }
}
