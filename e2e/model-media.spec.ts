import type { Locator } from '@playwright/test'
import { makeTone } from '../lib/engine/media/tone'
import { mp4, png, text } from './media-files'
import { expect, test } from './model-chat'
import { sentence } from './sentences'
import { watchForeignRequests } from './sources-panel'

// A microphone that beeps, and nobody who has to allow it.
test.use({
  launchOptions: {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  },
  permissions: ['microphone'],
})

test('pictures, films, documents and sounds go along, as far as they go together', async ({
  chat,
  page,
  server,
  browser,
}) => {
  await chat.openModel('vision')
  const put = page.waitForResponse((response) => response.request().method() === 'PUT')
  await chat.attach(png('night.png', 64, 32))
  const upload = new URL((await put).url()).pathname
  await chat.choosesFiles([text('notes.txt'), { ...text('song.mp3'), mimeType: 'audio/mpeg' }])
  await expect(page.getByText(sentence('uploads.mixed'))).toBeVisible()
  await expect(page.getByText('song.mp3 is of a type that cannot be attached.')).toBeVisible()
  await expect(chat.files).toHaveCount(1)
  await chat.attach(mp4('rise.mp4', 2))
  await chat.ask('What do you see?')
  await expect(chat.answer).toContainText('64 × 32 pixels')
  await expect(chat.answer).toContainText('64 × 64 pixels, 2 s')
  await expect(
    chat.questions.getByRole('list', { name: 'Attached files' }).getByRole('listitem'),
  ).toHaveCount(2)

  // Documents in a question of their own.
  await chat.attach(text('boathouse.txt', 'The key of the boathouse hangs behind the red door.'))
  await chat.ask('Where does the key of the boathouse hang?')
  await expect(chat.answer).toContainText('red door')

  const other = await browser.newContext({ baseURL: server.url, extraHTTPHeaders: { origin: server.url } })
  expect((await other.request.post('/api/session', { data: {} })).ok()).toBe(true)
  expect((await other.request.get(`${upload}/content`)).status()).toBe(404)
  expect((await other.request.delete(upload, { data: {} })).status()).toBe(404)
  await other.close()

  await chat.openModel('voice')
  await chat.attach({ name: 'bell.wav', mimeType: 'audio/wav', buffer: makeTone(440, 1.5) })
  await chat.ask('')
  await expect(chat.answer).toContainText('I heard a WAV recording of 1.5 s')
  await expectSound(chat.answer)
})

test('sounds and films of an answer play from our own address, also after a reload', async ({
  chat,
  page,
}) => {
  const foreign = watchForeignRequests(page)
  await chat.openModel('testBench')
  await chat.ask('audio delta')
  await expect(chat.answer).toContainText('that was an A.')
  await expectSound(chat.answer)

  await chat.ask('video result')
  const film = chat.answer.locator('video')
  await expect(film).toHaveAttribute('src', /^\/api\/media\//)
  await expect(film).toHaveAttribute('poster', /^\/api\/media\//)
  expect(await film.evaluate(play)).toBeGreaterThan(0)

  await page.reload()
  await expectSound(chat.answers.first())
  expect(await chat.answers.nth(1).locator('video').evaluate(play)).toBeGreaterThan(0)
  expect(foreign).toEqual([])
})

test('what is said is recorded in the page and goes along as a file', async ({ chat, page }) => {
  await chat.openModel('voice')
  await page.getByRole('button', { name: 'Record audio' }).click()
  const recording = page.getByRole('group', { name: 'Recording' })
  await expect(recording.getByRole('timer')).toContainText('0:01')
  await recording.getByRole('button', { name: 'Cancel recording' }).click()
  await expect(recording).toHaveCount(0)
  await expect(chat.files).toHaveCount(0)

  await page.getByRole('button', { name: 'Record audio' }).click()
  await expect(recording.getByRole('timer')).toContainText('0:01')
  await recording.getByRole('button', { name: 'Stop recording' }).click()
  await expect(chat.files).toContainText(/^recording-\d{6}\.wav/)
  await expect(chat.files).toContainText('Ready')

  // Sent while it runs, it goes along as far as it has come.
  await page.getByRole('button', { name: 'Record audio' }).click()
  await expect(recording.getByRole('timer')).toContainText('0:01')
  await chat.send('How loud is it?')
  await chat.waitForEnd()
  await expect(chat.answer.getByText(/I heard a WAV recording of \d/)).toHaveCount(2)
  await expectSound(chat.answer)
})

async function expectSound(answer: Locator): Promise<void> {
  const player = answer.locator('audio')
  await expect(player).toHaveAttribute('src', /^\/api\/media\//)
  await expect.poll(() => player.evaluate((audio) => (audio as HTMLAudioElement).duration)).toBeGreaterThan(1)
}

/** Plays without sound; how far it has come when a picture of it is there. */
async function play(element: Element): Promise<number> {
  const film = element as HTMLVideoElement
  film.muted = true
  await film.play()
  while (film.currentTime === 0) await new Promise((resolve) => requestAnimationFrame(resolve))
  film.pause()
  return film.videoWidth
}
