import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { appIds } from '../lib/engine/catalogue'
import { agentName } from './chat'
import type { AgentKey } from './chat'

/** An agent's form as a person meets it, on its start page or in the window over a conversation. */
export class AgentForm {
  readonly element: Locator
  readonly runButton: Locator
  readonly rows: Locator

  constructor(
    readonly page: Page,
    name = agentName('allInputs'),
  ) {
    this.element = page.getByRole('form', { name })
    this.runButton = this.element.getByRole('button', { name: 'Run', exact: true })
    this.rows = this.element.getByRole('list', { name: 'Files', exact: true }).getByRole('listitem')
  }

  async open(agent: AgentKey, origin = '', query = ''): Promise<void> {
    await this.page.goto(`${origin}/agents/${appIds[agent]}${query}`)
    await this.waitUntilAlive()
  }

  /** Until the page has come to life: its Run is a plain button before. */
  async waitUntilAlive(): Promise<void> {
    await expect(this.runButton).toHaveAttribute('type', 'submit')
  }

  field(name: string): Locator {
    return this.element.getByLabel(name, { exact: true })
  }

  /** What is wrong with a field, beside it. */
  async problemOf(name: string): Promise<string> {
    const ids = (await this.field(name).getAttribute('aria-describedby')) ?? ''
    const described = ids.split(' ').map((id) => this.page.locator(`[id="${id}"]`).innerText())
    return (await Promise.all(described)).join('\n')
  }

  row(fileName: string): Locator {
    return this.rows.filter({ has: this.page.getByText(fileName, { exact: true }) })
  }

  async run(): Promise<void> {
    await this.runButton.click()
    await this.page.waitForURL(/\/c\/[\w-]+/)
  }
}
