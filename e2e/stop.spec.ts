import { expect, test } from './fixtures'
import { sentence } from './sentences'

test.describe('with an engine that counts', () => {
  test('stop ends the answer upstream and keeps what arrived', async ({ connected, chat, page }) => {
    const { app, engine } = connected
    await chat.open('testBench', app.url)
    const before = await engine.stats()
    await chat.send('endless')
    await chat.waitForText()
    await expect(chat.answer).toContainText('Wave 3 reaches the shore.')
    expect((await engine.stats()).running).toBe(before.running + 1)

    await chat.stopButton.click()
    await expect.poll(async () => (await engine.stats()).aborted).toBe(before.aborted + 1)
    expect((await engine.stats()).running).toBe(before.running)
    await chat.waitForEnd()
    await expect(chat.answer).toContainText('Wave 1 reaches the shore.')
    await expect(chat.answer).toContainText(sentence('chat.stopped'))

    const text = await chat.answer.getByText('Wave 1 reaches').innerText()
    await page.reload()
    await expect(chat.answer).toContainText(sentence('chat.stopped'))
    expect(await chat.answer.getByText('Wave 1 reaches').innerText()).toBe(text)
  })

  test('asking and stopping wait for no pictures that hang', async ({ connected, chat }) => {
    const { app, engine } = connected
    await chat.open('testBench', app.url)
    await chat.ask('late images 20 s')
    const before = await engine.stats()
    await chat.send('endless')
    await expect(chat.answer).toContainText('Wave 2 reaches the shore.')
    await chat.stopButton.click()
    await expect.poll(async () => (await engine.stats()).aborted).toBe(before.aborted + 1)
  })

  test('a double click sends once', async ({ connected, chat }) => {
    const { app, engine } = connected
    await chat.open('testBench', app.url)
    const before = await engine.stats()
    await chat.write('plain')
    await chat.sendButton.dblclick()
    await chat.waitForEnd()
    await expect(chat.questions).toHaveCount(1)
    expect((await engine.stats()).generationsStarted).toBe(before.generationsStarted + 1)
  })

  test('Enter held down sends once', async ({ connected, chat, page }) => {
    const { app, engine } = connected
    await chat.open('testBench', app.url)
    const before = await engine.stats()
    await chat.write('plain')
    for (let press = 0; press < 8; press += 1) await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    await chat.waitForEnd()
    await expect(chat.questions).toHaveCount(1)
    expect((await engine.stats()).generationsStarted).toBe(before.generationsStarted + 1)
  })

  test('a send whose answer was lost joins its run when tried again', async ({
    connected,
    chat,
    page,
    problems,
  }) => {
    problems.allow(/ERR_FAILED|Failed to load resource/)
    const { app, engine } = connected
    await chat.open('testBench', app.url)
    const before = await engine.stats()
    // The request reaches the server, its answer does not reach the page.
    let isLost = false
    await page.route('**/api/runs', async (route) => {
      if (isLost) return route.continue()
      isLost = true
      await route.fetch()
      await route.abort('failed')
    })
    await chat.send('plain')
    const retry = chat.transcript.getByRole('button', { name: 'Retry' })
    await expect(retry.or(chat.answers.filter({ hasText: 'The moon is above the lake.' }))).toBeVisible()
    if (await retry.isVisible()) await retry.click()
    await expect(chat.answer).toContainText('The moon is above the lake.')
    await expect(chat.questions).toHaveCount(1)
    expect((await engine.stats()).generationsStarted).toBe(before.generationsStarted + 1)
  })
})
