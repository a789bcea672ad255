import { readFile } from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import { expect, test } from './fixtures'
import { AgentForm } from './form'

test('a picture stays when upstream’s address has expired and upstream is gone', async ({
  ownApp,
  chat,
  page,
  problems,
}) => {
  // The engine is away for a while, on purpose.
  problems.allow(/50\d/)
  const { app, engine } = ownApp
  const studio = new AgentForm(page, 'Media studio')
  await studio.open('mediaStudio', app.url)
  await studio.field('What to make 做什么').selectOption('picture 图片')
  await studio.field('Description 描述').fill('A small full moon over calm water')
  await studio.run()
  await chat.waitForEnd()
  await expectPicture(chat.answer)
  const conversation = page.url()

  await chat.open('testBench', app.url)
  await chat.ask('short-lived image 1 s')
  await expectPicture(chat.answer)
  await engine.stop()
  try {
    await page.reload()
    await expectPicture(chat.answer)
    await page.goto(conversation)
    await expectPicture(chat.answer)
    await chat.answer.getByRole('button', { name: 'Open image' }).click()
    const address = await page.getByRole('dialog').getByRole('img').first().getAttribute('src')
    expect(address).toMatch(/^\/api\/media\//)
  } finally {
    await engine.restart()
  }
})

test('a video is announced, then there with its cover; a sound plays; both can be saved', async ({
  chat,
  page,
}) => {
  await chat.open('testBench')
  await chat.send('slow video 100 s')
  await expect(chat.answer).toContainText('Video is being made')
  await chat.stop()
  await expect(chat.answer).not.toContainText('Video is being made')

  await chat.ask('slow video 1 s')
  const video = chat.answer.locator('video')
  await expect(video).toHaveAttribute('src', /^\/api\/media\//)
  await expect(chat.answer).not.toContainText('Video is being made')
  const cover = await page.request.get((await video.getAttribute('poster')) ?? '')
  expect(cover.headers()['content-type']).toMatch(/^image\//)
  const download = page.waitForEvent('download')
  await chat.answer.getByRole('link', { name: 'Download video' }).click()
  expect((await readFile(await (await download).path())).length).toBeGreaterThan(1_000)

  await chat.ask('failed video')
  await expect(chat.answer).toContainText('Video did not arrive.')

  await chat.ask('audio')
  const audio = chat.answer.locator('audio')
  await expect
    .poll(() => audio.evaluate((player) => (player as HTMLAudioElement).duration))
    .toBeGreaterThan(1)
  await expect(chat.answer.getByRole('link', { name: 'Download audio' })).toBeVisible()
  await page.reload()
  await expect
    .poll(() => audio.evaluate((player) => (player as HTMLAudioElement).duration))
    .toBeGreaterThan(1)
})

test('code, what it printed and the file that it made', async ({ chat, page }) => {
  await chat.open('testBench')
  await chat.ask('csv file')
  await expect(chat.answer.getByRole('group', { name: 'Code that was run' })).toContainText('import csv')
  await expect(chat.answer.getByRole('group', { name: 'Result', exact: true })).toContainText('8 rows')
  const download = page.waitForEvent('download')
  await chat.answer.getByRole('link', { name: /Generated file/ }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/\.csv$/)
  expect(await readFile(await file.path(), 'utf8')).toContain('"Lake Baikal"')
})

test('questions back are answered by a button or in a field, and the same conversation goes on', async ({
  chat,
  page,
}) => {
  await chat.open('testBench')
  await chat.ask('ask me')
  const options = chat.answer.getByRole('group', { name: 'Which water would you watch the moon from?' })
  await options.getByRole('button', { name: 'Qinghai Lake' }).click()
  await expect(chat.answers).toHaveCount(2)
  await chat.waitForEnd()
  await expect(chat.answer).toContainText('You chose Qinghai Lake. The workflow went on from there')
  await expect(chat.answers.first().getByRole('button', { name: 'West Lake' })).toBeDisabled()
  const conversation = await chat.conversationId()

  await chat.ask('ask for text')
  const field = chat.answer.getByRole('group', { name: 'What is your lake called?' }).getByRole('textbox')
  await field.fill('Silver Pond')
  await field.press('Enter')
  await expect(chat.answers).toHaveCount(4)
  await chat.waitForEnd()
  await expect(chat.answer).toContainText('You chose Silver Pond.')
  expect(await chat.conversationId()).toBe(conversation)
  await page.reload()
  await expect(chat.answers.nth(2)).toContainText('Silver Pond')
})

test('what else an answer can hold: rounds, a computer, kinds that nobody knows', async ({ chat }) => {
  await chat.open('testBench')
  await chat.ask('loop 4')
  const loop = (await chat.openRunDetails()).getByRole('listitem', { name: /^Loop 循环/ }).first()
  await expect(loop).toContainText('Round 4 of 4')

  await chat.ask('computer steps')
  const cards = chat.answer.getByRole('group', { name: 'Computer use' })
  await expect(cards.first()).toContainText('Write down the next full moon')
  await expect(cards.filter({ hasText: 'Critical' })).toContainText('click("#send")')

  await chat.ask('unknown content')
  const folded = chat.answer.getByRole('button', { name: /hologram/ })
  await expect(folded).toHaveAttribute('aria-expanded', 'false')
  await folded.click()
  await expect(chat.answer).toContainText('moon over water')
})

test('an output of megabytes is shown by its ends and downloaded whole', async ({ chat, page }) => {
  await chat.open('testBench')
  await chat.ask('large value 2 MB')
  const node = (await chat.openRunDetails()).getByRole('listitem', { name: /^Export 导出/ })
  await node.getByRole('button').first().click()
  await expect(node).toContainText('"row":1,')
  await expect(node).toContainText(/… [\d.]+ MB hidden …/)
  expect(((await node.textContent()) ?? '').length).toBeLessThan(100_000)
  const download = page.waitForEvent('download')
  await node.getByRole('button', { name: 'Download Output' }).click()
  const whole = await readFile(await (await download).path(), 'utf8')
  expect(whole.length).toBeGreaterThan(1_500_000)
  expect(whole.trimEnd().endsWith('}')).toBe(true)
})

test('errors are said wherever upstream puts them, and what had arrived stays', async ({ chat }) => {
  await chat.open('testBench')
  for (const [words, says] of [
    ['error in choice', '节点执行失败：知识库不可用'],
    ['error on top', 'Agent execution failed <b>upstream</b>'],
    ['error as text', '模型服务暂时不可用'],
    ['error as json', '插件调用失败'],
    ['error envelope', '网络错误，错误id：20260101，请稍后重试'],
  ] as const) {
    await chat.ask(words)
    await expect(chat.answer, words).toContainText(says)
    if (words !== 'error as text') await expect(chat.answer, words).toContainText('Half an answer')
  }
})

async function expectPicture(answer: Locator): Promise<void> {
  const picture = answer.getByRole('button', { name: 'Open image' }).locator('img')
  await expect
    .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0)
}
