/** Forms, files, sources and batches of the agent platform. */
import type { Locator, Page } from 'playwright'
import { chinesePdf, questionsCsv, twoColumnPdf } from '../../e2e/documents'
import { png, text } from '../../e2e/media-files'
import { sentence } from '../../e2e/sentences'
import { appIds } from '../../lib/engine/catalogue'
import type { Language, Prepared, Scene } from './scenes'

const reader = `/agents/${appIds.documentReader}`
const drawnPage = '[data-page-number] canvas'
const allInputs = `/agents/${appIds.allInputs}`

/** Runs the document reader over a paper, and a batch over a table. */
export async function preparePlatform(page: Page, language: Language): Promise<[string, string][]> {
  const document = await (language === 'zh' ? chinesePdf() : twoColumnPdf())
  await openForm(page, reader, language)
  await page.getByLabel(/^Question/).fill(document.asks.at(-1)?.question ?? '')
  await page.getByLabel(/^Documents/).setInputFiles(document.path)
  await runButton(page, language).click()
  await page.waitForURL(/\/c\//)
  await page.locator('article[aria-busy="true"]').waitFor({ state: 'detached' })
  await sourcesButton(page, language).waitFor()
  const conversation = new URL(page.url()).pathname

  await chooseTable(page, language)
  await page.getByRole('button', { name: sentence('batches.startBatch', language) }).click()
  await page.waitForURL(/\/batches\//)
  await page.locator('[role="progressbar"][aria-valuenow="3"]').waitFor()
  return [
    ['document', conversation],
    ['batch', new URL(page.url()).pathname],
  ]
}

export const platformScenes: Scene[] = [
  { name: 'form', height: 1500, show: (page, { language }) => openForm(page, allInputs, language) },
  {
    name: 'form-problem',
    show: async (page, { language }) => {
      await openForm(page, allInputs, language)
      await runButton(page, language).click()
      await page.getByText(sentence('forms.problem.empty_form', language)).waitFor()
    },
  },
  {
    name: 'form-files',
    height: 1500,
    show: async (page, { language }) => {
      await openForm(page, allInputs, language)
      await page
        .getByLabel(/^Documents/)
        .setInputFiles([text('notes.txt'), text('parsed forever.txt'), text('locked 11002.txt')])
      await page.getByLabel(/^Images/).setInputFiles(png('moon.png', 320, 240))
      const failed = sentence('uploads.reason.unreadable', language)
      await page.getByRole('listitem').filter({ hasText: failed }).waitFor()
    },
  },
  { name: 'form-answered', show: (page, prepared) => openPath(page, prepared, 'document') },
  { name: 'sources-page', show: sources('document', drawnPage) },
  { name: 'sources-sheet', show: sources('finished', '[role="row"][aria-current="true"]') },
  { name: 'sources-figure', show: sources('figure', drawnPage) },
  { name: 'sources-old', show: sources('old', drawnPage) },
  { name: 'sources-web', show: sources('web', 'aside li') },
  {
    name: 'citation',
    only: 'wide',
    show: async (page, prepared) => {
      await openPath(page, prepared, 'web')
      await page.getByRole('link', { name: /^\[3\]/ }).hover()
      await page.getByRole('tooltip').waitFor()
    },
  },
  { name: 'question-back', show: (page, prepared) => openPath(page, prepared, 'askedBack') },
  {
    name: 'batch-table',
    show: async (page, { language }) => {
      await page.goto(`${reader}/batch`)
      await page.getByRole('button', { name: sentence('batches.chooseTable', language) }).waitFor()
    },
  },
  { name: 'batch-variables', height: 1500, show: (page, { language }) => chooseTable(page, language) },
  { name: 'batch', show: (page, prepared) => openPath(page, prepared, 'batch') },
  {
    name: 'batch-row',
    show: async (page, prepared) => {
      await openPath(page, prepared, 'batch')
      const name = sentence('batches.openRow', prepared.language).replace('{row}', '2')
      await page.getByRole('button', { name, exact: true }).click()
      await page.getByRole('dialog').locator('dl').waitFor()
    },
  },
  {
    name: 'batches',
    show: async (page) => {
      await page.goto('/batches')
      await page.getByRole('main').getByRole('listitem').first().waitFor()
    },
  },
]

/** Until the page has come to life: its Run is a plain button before. */
async function openForm(page: Page, address: string, language: Language): Promise<void> {
  await page.goto(address)
  await page
    .locator('form button[type="submit"]')
    .filter({ hasText: sentence('forms.run', language) })
    .waitFor()
}

function runButton(page: Page, language: Language): Locator {
  return page.getByRole('form').getByRole('button', { name: sentence('forms.run', language), exact: true })
}

async function chooseTable(page: Page, language: Language): Promise<void> {
  await page.goto(`${reader}/batch`)
  const button = page.getByRole('button', { name: sentence('batches.chooseTable', language) })
  await page.waitForLoadState('networkidle')
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()])
  await chooser.setFiles((await questionsCsv()).path)
  await page.getByRole('table', { name: sentence('batches.previewTable', language) }).waitFor()
}

function sourcesButton(page: Page, language: Language): Locator {
  return page
    .getByRole('log')
    .getByRole('button', { name: new RegExp(`^${sentence('sources.sources', language)}`) })
}

function sources(name: string, awaited: string): Scene['show'] {
  return async (page, prepared) => {
    await openPath(page, prepared, name)
    await sourcesButton(page, prepared.language).last().click()
    await page.locator(awaited).first().waitFor()
    await page.waitForLoadState('networkidle')
  }
}

async function openPath(page: Page, { paths }: Prepared, name: string): Promise<void> {
  await page.goto(paths.get(name) ?? '/')
  await page.waitForLoadState('networkidle')
}
