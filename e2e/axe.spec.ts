import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { AssistantChat } from './assistant-chat'
import { Batch } from './batch'
import { benches, Comparison } from './comparison'
import { questionsCsv } from './documents'
import { expect, test } from './fixtures'
import { ModelChat } from './model-chat'
import { sentence } from './sentences'
import { SourcesPanel } from './sources-panel'

const colourRules = ['color-contrast', 'link-in-text-block']

test('home, agent, sign-in, set-up and not found', async ({ page, chat, problems }) => {
  problems.allow(/404/)
  for (const path of ['/', '/sign-in', '/set-up?token=none', '/nowhere']) {
    await page.goto(path)
    await expect(page.getByRole('heading').first()).toBeVisible()
    await expectNoBarriers(page, path)
  }
  await chat.open('knowledgeGuide')
  await expectNoBarriers(page, 'agent')
})

test('a conversation: streaming, finished with its timeline, failed, stopped', async ({ chat, page }) => {
  test.slow()
  await chat.open('testBench')
  await chat.send('endless')
  await chat.waitForText()
  await expectNoBarriers(page, 'streaming')
  await chat.stop()
  await expectNoBarriers(page, 'stopped')
  await chat.ask('markdown')
  await expectNoBarriers(page, 'markdown')
  await chat.ask('all tools')
  await chat.openRunDetails()
  await expectNoBarriers(page, 'timeline')
  await chat.ask('cut')
  await expectNoBarriers(page, 'failed')
  await page.getByRole('button', { name: 'Conversation menu' }).first().click()
  await expect(page.getByRole('menu')).toBeVisible()
  await expectNoBarriers(page, 'menu')
})

test('a form with an error, and files in their states', async ({ chat, page }) => {
  await chat.open('allInputs')
  const form = page.getByRole('form')
  const run = form.getByRole('button', { name: 'Run', exact: true })
  // The page has come to life when its Run sends the form.
  await expect(run).toHaveAttribute('type', 'submit')
  await run.click()
  await expect(form.getByText(sentence('forms.problem.empty_form'))).toBeVisible()
  await expectNoBarriers(page, 'form with an error')

  const text = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) })
  await form
    .getByLabel(/^Documents/)
    .setInputFiles(['notes.txt', 'parsed forever.txt', 'locked 11002.txt'].map(text))
  const files = form.getByRole('list', { name: 'Files' }).getByRole('listitem')
  await expect(files.filter({ hasText: 'notes.txt' })).toContainText('Ready')
  await expect(files.filter({ hasText: 'forever' })).toContainText('Parsing')
  await expect(files.filter({ hasText: 'locked' })).toContainText(sentence('uploads.reason.unreadable'))
  await expectNoBarriers(page, 'files')
})

test('sources: a page, beside the answer and on a phone, and a sheet', async ({ chat, page }) => {
  test.slow()
  const sources = new SourcesPanel(page)
  await chat.open('knowledgeGuide')
  await chat.ask('What causes a halo around the moon?')
  await sources.open(1)
  await sources.expectProven(/^Passage on page/)
  await expectNoBarriers(page, 'page')
  await page.setViewportSize({ width: 390, height: 780 })
  await expect(page.getByRole('dialog', { name: 'Sources' })).toBeVisible()
  await expect(sources.marks.first()).toBeInViewport()
  await expectNoBarriers(page, 'page on a phone')
  await page.setViewportSize({ width: 1440, height: 900 })

  await chat.ask('Which lake is the deepest?')
  await sources.open(1)
  await expect(sources.citedRow).toBeInViewport()
  await expectNoBarriers(page, 'sheet')
})

test('sources: pages of the web', async ({ chat, page }) => {
  const sources = new SourcesPanel(page)
  await chat.open('searcher')
  await chat.ask('Why are there two tides a day?')
  await chat.waitForSuggestions()
  await chat.answer.getByRole('link', { name: /^\[3\]/ }).hover()
  await expect(page.getByRole('tooltip')).toBeVisible()
  await expectNoBarriers(page, 'hover card')
  await sources.buttons.last().click()
  await expect(sources.element.getByRole('listitem').first()).toBeVisible()
  await expectNoBarriers(page, 'web')
})

test('models: the list, what can be set, an answer with thoughts and tools', async ({ page }) => {
  const chat = new ModelChat(page)
  await chat.openModel('chat')
  await expectNoBarriers(page, 'model')
  await chat.find('vision')
  await expect(chat.options.first()).toContainText('Vision')
  // Base UI hides what is beside an open list; leaving the list by the keyboard closes it.
  await expectNoBarriers(page, 'models', ['aria-hidden-focus'])
  await page.keyboard.press('Escape')
  await chat.turn('Web search', true)
  await page.getByRole('button', { name: 'Web search options' }).click()
  const search = page.getByRole('dialog', { name: 'Web search options' })
  await expect(search.getByRole('textbox').first()).toBeVisible()
  await expectNoBarriers(page, 'web search options')
  await chat.closePanel(search)
  const panel = await chat.openParameters()
  await chat.tick('almanac')
  await panel.getByRole('button', { name: 'Add a server' }).click()
  await panel.getByRole('button', { name: 'Save' }).click()
  await expect(panel.getByText(sentence('models.mcp.problems.label'))).toBeVisible()
  await expectNoBarriers(page, 'parameters')
  await chat.closePanel(panel)
  await chat.ask('Which phase does the moon have on 2026-09-26?')
  await chat.reasoning.click()
  await chat.openStep(await chat.openRunDetails(), /^mcp_list_tools/)
  await expectNoBarriers(page, 'answer of a model')
})

test('a batch: table, variables, rows, one row', async ({ page }) => {
  const batch = new Batch(page)
  await batch.open()
  await batch.choose((await questionsCsv()).path)
  await expect(batch.preview).toBeVisible()
  await expectNoBarriers(page, 'new batch')
  await batch.start()
  await batch.expectProgress(3, 3)
  await expectNoBarriers(page, 'batch')
  await batch.row(2).getByRole('button', { name: 'Row 2' }).click()
  await expect(page.getByRole('dialog', { name: 'Row 2' })).toContainText('No document was given')
  await expectNoBarriers(page, 'row')
  await page.goto('/batches')
  await expect(page.getByRole('main').getByRole('link', { name: /questions\.csv/ })).toBeVisible()
  await expectNoBarriers(page, 'batches')
})

test('assistants, and one question to several', async ({ page }) => {
  const chat = new AssistantChat(page)
  await page.goto('/assistants')
  await expect(chat.cards.getByRole('link')).toHaveCount(5)
  await expectNoBarriers(page, 'assistants')
  await chat.openAssistant('test')
  await chat.ask('all tools')
  await chat.waitForSuggestions()
  await chat.openSteps()
  await expectNoBarriers(page, 'answer of an assistant')

  const comparison = new Comparison(page)
  await comparison.openTwo()
  await expectNoBarriers(page, 'whom to ask')
  await comparison.ask('tool error')
  for (const name of [benches.agent, benches.assistant]) await comparison.expectEnd(name, /\S/)
  await expectNoBarriers(page, 'comparison')
  await page.setViewportSize({ width: 390, height: 780 })
  await expect(page.getByRole('navigation', { name: 'Answers' })).toBeVisible()
  await expectNoBarriers(page, 'comparison on a phone')
})

test('the phone’s drawer', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 780 })
  await page.goto('/')
  await page.getByRole('button', { name: 'Show sidebar' }).click()
  await expect(page.getByRole('navigation', { name: 'Conversations' })).toBeInViewport()
  await expectNoBarriers(page, 'drawer')
})

/** In light and in dark. @param exempt ids of rules that do not hold there */
async function expectNoBarriers(page: Page, where: string, exempt: string[] = []): Promise<void> {
  // Half-faded colours are not what anybody reads.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getTiming().iterations !== Infinity)
        .map((animation) => animation.finished),
    ),
  )
  // Nor is anybody there when day turns to night: what stands out of view would never end its transition.
  await page.evaluate(() => {
    const still = new CSSStyleSheet()
    still.replaceSync('*, ::before, ::after { transition: none !important }')
    document.adoptedStyleSheets = [still]
  })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    // Base UI's guards are hidden and focusable on purpose: they hand the focus on at the edges of an open menu.
    // The letters of a PDF's page are laid over its picture to be selected; nobody sees them.
    const axe = new AxeBuilder({ page })
      .options({ resultTypes: ['violations'] })
      .exclude('[data-base-ui-focus-guard]')
      .exclude('.pdf-text')
      // Without a second page for the report: no frame here is of another origin.
      .setLegacyMode()
    // By night the page is the same but for its colours.
    const { violations } = await (
      colorScheme === 'light' ? axe.disableRules(exempt) : axe.withRules(colourRules)
    ).analyze()
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => ({ id, help, where: nodes.slice(0, 3).map((node) => node.html) }))
    expect(serious, `${where}, ${colorScheme}`).toEqual([])
  }
  await page.evaluate(() => {
    document.adoptedStyleSheets = []
  })
}
