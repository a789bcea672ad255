/** Models, assistants, the on-premises platform and comparisons. */
import type { Locator, Page } from 'playwright'
import { assistants } from '../../e2e/assistant-chat'
import { sentence } from '../../e2e/sentences'
import { appIds } from '../../lib/engine/catalogue'
import { modelIds } from '../../lib/engine/models/catalogue'
import type { Language, Prepared, Scene } from './scenes'

const chatModel = `/models?model=${modelIds.chat}`
const onPremises = '/models?from=on-premises&model=onprem-glm-4'
const compareThree = `/compare?${new URLSearchParams([
  ['target', `agent:${appIds.knowledgeGuide}`],
  ['target', `model:${modelIds.chat}`],
  ['target', `assistant:${assistants.document.id}`],
]).toString()}`
const compareBenches = `/compare?${new URLSearchParams([
  ['target', `agent:${appIds.testBench}`],
  ['target', `assistant:${assistants.test.id}`],
]).toString()}`

/** Asks a model, two assistants and a comparison. */
export async function prepareTargets(page: Page, language: Language): Promise<[string, string][]> {
  const words = (en: string, zh: string) => (language === 'zh' ? zh : en)
  await page.goto(chatModel)
  await turnOn(page, language, 'models.webSearch')
  await send(page, language, words('Why are there two tides a day?', '为什么一天有两次潮汐？'))
  const model = await conversationPath(page)

  await page.goto(`/assistants/${assistants.data.id}`)
  await send(page, language, words('The 8 deepest lakes, as a chart', '最深的8个湖，画成图'))
  const assistant = await conversationPath(page)

  await page.goto(`/assistants/${assistants.translator.id}`)
  await send(page, language, words('The moon rises over the lake.', '海上生明月，天涯共此时。'))
  const translation = await conversationPath(page)

  await page.goto(compareThree)
  await send(page, language, words('Which lake is the deepest?', '哪个湖最深？'))
  await page.waitForURL(/\/compare\/[\w-]+$/)
  await page.waitForFunction(() => document.querySelectorAll('article[aria-busy="false"]').length === 3)
  return [
    ['model', model],
    ['assistant', assistant],
    ['translation', translation],
    ['comparison', new URL(page.url()).pathname],
  ]
}

export const targetScenes: Scene[] = [
  { name: 'models', show: (page) => open(page, '/models') },
  {
    name: 'model-picker',
    show: async (page, { language }) => {
      await open(page, chatModel)
      await page.getByRole('combobox', { name: sentence('models.model', language), exact: true }).click()
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'model-parameters',
    height: 1200,
    show: async (page, { language }) => {
      await open(page, chatModel)
      await page.getByRole('button', { name: sentence('models.parameters', language), exact: true }).click()
      await page.getByRole('dialog').getByRole('textbox').first().waitFor()
    },
  },
  {
    name: 'model-web-search',
    show: async (page, { language }) => {
      await open(page, chatModel)
      await turnOn(page, language, 'models.webSearch')
      await page.getByRole('button', { name: sentence('models.webSearchOptions', language) }).click()
      await page.getByRole('dialog').getByRole('textbox').first().waitFor()
    },
  },
  {
    name: 'model-answer',
    height: 1400,
    show: async (page, prepared) => {
      await openPath(page, prepared, 'model')
      const { language } = prepared
      await page.getByRole('button', { name: sentence('chat.reasoning', language) }).click()
      await page.getByRole('button', { name: sentence('timeline.details', language) }).click()
      await page.getByRole('list', { name: sentence('timeline.list', language) }).waitFor()
    },
  },
  {
    name: 'on-premises',
    show: async (page, { language }) => {
      await open(page, onPremises)
      await turnOn(page, language, 'models.knowledge')
      await page.getByRole('button', { name: sentence('models.containers', language), exact: true }).click()
      const field = page.getByRole('textbox', { name: sentence('models.containerId', language) })
      await field.fill('container_lakes, container_moon')
      await field.press('Enter')
      await page.getByRole('listitem').filter({ hasText: 'container_moon' }).waitFor()
    },
  },
  { name: 'assistants', show: (page) => open(page, '/assistants') },
  { name: 'assistant-start', show: (page) => open(page, `/assistants/${assistants.data.id}`) },
  { name: 'assistant-translator', show: (page) => open(page, `/assistants/${assistants.translator.id}`) },
  {
    name: 'assistant-answer',
    height: 1400,
    show: async (page, prepared) => {
      await openPath(page, prepared, 'assistant')
      await openSteps(page, prepared.language)
    },
  },
  { name: 'assistant-translation', show: (page, prepared) => openPath(page, prepared, 'translation') },
  { name: 'compare', show: (page) => open(page, compareThree) },
  {
    name: 'compare-choice',
    show: async (page) => {
      await open(page, compareThree)
      await page.getByRole('combobox').nth(1).click()
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'compare-streaming',
    show: async (page, { language }) => {
      await page.goto(compareBenches)
      await send(page, language, language === 'zh' ? '停滞' : 'stall')
      await page.waitForURL(/\/compare\/[\w-]+$/)
      const said = page.locator('article[aria-busy="true"]').getByText(/still\.|静止了/)
      await said.nth(1).waitFor()
    },
    leave: async (page, { language }) => {
      const stop = page.getByRole('button', { name: sentence('compare.stop', language), exact: true })
      const busy = page.locator('article[aria-busy="true"]')
      for (let left = await busy.count(); left > 0; left -= 1) {
        await stop.first().click()
        await busy.nth(left - 1).waitFor({ state: 'detached' })
      }
    },
  },
  { name: 'compare-done', show: (page, prepared) => openPath(page, prepared, 'comparison') },
]

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.waitForLoadState('networkidle')
}

function openPath(page: Page, { paths }: Prepared, name: string): Promise<void> {
  return open(page, paths.get(name) ?? '/')
}

async function turnOn(page: Page, language: Language, label: string): Promise<void> {
  const control: Locator = page.getByRole('switch', { name: sentence(label, language), exact: true })
  await control.waitFor()
  while ((await control.getAttribute('aria-checked')) !== 'true') {
    await control.click()
    await page.waitForTimeout(200)
  }
}

async function openSteps(page: Page, language: Language): Promise<void> {
  await page.getByRole('button', { name: sentence('timeline.details', language) }).click()
  const list = page.getByRole('list', { name: sentence('timeline.list', language) })
  await list.waitFor()
  const closed = list.locator('button[aria-expanded="false"]')
  while ((await closed.count()) > 0) await closed.first().click()
}

/** Sends when the page has come to life. */
async function send(page: Page, language: Language, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: sentence('composer.message', language), exact: true })
  const button = page.getByRole('button', { name: sentence('composer.send', language) })
  while (!(await button.isVisible()) || !(await button.isEnabled())) {
    await box.fill('')
    await box.fill(text)
    await page.waitForTimeout(200)
  }
  await button.click()
}

async function conversationPath(page: Page): Promise<string> {
  await page.waitForURL(/\/c\//)
  await page.locator('article[aria-busy="false"]').waitFor({ timeout: 60_000 })
  return new URL(page.url()).pathname
}
