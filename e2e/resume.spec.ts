import { Chat } from './chat'
import { expect, test } from './fixtures'
import { sentence } from './sentences'

const network = /ERR_|Failed to load resource|Failed to fetch|NetworkError/

test('a reload in the middle continues the same answer, whole and once', async ({
  connected,
  chat,
  page,
  context,
}) => {
  const { app, engine } = connected
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await chat.open('testBench', app.url)
  const before = await engine.stats()
  await chat.send('stream 12kB at 60/s')
  await chat.waitForText()
  await page.reload()
  await expect(chat.answer).toHaveAttribute('aria-busy', 'true')
  await expect(chat.questions).toHaveCount(1)
  await chat.waitForEnd()
  const text = await chat.copyAnswer()
  const headings = await chat.answer.getByRole('heading').allTextContents()
  expect(new Set(headings).size).toBe(headings.length)
  for (const heading of headings) expect(text.split(`## ${heading}\n`)).toHaveLength(2)

  await page.reload()
  await chat.waitForEnd()
  expect(await chat.copyAnswer()).toBe(text)
  expect(await chat.answer.getByRole('heading').allTextContents()).toEqual(headings)
  expect((await engine.stats()).generationsStarted).toBe(before.generationsStarted + 1)
})

test('a second tab reads the same run and can stop it', async ({ connected, chat, page, context }) => {
  const { app, engine } = connected
  await chat.open('testBench', app.url)
  const before = await engine.stats()
  await chat.send('endless')
  await chat.waitForText()
  await chat.conversationId()

  const second = new Chat(await context.newPage())
  await second.page.goto(page.url())
  await expect(second.answer).toContainText('Wave 1 reaches the shore.')
  await expect(second.answer).toHaveAttribute('aria-busy', 'true')
  await second.stopButton.click()
  await second.waitForEnd()
  await chat.waitForEnd()
  await expect(chat.answer).toContainText(sentence('chat.stopped'))
  const stats = await engine.stats()
  expect(stats.generationsStarted).toBe(before.generationsStarted + 1)
  expect(stats.aborted).toBe(before.aborted + 1)
})

test('leaving is not stopping: the answer is there when the reader comes back', async ({
  connected,
  chat,
  page,
}) => {
  const { app, engine } = connected
  await chat.open('testBench', app.url)
  const before = await engine.stats()
  await chat.send('pause 2 s')
  const id = await chat.conversationId()
  await page.goto('about:blank')
  await expect.poll(async () => (await engine.stats()).finished).toBe(before.finished + 1)
  await page.goto(`${app.url}/c/${id}`)
  await expect(chat.answer).toContainText('First half, second half.')
})

test('after a loss of the network the same answer goes on', async ({ server, chat, context, problems }) => {
  problems.allow(network)
  await chat.open('testBench', server.url)
  await chat.send('stream 12kB at 60/s')
  await chat.waitForText()
  await context.setOffline(true)
  await context.setOffline(false)
  await chat.waitForEnd()
  await expect(chat.answers).toHaveCount(1)
  await expect(chat.answer.getByRole('alert')).toHaveCount(0)
})

test('a killed server comes back with the text so far, interrupted, and never asks again', async ({
  ownApp,
  chat,
  page,
  problems,
}) => {
  problems.allow(network)
  const { app, engine } = ownApp
  await chat.open('testBench', app.url)
  const before = await engine.stats()
  await chat.send('endless')
  await chat.waitForText()
  await chat.conversationId()
  // What is stored may lag behind the page by a second.
  await expect(chat.answer).toContainText('Wave 20 reaches')
  await app.end('SIGKILL')
  await app.restart()
  await page.reload()
  await chat.waitForEnd()
  await expect(chat.answer).toContainText('Wave 1 reaches the shore.')
  await expect(chat.answer).toContainText(sentence('failure.restart'))
  await expect(chat.answer.getByRole('button', { name: 'Regenerate' })).toBeVisible()
  await expect.poll(async () => (await engine.stats()).aborted).toBe(before.aborted + 1)
  expect((await engine.stats()).generationsStarted).toBe(before.generationsStarted + 1)

  await expect(await chat.ask('plain')).toContainText('The moon is above the lake.')
})

test('SIGTERM lets a running answer finish, refuses new ones, and ends with 0', async ({
  ownApp,
  chat,
  page,
  problems,
}) => {
  problems.allow(network)
  const { app } = ownApp
  await chat.open('testBench', app.url)
  await chat.send('pause 4 s')
  await expect(chat.answer).toContainText('First half')
  await chat.conversationId()
  const ended = app.end('SIGTERM')
  await expect.poll(async () => (await fetch(`${app.url}/api/health`)).status).toBe(503)
  await expect(chat.answer).toContainText('First half, second half.')
  expect(await ended).toBe(0)

  await app.restart()
  await page.reload()
  await chat.waitForEnd()
  await expect(chat.answer).toContainText('First half, second half.')
  await expect(chat.answer.getByRole('alert')).toHaveCount(0)
})
