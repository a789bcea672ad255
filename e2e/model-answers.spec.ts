import { expect, saidIn, test } from './model-chat'
import type { ModelChat } from './model-chat'
import { sentence } from './sentences'

test('every way in which an answer ends has its own sentence', async ({ chat }) => {
  test.slow()
  await chat.openModel('testBench')
  const retracted = sentence('chat.retracted')
  const filtered = (role: string, level: number) =>
    sentence(`notice.filtered_${role}`).replace('{count}', String(level))
  for (const [words, says, keeps] of [
    ['content filter question 1', filtered('question', 1), 'Some of this may be touchy.'],
    ['content filter answer 0', filtered('answer', 0), 'Some of this may be touchy.'],
    ['content filter history 2', filtered('history', 2), 'Some of this may be touchy.'],
    ['sensitive', retracted, null],
    ['length', sentence('notice.length'), 'The moon rose over the lake and'],
    ['network_error', sentence('notice.network_error'), 'The moon rose over the lake and'],
    ['context window', sentence('notice.context_full'), 'The moon rose over the lake and'],
    ['unknown finish', 'The platform ended the answer for a reason we do not know: tired.', 'The moon rose'],
    ['only reasoning', sentence('notice.only_reasoning'), 'Reasoning'],
    ['error in stream', sentence('failure.network_error'), 'Half an answer'],
    ['unsafe in stream', retracted, 'Code 1301'],
  ] as const) {
    await chat.ask(words)
    await expect(chat.answer, words).toContainText(says)
    if (keeps !== null) await expect(chat.answer, words).toContainText(keeps)
    if (says === retracted) await expect(chat.answer, words).not.toContainText(/The moon|must not stay/)
  }
  for (const [words, says, code] of [
    ['json error 200', sentence('failure.overloaded'), 'Code 1305'],
    ['error 1113', sentence('failure.no_balance'), 'Code 1113'],
    ['error 1261', sentence('failure.prompt_too_long'), 'Code 1261'],
  ] as const) {
    // A question that nobody answered would go along with the next one.
    await chat.openModel('testBench')
    await chat.ask(words)
    await expect(chat.answer, words).toContainText(says)
    await expect(chat.answer, words).toContainText(code)
  }
})

test('a conversation is sent as it is shown: versions, branches and what was asked anew', async ({
  connected,
  chat,
}) => {
  const { app, engine } = connected
  await chat.openModel('chat', { origin: app.url })
  await chat.ask('Say “one”')
  await chat.ask('Say “two”')
  const before = await engine.stats()
  await chat.answer.getByRole('button', { name: 'Regenerate' }).click()
  await expect(chat.answer.getByText('2 / 2', { exact: true })).toBeVisible()
  await chat.waitForEnd()
  expect((await engine.stats()).generationsStarted).toBe(before.generationsStarted + 1)
  await chat.answer.getByRole('button', { name: 'Token usage' }).click()
  const usage = chat.answer.getByRole('table', { name: 'Token usage' })
  await expect(usage).toContainText(/\d+ cached/)
  await expect(usage).toContainText(/\d+ thinking/)

  const second = chat.questions.nth(1)
  await second.getByRole('button', { name: 'Edit', exact: true }).click()
  await second.getByRole('textbox', { name: 'Edit message' }).fill('Say “three”')
  await second.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(chat.answer).toContainText('three')
  await chat.waitForEnd()
  await chat.ask('Say “four”')
  const branch = ['Say “one”', 'one', 'Say “three”', 'three', 'Say “four”']
  const said = async () => {
    const [asked] = await engine.chatsOf(await chat.runId())
    return asked && saidIn(asked).map(([, content]) => content)
  }
  expect(await said()).toEqual(branch)

  await chat.showVersion(second, 'Previous version', '1 / 2')
  await expect(chat.questions).toHaveCount(2)
  await expect(chat.answer).toContainText('two')
  await chat.ask('Say “five”')
  expect(await said()).toEqual(['Say “one”', 'one', 'Say “two”', 'two', 'Say “five”'])
  await chat.showVersion(second, 'Next version', '2 / 2')
  await expect(chat.questions).toHaveCount(3)
  await chat.ask('What did I ask first?')
  expect(await said()).toEqual([...branch, 'four', 'What did I ask first?'])
  await expect(chat.answer).toContainText('one')
})

test('a reload goes on with the same answer, stop reaches upstream, one press asks once', async ({
  connected,
  chat,
  page,
}) => {
  const { app, engine } = connected
  await chat.openModel('testBench', { origin: app.url })
  const before = await engine.stats()
  await chat.write('long 4000 at 50/s')
  await chat.sendButton.dblclick()
  await expect(chat.answer).toContainText('word-30')
  await page.reload()
  await expect(chat.answer).toHaveAttribute('aria-busy', 'true')
  const arrived = (await wordsOf(chat)).length
  await expect.poll(async () => (await wordsOf(chat)).length).toBeGreaterThan(arrived + 50)
  expect((await engine.stats()).running).toBe(before.running + 1)
  await chat.stop()
  await expect.poll(async () => (await engine.stats()).aborted).toBe(before.aborted + 1)
  await expect(chat.answer).toContainText(sentence('chat.stopped'))
  const words = await wordsOf(chat)
  expect(words).toEqual(words.map((_, index) => `word-${index + 1}`))
  await expect(chat.questions).toHaveCount(1)

  await page.reload()
  await expect(chat.answer).toContainText(sentence('chat.stopped'))
  expect(await wordsOf(chat)).toEqual(words)
  expect(await engine.stats()).toMatchObject({
    generationsStarted: before.generationsStarted + 1,
    running: before.running,
  })
})

async function wordsOf(chat: ModelChat): Promise<string[]> {
  return (await chat.answer.innerText()).match(/word-\d+/g) ?? []
}
