import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { z } from 'zod'
import { appIds, engineAgents } from '../lib/engine/catalogue'

/** What the journeys read of it; the product's own schema is not imported, so that they notice when it changes. */
const transcriptSchema = z.object({
  messages: z.array(
    z.discriminatedUnion('role', [
      z.object({ role: z.literal('person') }),
      z.object({ role: z.literal('answer'), run: z.object({ id: z.string() }) }),
    ]),
  ),
})

export type AgentKey = keyof typeof appIds

/** A conversation as a person meets it, by roles and names only. */
export class Chat {
  readonly box: Locator
  readonly sendButton: Locator
  readonly stopButton: Locator
  readonly transcript: Locator
  readonly questions: Locator
  readonly answers: Locator

  constructor(readonly page: Page) {
    this.box = page.getByRole('textbox', { name: 'Message', exact: true })
    this.sendButton = page.getByRole('button', { name: 'Send message' })
    this.stopButton = page.getByRole('button', { name: 'Stop generating' })
    this.transcript = page.getByRole('log', { name: 'Conversation' })
    this.questions = this.transcript.getByRole('article', { name: 'You', exact: true })
    this.answers = this.transcript.getByRole('article').and(page.locator(':not([aria-label="You"])'))
  }

  get answer(): Locator {
    return this.answers.last()
  }

  async open(agent: AgentKey, origin = ''): Promise<void> {
    await this.page.goto(`${origin}/agents/${appIds[agent]}`)
  }

  /** Types into the composer; again when the page had not come to life yet. */
  async write(text: string): Promise<void> {
    await expect(async () => {
      await this.box.fill(text)
      await expect(this.sendButton).toBeEnabled({ timeout: 500 })
    }).toPass()
  }

  async send(text: string): Promise<void> {
    await this.write(text)
    await this.box.press('Enter')
    await expect(this.questions.last()).toContainText(firstLine(text))
  }

  /** Sends and waits for the whole answer. */
  async ask(text: string): Promise<Locator> {
    const before = await this.answers.count()
    await this.send(text)
    await expect(this.answers).toHaveCount(before + 1)
    await this.waitForEnd()
    return this.answer
  }

  async waitForEnd(): Promise<void> {
    await expect(this.answer).toBeVisible()
    await expect(this.answer).not.toHaveAttribute('aria-busy', 'true', { timeout: 30_000 })
  }

  /**
   * Waits for the questions that are suggested under the answer. They come after its end, and a view that follows the
   * end moves up by them: whoever points at something before may point beside it afterwards.
   */
  async waitForSuggestions(): Promise<void> {
    const suggested = this.page.getByRole('list', { name: 'Suggested questions' })
    await expect(suggested.getByRole('button').first()).toBeVisible()
  }

  /** Waits until words of the answer itself are there while it is still being written. */
  async waitForText(): Promise<void> {
    const words = this.answer.getByRole('heading').or(this.answer.getByRole('paragraph'))
    await expect(words.first()).toContainText(/\S/)
    await expect(this.answer).toHaveAttribute('aria-busy', 'true')
  }

  /** Characters of the answer, also of those far from the view. */
  async answerLength(): Promise<number> {
    return ((await this.answer.textContent()) ?? '').length
  }

  /** The answer's Markdown, by the button that copies it. */
  async copyAnswer(): Promise<string> {
    const clipboard = () => this.page.evaluate(() => navigator.clipboard.readText())
    await this.page.evaluate(() => navigator.clipboard.writeText(''))
    await expect(async () => {
      await this.answer.getByRole('button', { name: 'Copy', exact: true }).click()
      expect(await clipboard()).not.toBe('')
    }).toPass()
    return clipboard()
  }

  async stop(): Promise<void> {
    await this.stopButton.click()
    await this.waitForEnd()
  }

  /** The address holds the id: /c/{conversationId}. */
  async conversationId(): Promise<string> {
    await this.page.waitForURL(/\/c\/[\w-]+/)
    return new URL(this.page.url()).pathname.split('/')[2] ?? ''
  }

  /** The id of the latest run, from our own API. */
  async runId(): Promise<string> {
    const { origin } = new URL(this.page.url())
    const response = await this.page.request.get(`${origin}/api/conversations/${await this.conversationId()}`)
    const { messages } = transcriptSchema.parse(await response.json())
    const last = messages.findLast((message) => message.role === 'answer')
    if (!last) throw new Error('no answer in this conversation yet')
    return last.run.id
  }

  async openRunDetails(): Promise<Locator> {
    const button = this.answer.getByRole('button', { name: /Run details/ })
    if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click()
    await expect(button).toHaveAttribute('aria-expanded', 'true')
    const timeline = this.answer.getByRole('list', { name: 'Run timeline' })
    await expect(timeline.getByRole('listitem').first()).toBeVisible()
    return timeline
  }

  /** Opens the details of every step of a timeline. */
  async openAllSteps(timeline: Locator): Promise<void> {
    const closed = timeline.getByRole('button', { expanded: false })
    while ((await closed.count()) > 0) await closed.first().click()
  }

  conversationLink(title: string | RegExp): Locator {
    return this.page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: title })
  }
}

export function agentName(agent: AgentKey, language: 'en' | 'zh' = 'en'): string {
  return engineAgents.find(({ appId }) => appId === appIds[agent])?.name[language] ?? ''
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}
