import { Chat } from './chat'
import { expect, test } from './fixtures'

test('a stranger meets “not found” wherever a conversation or run of mine is named', async ({
  chat,
  page,
  browser,
  server,
  problems,
}) => {
  problems.allow(/404/)
  await chat.open('testBench')
  await chat.ask('plain')
  const id = await chat.conversationId()
  const runId = await chat.runId()

  const other = await browser.newContext({ baseURL: server.url })
  const stranger = new Chat(await other.newPage())
  await stranger.page.goto('/')
  await expect(stranger.box).toBeVisible()
  expect(
    (await other.request.post('/api/session', { data: {}, headers: { origin: server.url } })).status(),
  ).toBe(200)

  const paths = [`/api/conversations/${id}`, `/api/runs/${runId}/events`, `/api/runs/${runId}/suggestions`]
  const changes = [
    ['PATCH', `/api/conversations/${id}`, { title: 'mine now' }],
    ['DELETE', `/api/conversations/${id}`, {}],
    ['POST', `/api/conversations/${id}/restore`, {}],
    ['PUT', `/api/conversations/${id}/version`, { messageId: runId }],
    ['POST', `/api/runs/${runId}/stop`, {}],
    [
      'POST',
      '/api/runs',
      {
        sendKey: crypto.randomUUID(),
        target: { family: 'agent', id: '1936725184036352051' },
        conversationId: id,
        action: { kind: 'send', question: 'plain' },
      },
    ],
  ] as const
  for (const path of paths) {
    expect((await other.request.get(path)).status(), `GET ${path}`).toBe(404)
    expect((await other.request.get(path.replace(/[\w-]{36}/, crypto.randomUUID()))).status()).toBe(404)
  }
  for (const [method, path, data] of changes) {
    const answer = await other.request.fetch(path, { method, data, headers: { origin: server.url } })
    expect(answer.status(), `${method} ${path}`).toBe(404)
  }
  const answer = await stranger.page.goto(`/c/${id}`)
  expect(answer?.status()).toBe(404)
  await expect(stranger.page.getByRole('heading', { name: 'Nothing here' })).toBeVisible()
  await other.close()

  await page.reload()
  await expect(chat.answer).toContainText('The moon is above the lake.')
})

test('addresses that lead nowhere show the page for that, with a way home', async ({ page, problems }) => {
  problems.allow(/404/)
  for (const path of ['/c/does-not-exist', '/agents/000', '/nowhere', '/c/..%2F..%2Fetc']) {
    const response = await page.goto(path)
    expect(response?.status(), path).toBe(404)
    await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible()
  }
  await page.getByRole('link', { name: 'Go to the start page' }).click()
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible()
})
