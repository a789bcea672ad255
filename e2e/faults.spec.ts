import type { Chat } from './chat'
import { expect, test } from './fixtures'
import { sentence } from './sentences'

test('a stream that is cut keeps its text, says so and offers one more try', async ({ chat, page }) => {
  await chat.open('testBench')
  await chat.ask('cut')
  await expectFailure(chat, 'failure.stream_cut', 'Everything up to here arrived.')
  await expect(chat.answer).not.toContainText('\uFFFD')
  await expect(chat.answer.getByRole('button', { name: 'Regenerate' })).toBeVisible()
  await page.reload()
  await expectFailure(chat, 'failure.stream_cut', 'Everything up to here arrived.')
})

for (const { words, key, kept } of [
  { words: 'reset', key: 'failure.stream_cut', kept: 'Everything up to the reset arrived.' },
  { words: 'error in choice', key: 'failure.upstream_error', kept: 'Half an answer, then' },
  { words: 'error on top', key: 'failure.upstream_error', kept: 'Half an answer, then' },
  { words: 'error then text', key: 'failure.upstream_error', kept: 'Before the error.' },
  { words: 'garbage', key: 'failure.garbage', kept: '' },
  { words: 'html 200', key: 'failure.gateway', kept: '' },
  { words: 'html 502', key: 'failure.gateway', kept: '' },
  { words: 'error 1113', key: 'failure.no_balance', kept: '' },
  { words: 'error 1305', key: 'failure.overloaded', kept: '' },
  { words: 'error 1301', key: 'failure.unsafe', kept: '' },
  { words: 'error 1308', key: 'failure.quota', kept: '' },
  { words: 'http 401', key: 'failure.configuration', kept: '' },
]) {
  test(`“${words}” reads as its own sentence`, async ({ chat }) => {
    await chat.open('testBench')
    await chat.ask(words)
    await expectFailure(chat, key, kept)
    await expect(await chat.ask('plain')).toContainText('The moon is above the lake.')
  })
}

test('an upstream’s error text is shown as text', async ({ chat }) => {
  await chat.open('testBench')
  await chat.ask('error on top')
  await expect(chat.answer).toContainText('The platform says: Agent execution failed <b>upstream</b>')
})

test('unsafe content is withdrawn, also from the stored conversation', async ({ chat, page }) => {
  await chat.open('testBench')
  await chat.ask('sensitive')
  await expect(chat.answer).not.toContainText('The moon rose over the lake')
  await expect(chat.answer).toContainText(/withdrew|unsafe|withheld/)
  await page.reload()
  await chat.waitForEnd()
  await expect(chat.answer).not.toContainText('The moon rose over the lake')
})

test('an answer that was cut for its length says so and keeps its text', async ({ chat }) => {
  await chat.open('testBench')
  const answer = await chat.ask('length')
  await expect(answer).toContainText('The moon rose over the lake')
  await expect(answer).toContainText(sentence('notice.length'))
})

test('an empty answer is said to be empty', async ({ chat }) => {
  await chat.open('testBench')
  await expect(await chat.ask('empty answer')).toContainText(sentence('notice.empty_answer'))
})

test('broken lines among good ones are skipped and counted', async ({ chat }) => {
  await chat.open('testBench')
  const answer = await chat.ask('malformed line')
  await expect(answer).toContainText('Before the broken line, after the broken line.')
  await expect(answer).toContainText(/1 unreadable line/)
})

test('a limit with a wait is waited for, with a countdown, and then answered', async ({ chat }) => {
  await chat.open('testBench')
  await chat.send('retry-after')
  await expect(chat.answer).toContainText(/Trying again in \d+ second/)
  await chat.waitForEnd()
  await expect(chat.answer).toContainText('The second try succeeded.')
  await expect(chat.answer.getByRole('alert')).toHaveCount(0)
})

test('a silent answer can be stopped', async ({ chat }) => {
  await chat.open('testBench')
  await chat.send('stall')
  await expect(chat.answer).toContainText('The water is still.')
  await chat.stopButton.click()
  await chat.waitForEnd()
  await expect(chat.answer).toContainText(sentence('chat.stopped'))
  await expect(chat.answer).toContainText('The water is still.')
})

test('no upstream at all: it reads so, and works again when it is back', async ({
  chat,
  ownApp,
  outsideEngine,
  problems,
}) => {
  problems.allow(/Failed to load resource/)
  const { app } = ownApp
  await chat.open('testBench', app.url)
  await chat.ask('plain')
  await outsideEngine.stop()
  await chat.ask('plain again')
  await expectFailure(chat, 'failure.no_connection', '')
  await outsideEngine.restart()
  await expect(await chat.ask('plain')).toContainText('The moon is above the lake.')
})

async function expectFailure(chat: Chat, key: string, kept: string): Promise<void> {
  await expect(chat.answer.getByRole('alert')).toContainText(sentence(key))
  if (kept) await expect(chat.answer).toContainText(kept)
}
