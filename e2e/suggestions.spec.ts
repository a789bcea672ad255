import { expect, test } from './fixtures'

test('questions are suggested after the answer and a click sends one', async ({ chat }) => {
  await chat.open('testBench')
  await chat.ask('plain')
  const suggested = chat.page.getByRole('list', { name: 'Suggested questions' })
  await expect(suggested.getByRole('button')).toHaveCount(3)
  await suggested.getByRole('button', { name: 'all tools' }).click()
  await expect(chat.questions).toHaveCount(2)
  await expect(chat.questions.last()).toContainText('all tools')
  await chat.waitForEnd()
  await expect(chat.answer).toContainText('The steps are in the timeline.')
})

test('the guide suggests questions in the language of the conversation', async ({ chat }) => {
  await chat.open('knowledgeGuide')
  await chat.ask('哪个湖最深？')
  const suggested = chat.page.getByRole('list', { name: 'Suggested questions' })
  await expect(suggested.getByRole('button').first()).toHaveText(/\p{Script=Han}/u)
})

test('a press is not lost to questions that arrive under it', async ({ chat, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.setViewportSize({ width: 1440, height: 480 })
  const allowed = Promise.withResolvers<void>()
  await page.route('**/suggestions', async (route) => {
    await allowed.promise
    await route.continue()
  })
  await chat.open('knowledgeGuide')
  await chat.ask('Which lake is the deepest?')
  const copy = chat.answer.getByRole('button', { name: 'Copy', exact: true })
  await copy.hover()
  await page.mouse.down()
  allowed.resolve()
  await chat.waitForSuggestions()
  await page.mouse.up()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('Baikal')
  // The view follows again once the press is over.
  const suggested = page.getByRole('list', { name: 'Suggested questions' })
  await expect(suggested.getByRole('button').last()).toBeInViewport()
})
