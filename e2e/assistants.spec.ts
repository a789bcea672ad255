import { AssistantChat, assistants } from './assistant-chat'
import { expect, test } from './fixtures'
import { text } from './media-files'
import { sentence } from './sentences'
import { App, Engine } from './servers'
import { SourcesPanel, watchForeignRequests } from './sources-panel'

test('assistants are listed with what they can; one researches, cites its pages and suggests how to go on', async ({
  page,
}) => {
  const foreign = watchForeignRequests(page)
  const chat = new AssistantChat(page)
  await page.goto('/assistants')
  for (const { name } of Object.values(assistants)) await expect(chat.cards).toContainText(name)
  const card = chat.cards.getByRole('link', { name: assistants.research.name })
  await expect(card).toContainText(sentence('assistants.tool.web_browser'))
  await card.click()
  await expect(page.getByRole('heading', { level: 1, name: assistants.research.name })).toBeVisible()
  await chat.waitUntilAlive()
  await page.getByRole('button', { name: 'How deep is Lake Baikal, and why is it famous?' }).click()
  await expect(chat.questions).toHaveCount(1)
  await chat.waitForEnd()
  await expect(chat.answer).toHaveAccessibleName(assistants.research.name)
  await expect(chat.answer).toContainText(/1,6\d\d m/)
  await expect(chat.answer).not.toContainText('†source')
  await chat.waitForSuggestions()
  const mark = chat.answer.getByRole('link', { name: /^\[1\]/ }).first()
  await expect(mark).toHaveAttribute('href', /^https:\/\/en\.wikipedia\.org\/wiki\/Lake_Baikal/)

  // What the browser was told and what it gave came in pieces; each call is one step.
  const steps = (await chat.openSteps()).getByRole('listitem', { name: /^browser/i })
  await expect(steps).toHaveCount(3)
  await expect(steps.nth(0)).toContainText('search(')
  await expect(steps.nth(0)).toContainText(/[2-9] results/)
  await expect(steps.nth(0).getByRole('link', { name: /Lake Baikal/ })).toBeVisible()
  await expect(steps.nth(1)).toContainText(/m?click\(/)
  await expect(steps.nth(2)).toContainText('quote_lines(')
  await chat.answer.getByRole('button', { name: /Run details/ }).click()

  const sources = new SourcesPanel(page)
  await sources.buttons.last().click()
  await expect(sources.element.getByRole('link', { name: /Lake Baikal/ }).first()).toBeVisible()
  await sources.element.getByRole('button', { name: 'Close sources' }).click()
  await expect(sources.element).toHaveCount(0)

  const next = chat.suggested.first()
  const question = (await next.innerText()).trim()
  await next.click()
  await expect(chat.questions).toHaveCount(2)
  await expect(chat.questions.last()).toContainText(question)
  await chat.waitForEnd()
  expect(foreign).toEqual([])
})

test('figures are worked out in code, charted and drawn; the next question leans on the one before', async ({
  page,
}) => {
  const foreign = watchForeignRequests(page)
  const chat = new AssistantChat(page)
  await chat.openAssistant('data')
  await expect(await chat.ask('Average depth by type, as a chart')).toContainText('1,272.67')
  await chat.expectPictures(1)
  const steps = await chat.openSteps()
  const code = steps.getByRole('listitem', { name: /^code/i })
  await expect(code).toHaveCount(3)
  await expect(code.nth(1)).toContainText('groupby')
  await expect(code.nth(1)).toContainText('fresh, rift')

  await expect(await chat.ask('And by country?')).toContainText(/groups by “Country .*Max depth/)
  await expect(await chat.ask('Draw a full moon over a calm lake in ink')).toContainText('Here is the lake')
  await chat.expectPictures(1)
  await page.reload()
  await expect(chat.answers).toHaveCount(3)
  await chat.expectPictures(1)

  await chat.openAssistant('data')
  const boats = 'Pier,Town,Boats\nNorth,Como,12\nSouth,Como,30\nEast,Lecco,7\nWest,Lecco,5\n'
  await chat.attach({ name: 'piers.csv', mimeType: 'text/csv', buffer: Buffer.from(boats) })
  await expect(await chat.ask('Total boats by town')).toContainText('Como')
  await expect(chat.questions.last()).toContainText('piers.csv')
  await expect(chat.answer.getByRole('row', { name: /Como/ })).toContainText('42')
  // The file stays with the conversation.
  await expect(await chat.ask('Which pier has the most boats?')).toContainText('South')
  expect(foreign).toEqual([])
})

test('a document is read and answered from, for as long as the conversation lasts', async ({ page }) => {
  const chat = new AssistantChat(page)
  await chat.openAssistant('document')
  const notes =
    '# Boat house\n\nThe key hangs behind the blue door.\n\n# Prices\n\nA rowing boat costs 12 euros an hour.\n'
  await chat.attach(text('notes.txt', notes))
  await expect(await chat.ask('What does a rowing boat cost?')).toContainText('12 euros')
  const steps = await chat.openSteps()
  await expect(steps.getByRole('listitem', { name: /^list_documents/ })).toContainText('notes.txt')
  await expect(steps.getByRole('listitem', { name: /^Knowledge search/ })).toContainText(
    'A rowing boat costs',
  )

  await page.reload()
  await chat.waitUntilAlive()
  await expect(await chat.ask('Where is the key?')).toContainText('behind the blue door')
  await expect(await chat.ask('Who invented the telescope?')).toContainText('I found nothing about that')
})

test('the languages of a translation are chosen, sent along and kept', async ({ page }) => {
  const chat = new AssistantChat(page)
  await chat.openAssistant('translator')
  const from = page.getByRole('combobox', { name: sentence('assistants.from'), exact: true })
  const to = page.getByRole('combobox', { name: sentence('assistants.to'), exact: true })
  await expect(from).toHaveValue('auto')
  await to.selectOption('zh')
  await expect(await chat.ask('The moon rises over the lake.')).toContainText('月亮从湖上升起。')

  await to.selectOption('fr')
  await expect(await chat.ask('Good night, my friend')).toContainText('not “fr”')
  await page.reload()
  await expect(from).toHaveValue('auto')
  await expect(to).toHaveValue('fr')

  await from.selectOption('zh')
  await to.selectOption('en')
  await page.getByRole('button', { name: sentence('assistants.swap') }).click()
  await expect(from).toHaveValue('en')
  await expect(to).toHaveValue('zh')
  await expect(await chat.ask('Lake Baikal is very deep.')).toContainText('贝加尔湖很深。')
  // A new conversation begins with what was chosen for the first one.
  await chat.openAssistant('translator')
  await expect(from).toHaveValue('auto')
  await expect(to).toHaveValue('zh')
})

test('whatever an assistant does or fails at is told in words', async ({ page }) => {
  const chat = new AssistantChat(page)
  await chat.openAssistant('test')
  await expect(await chat.ask('all tools')).toContainText('All five tools were used.')
  await chat.expectPictures(2)
  const all = await chat.openSteps()
  for (const said of [
    'msearch(',
    'plt.barh',
    'mean 1379.0',
    'a full moon over a lake',
    '湖的北端最深',
    'get_tide',
    '12:40',
  ])
    await expect(all).toContainText(said)

  await chat.ask('fragments')
  await expect(await chat.openSteps()).toContainText('print(math.sqrt(1764))')
  await chat.ask('unknown tool')
  const strange = await chat.openSteps()
  for (const said of ['moon_dial', 'dial(2026)', '41.5']) await expect(strange).toContainText(said)

  await expect(await chat.ask('metadata')).toContainText('This answer carries metadata.')
  const metadata = chat.answer.getByRole('group', { name: 'Metadata', exact: true })
  await chat.openRunDetails()
  await expect(metadata).toContainText('moonlake-engine')
  await expect(metadata).toContainText('12:40')

  await expect(await chat.ask('sensitive')).toContainText(sentence('chat.retracted'))
  await expect(chat.answer).not.toContainText('The moon rose')
  await expect(await chat.ask('network error')).toContainText(sentence('notice.network_error'))
  await expect(chat.answer).toContainText('The moon rose')
  await expect(await chat.ask('failed')).toContainText('The tool server did not answer.')
  await expect(chat.answer).toContainText('I was halfway there')
  await expect(await chat.ask('cut')).toContainText(sentence('failure.stream_cut'))
  await expect(chat.answer.getByRole('button', { name: 'Regenerate' })).toBeVisible()
  await expect(await chat.ask('length')).toContainText(sentence('notice.length'))
})

test('a reload goes on with the same answer, and stopping ends it upstream', async ({ connected, page }) => {
  const { app, engine } = connected
  const chat = new AssistantChat(page)
  await chat.openAssistant('test', app.url)
  const before = await engine.stats()
  await chat.send('endless')
  await chat.waitForText()
  await chat.conversationId()
  await page.reload()
  await expect(chat.answer).toContainText('Wave 3 reaches the shore.')
  await expect(chat.answer).toHaveAttribute('aria-busy', 'true')
  await chat.stop()
  await expect(chat.answer).toContainText(sentence('chat.stopped'))
  await expect(chat.answer).toContainText('Wave 1 reaches the shore.')
  await expect.poll(async () => (await engine.stats()).aborted).toBe(before.aborted + 1)
  const after = await engine.stats()
  expect(after.generationsStarted).toBe(before.generationsStarted + 1)
  expect(after.lastThirdRequestIds).toContain(await chat.runId())
})

test('where the platform does not say which there are, those of the settings stand, and the rest comes later', async ({
  page,
}) => {
  const engine = await Engine.start()
  await engine.stop()
  const app = await App.start({
    BIGMODEL_API_KEY: engine.key,
    BIGMODEL_BASE_URL: engine.baseUrl,
    BIGMODEL_ASSISTANTS: `${assistants.data.id}=Figures desk`,
    ALLOW_GUESTS: 'true',
  })
  try {
    const chat = new AssistantChat(page)
    await page.goto(`${app.url}/assistants`)
    await expect(chat.cards.getByRole('link')).toHaveText([/Figures desk/])
    await expect(page.getByText(sentence('assistants.incomplete'))).toBeVisible()

    await engine.restart()
    // Asked for again by itself, and by the button.
    await page.getByRole('button', { name: sentence('assistants.retry') }).click()
    await expect(chat.cards.getByRole('link')).toHaveCount(5, { timeout: 30_000 })
    await expect(page.getByText(sentence('assistants.incomplete'))).toHaveCount(0)
    await expect(chat.cards.getByRole('link').first()).toContainText('Figures desk')
    await chat.cards.getByRole('link', { name: 'Figures desk' }).click()
    await expect(await chat.ask('How many lakes by country?')).toContainText('China')
    await expect(chat.answer).toHaveAccessibleName('Figures desk')
  } finally {
    await page.goto('about:blank')
    await app.remove()
    await engine.stop()
  }
})
