import { App } from './servers'
import { Chat } from './chat'
import { expect, test } from './fixtures'
import { sentence } from './sentences'

const maxQuestionBytes = 32 * 1024

test('nothing and blanks are not sent', async ({ chat }) => {
  await chat.open('testBench')
  await expect(chat.sendButton).toBeDisabled()
  await chat.box.fill('   \n  ')
  await expect(chat.sendButton).toBeDisabled()
  await chat.box.press('Enter')
  await expect(chat.questions).toHaveCount(0)
})

test('a question that is too long is refused in words before it is sent, and stays', async ({
  chat,
  page,
}) => {
  await chat.open('testBench')
  let sends = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/api/runs')) sends += 1
  })
  const tooLong = `plain ${'湖'.repeat(maxQuestionBytes / 3)}`
  await chat.box.fill(tooLong)
  await chat.box.press('Enter')
  await expect(page.getByText(/too long/i).first()).toBeVisible()
  await expect(chat.box).toHaveValue(tooLong)
  expect(sends).toBe(0)
})

test('the longest question that fits is sent', async ({ chat }) => {
  await chat.open('testBench')
  const text = `plain ${'a'.repeat(maxQuestionBytes - 6)}`
  await chat.ask(text)
  await expect(chat.answer).toContainText('The moon is above the lake.')
})

test('who sends too fast reads when to go on, and keeps the message', async ({ page, problems }) => {
  problems.allow(/429/)
  const app = await App.start({ RATE_LIMIT_RUNS_PER_MINUTE: '2' })
  try {
    const chat = new Chat(page)
    await chat.open('testBench', app.url)
    await chat.ask('plain one')
    await chat.ask('plain two')
    await chat.write('plain three')
    await chat.box.press('Enter')
    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      sentence('chat.sendProblem.too_many_requests'),
    )
    await expect(page.getByText('plain three').first()).toBeVisible()
  } finally {
    await page.goto('about:blank')
    await app.remove()
  }
})

test('a wrong setting stops the start with one sentence that names it', async () => {
  for (const [settings, name] of [
    [{ BIGMODEL_API_KEY: 'no-dot-in-here' }, 'BIGMODEL_API_KEY'],
    [{ BIGMODEL_AUTH: 'magic' }, 'BIGMODEL_AUTH'],
    [{ MAX_CONCURRENT_RUNS: '0' }, 'MAX_CONCURRENT_RUNS'],
    [{ DATABASE_URL: 'mysql://somewhere' }, 'DATABASE_URL'],
  ] as const) {
    const error = await App.start(settings).then(
      () => 'started',
      (problem: unknown) => String(problem),
    )
    expect(error).toContain('ended with 1')
    expect(error).toContain(`Moonlake cannot start: ${name}`)
    expect(error).not.toContain('no-dot-in-here')
    expect(error).not.toMatch(/\n\s+at /)
  }
})

test('an address that is cut off in the middle of a character leads nowhere, in words', async ({
  page,
  problems,
  request,
}) => {
  problems.allow(/404/)
  for (const path of ['/c/%e4%b8', '/agents/%', '/%ff', '/api/conversations/%ff', '/api/agents/%/form'])
    expect((await request.get(path)).status(), path).toBe(404)
  await page.goto('/c/%e4%b8')
  await expect(page.getByRole('heading', { name: sentence('error.notFoundTitle') })).toBeVisible()
  await page.getByRole('main').getByRole('link').first().click()
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible()
})
