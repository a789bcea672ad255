import { z } from 'zod'
import { expect, saidIn, test } from './model-chat'
import { sentence } from './sentences'
import { SourcesPanel, watchForeignRequests } from './sources-panel'

test('a model is found in the list, by typing or by any name; another one begins a new conversation', async ({
  chat,
  page,
}) => {
  await page.goto('/models')
  await chat.waitUntilAlive()
  await chat.find('')
  for (const name of ['Moonlake Chat Mini', 'Moonlake Vision'])
    await expect(chat.options.filter({ hasText: name })).toBeVisible()
  await chat.picker.fill('film')
  await expect(chat.options.first()).toContainText('Moonlake Film')
  await chat.picker.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Moonlake Film' })).toBeVisible()
  await expect(page).toHaveURL(/[?&]model=moonlake-film$/)

  await chat.choose('no-such-model:8b', /Hosted models/, 'no-such-model:8b')
  await chat.ask('Is anybody there?')
  await expect(chat.answer).toHaveAccessibleName('no-such-model:8b')
  await expect(chat.answer.getByRole('alert')).toHaveText(sentence('failure.not_found'))
  await expect(chat.answer).toContainText('Code 1211')

  const first = await chat.conversationId()
  await chat.write('Which lake is the deepest?')
  await chat.find('mini')
  await expect(page.getByText(sentence('models.otherModel'))).toBeVisible()
  await chat.options.filter({ hasText: 'Moonlake Chat Mini' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Moonlake Chat Mini' })).toBeVisible()
  await expect(chat.questions).toHaveCount(0)
  await expect(chat.box).toHaveValue('Which lake is the deepest?')
  await expect(chat.sendButton).toBeEnabled()
  await chat.box.press('Enter')
  await chat.waitForEnd()
  await expect(chat.answer).toHaveAccessibleName('Moonlake Chat Mini')
  await expect(chat.answer).toContainText('Baikal')
  expect(await chat.conversationId()).not.toBe(first)
})

test('what is set goes along, within its ranges; thinking is asked for and shown with its time', async ({
  connected,
  chat,
  page,
}) => {
  const { app, engine } = connected
  const prompt = 'You are a boatman. End every answer with "Ahoy!"'
  await chat.openModel('chat', { origin: app.url })
  await chat.turn('Thinking', false)
  const panel = await chat.openParameters()
  const field = (name: string) => panel.getByRole('textbox', { name, exact: true })
  for (const [name, wrong, problem, right] of [
    ['Temperature', '1.5', sentence('models.temperatureRange'), '0.3'],
    ['Top P', '0', sentence('models.topPRange'), '0.85'],
    ['Max tokens', '131073', 'A whole number from 1 to 131,072', '900'],
    ['Stop at', 'x'.repeat(201), sentence('models.stopTooLong'), 'THE END'],
  ] as const) {
    await field(name).fill(wrong)
    await expect(field(name)).toHaveAttribute('aria-invalid', 'true')
    expect(await chat.noteOf(field(name))).toBe(problem)
    await field(name).fill(right)
    await expect(field(name)).not.toHaveAttribute('aria-invalid')
  }
  await field('System prompt').fill(prompt)
  await chat.select(panel, 'Response format', 'JSON object')
  await chat.closePanel(panel)
  await chat.ask('Which lake is the deepest?')
  await expect(chat.reasoning).toHaveCount(0)
  const [first] = await engine.chatsOf(await chat.runId())
  expect(first?.parameters).toMatchObject({
    temperature: 0.3,
    top_p: 0.85,
    max_tokens: 900,
    stop: ['THE END'],
    response_format: { type: 'json_object' },
    thinking: { type: 'disabled' },
  })
  expect(first && saidIn(first)[0]).toEqual(['system', prompt])

  // They are those of the conversation: still there after a reload, and gone by one press.
  await page.reload()
  await chat.waitUntilAlive()
  await chat.openParameters()
  await expect(field('Temperature')).toHaveValue('0.3')
  await panel.getByRole('button', { name: 'Reset', exact: true }).click()
  await expect(field('System prompt')).toHaveValue('')
  await chat.turn('Vary the wording', false)
  await expect(field('Temperature')).toBeDisabled()
  await chat.closePanel(panel)
  await chat.turn('Thinking', true)
  await chat.ask('Which lake is the largest?')
  const [second] = await engine.chatsOf(await chat.runId())
  expect(second?.parameters).toMatchObject({ do_sample: false, thinking: { type: 'enabled' } })
  for (const name of ['temperature', 'top_p', 'max_tokens', 'stop', 'response_format'])
    expect(second?.parameters).not.toHaveProperty(name)
  expect(second && saidIn(second)[0]?.[0]).toBe('user')
  await expect(chat.reasoning).toHaveAttribute('aria-expanded', 'false')
  await expect(chat.reasoning.locator('..')).toContainText(/\d+(\.\d+)? (ms|s)$/)
  await chat.reasoning.click()
  await expect(chat.reasoning).toHaveAttribute('aria-expanded', 'true')
  await expect(
    chat.answer.locator(`[id="${await chat.reasoning.getAttribute('aria-controls')}"]`),
  ).toContainText(/table|library|lake/i)
})

test('the web is searched as it was asked to, and the answer names its pages', async ({
  connected,
  chat,
  page,
}) => {
  const { app, engine } = connected
  const foreign = watchForeignRequests(page)
  await chat.openModel('chat', { origin: app.url })
  await chat.turn('Web search', true)
  await page.getByRole('button', { name: 'Web search options' }).click()
  const panel = page.getByRole('dialog', { name: 'Web search options' })
  const count = panel.getByRole('textbox', { name: 'Results', exact: true })
  await count.fill('51')
  expect(await chat.noteOf(count)).toBe(sentence('models.resultCountRange'))
  await count.fill('4')
  await chat.select(panel, 'Results come', 'Before the answer')
  await chat.select(panel, 'Search engine', 'Pro')
  await chat.select(panel, 'Not older than', 'A year')
  await chat.closePanel(panel)
  await chat.ask('Why are there two tides a day?')
  const [asked] = await engine.chatsOf(await chat.runId())
  expect(asked?.parameters['tools']).toMatchObject([
    {
      type: 'web_search',
      web_search: {
        count: 4,
        search_engine: 'search_pro',
        search_recency_filter: 'oneYear',
        result_sequence: 'before',
        search_result: true,
      },
    },
  ])

  const marks = chat.answer.getByRole('link', { name: /^\[\d+\]/ })
  await expect(marks.first()).toHaveText('[1]')
  await expect(marks.first()).toHaveAttribute('href', /^https:\/\//)
  await expect(chat.answer).not.toContainText('ref_1')
  const sources = new SourcesPanel(page)
  await sources.open(4)
  const cards = sources.element.getByRole('listitem')
  await expect(cards).toHaveCount(4)
  await expect(cards.first()).toContainText('[1]')
  const search = await chat.openStep(await chat.openRunDetails(), /^Web search/)
  await expect(search.getByRole('link').first()).toHaveAttribute('href', /^https:\/\//)
  expect(foreign).toEqual([])
})

test('functions are called here, and the answer holds what they gave', async ({ connected, chat }) => {
  const { app, engine } = connected
  await chat.openModel('chat', { origin: app.url })
  const panel = await chat.openParameters()
  for (const name of ['Calculator', 'Unit conversion', 'Current time']) await chat.tick(name)
  await chat.closePanel(panel)
  await chat.ask('Calculate (12 + 30) * 2')
  await expect(chat.answer).toContainText('84')
  const step = await chat.openStep(await chat.openRunDetails(), /^calculate/)
  await expect(chat.valueIn(step, 'Input')).toContainText('(12 + 30) * 2')
  await expect(chat.valueIn(step, 'Output')).toContainText('84')
  const rounds = await engine.chatsOf(await chat.runId())
  expect(rounds.map(({ messages }) => messages.map(({ role }) => role))).toEqual([
    ['user'],
    ['user', 'assistant', 'tool'],
  ])

  // What was called before stands in the history by its answer alone.
  await chat.ask('Convert 5 km to miles')
  await expect(chat.answer).toContainText('3.1')
  await expect(await chat.openRunDetails()).toContainText('convert_units')
  await chat.ask('What time is it in Tokyo?')
  await expect(await chat.openRunDetails()).toContainText('current_time')
  await expect(chat.answer).toContainText('Tokyo')

  await chat.openModel('testBench', { origin: app.url })
  await chat.openParameters()
  await chat.tick('Calculator')
  await chat.closePanel(panel)
  await chat.ask('two calls')
  await expect(chat.answer).toContainText('"result":"42"')
  await expect(chat.answer).toContainText('current_time')
  await chat.ask('endless calls')
  await expect(chat.answer).toContainText('The model asked for functions more than 8 times')
  expect(await engine.chatsOf(await chat.runId())).toHaveLength(8)
})

test('MCP servers: the one that comes along, one of a person’s own with a secret, one that fails', async ({
  connected,
  chat,
  page,
  browser,
  problems,
}) => {
  test.slow()
  problems.allow(/404/)
  await chat.openModel('chat')
  const panel = await chat.openParameters()
  await chat.tick('almanac')
  await chat.closePanel(panel)
  await chat.ask('Which phase does the moon have on 2026-09-26?')
  await expect(chat.answer).toContainText(/full/i)
  const timeline = await chat.openRunDetails()
  const list = await chat.openStep(timeline, /^mcp_list_tools/)
  await expect(list).toContainText('moon_phase')
  await expect(list).toContainText('lake_facts')
  const call = await chat.openStep(timeline, /^moon_phase/)
  await expect(call).toContainText('2026-09-26')
  await expect(chat.valueIn(call, 'Output')).toContainText('lit_percent')

  const { app, engine } = connected
  const secret = 'Bearer my-own-secret'
  const bodies: string[] = []
  page.on('response', (response) => {
    if (response.url().includes('/api/'))
      void response.text().then(
        (body) => bodies.push(body),
        () => {},
      )
  })
  await chat.openModel('chat', { origin: app.url })
  await chat.openParameters()
  await panel.getByRole('button', { name: 'Add a server' }).click()
  const form = panel.getByRole('form', { name: 'Add a server' })
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('my moon')
  await form.getByRole('textbox', { name: 'Address' }).fill(`${engine.baseUrl}/engine/mcp`)
  await form.getByRole('button', { name: 'Add a header' }).click()
  await form.getByRole('textbox', { name: 'Header', exact: true }).fill('authorization')
  await form.getByLabel('Value of authorization').fill(secret)
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByText(sentence('models.mcp.problems.label'))).toBeVisible()
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('my-moon')
  await form.getByRole('button', { name: 'Save' }).click()
  await chat.tick('my-moon')
  await panel.getByRole('button', { name: 'Edit my-moon' }).click()
  const kept = panel.getByRole('form', { name: 'Edit my-moon' }).getByLabel('Value of authorization')
  await expect(kept).toHaveAttribute('placeholder', sentence('models.mcp.headerKept'))
  await expect(kept).toHaveValue('')
  await panel.getByRole('button', { name: 'Save' }).click()
  await expect(panel.getByRole('form')).toHaveCount(0)
  await chat.closePanel(panel)
  await chat.ask('How deep is Lake Baikal?')
  await expect(chat.answer).toContainText('1,642')
  await expect((await chat.openRunDetails()).getByRole('listitem', { name: /^lake_facts/ })).toBeVisible()
  const [asked] = await engine.chatsOf(await chat.runId())
  expect(asked?.parameters['tools']).toMatchObject([
    { type: 'mcp', mcp: { server_label: 'my-moon', headers: ['authorization'] } },
  ])
  await page.reload()
  await chat.waitUntilAlive()
  expect(bodies.join('')).toContain('my-moon')
  expect([...bodies, await page.content()].join('')).not.toContain('my-own-secret')

  const { servers } = z
    .object({ servers: z.array(z.object({ id: z.string(), label: z.string() }).loose()) })
    .parse(await (await page.request.get(`${app.url}/api/mcp-servers`)).json())
  const mine = servers.find(({ label }) => label === 'my-moon')
  const other = await browser.newContext({ baseURL: app.url, extraHTTPHeaders: { origin: app.url } })
  expect((await other.request.post('/api/session', { data: {} })).ok()).toBe(true)
  expect(await (await other.request.get('/api/mcp-servers')).json()).toEqual({ servers: [] })
  const data = {
    label: 'stolen',
    url: 'http://127.0.0.1:9/',
    transport: 'sse',
    allowedTools: [],
    headers: [],
  }
  expect((await other.request.put(`/api/mcp-servers/${mine?.id}`, { data })).status()).toBe(404)
  expect((await other.request.delete(`/api/mcp-servers/${mine?.id}`, { data: {} })).status()).toBe(404)
  await other.close()

  await chat.openParameters()
  await panel.getByRole('button', { name: 'Edit my-moon' }).click()
  await panel.getByRole('form').getByRole('textbox', { name: 'Address' }).fill('http://127.0.0.1:9/mcp')
  await panel.getByRole('button', { name: 'Save' }).click()
  await expect(panel.getByRole('form')).toHaveCount(0)
  await chat.closePanel(panel)
  await chat.ask('How deep is Lake Tanganyika?')
  const failed = (await chat.openRunDetails()).getByRole('listitem', { name: /^mcp_list_tools/ })
  await expect(failed).toHaveAccessibleName(/error/)
  await chat.openStep(chat.answer.getByRole('list', { name: 'Run timeline' }), /^mcp_list_tools/)
  await expect(failed).toContainText('127.0.0.1 is no public address')
})

test('AllTools: code, a picture and pages, each with its own row', async ({ chat }) => {
  await chat.openModel('allTools')
  const panel = await chat.openParameters()
  await expect(panel.getByRole('checkbox', { name: 'Web browser' })).toBeChecked()
  await chat.closePanel(panel)
  await chat.ask('Calculate 384400 / 12742, then draw a full moon over a winter lake')
  await expect(chat.answer).toContainText('30.16')
  const picture = chat.answer.getByRole('button', { name: 'Open image' }).locator('img')
  await expect(picture).toHaveAttribute('src', /^\/api\/media\//)
  await expect
    .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0)
  const timeline = await chat.openRunDetails()
  const code = await chat.openStep(timeline, /^code/i)
  await expect(chat.valueIn(code, 'Input')).toContainText('print(result)')
  await expect(chat.valueIn(code, 'Output')).toContainText('30.16')
  const drawing = await chat.openStep(timeline, /^drawing/i)
  await expect(chat.valueIn(drawing, 'Input')).toContainText('winter lake')

  await chat.ask('Search the web for tides')
  const browsing = await chat.openStep(await chat.openRunDetails(), /^browser/i)
  await expect(browsing).toContainText(/search\(".*tides/)
  await expect(browsing.getByRole('link').first()).toHaveAttribute('href', /^https:\/\//)
  await expect(chat.answer.getByRole('button', { name: /^Sources/ })).toBeVisible()
})
