import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Page, Route } from '@playwright/test'
import { appIds } from '../lib/engine/catalogue'
import { agentName } from './chat'
import { damagedWord, encryptedPdf, imageOnlyPdf, largePdf, longText } from './documents'
import { expect, test } from './fixtures'
import { AgentForm } from './form'
import { drop, pastePicture } from './hand-over'
import { png, text } from './media-files'
import { sentence } from './sentences'

const documents = 'Documents 文档'
const images = 'Images 图片'

test.describe('files in a form', () => {
  test('are picked, dropped and pasted; each says how far it is', async ({ connected, page }) => {
    const form = new AgentForm(page)
    await form.open('allInputs', connected.app.url)
    const held = await holdUploads(page)
    await form.field(documents).setInputFiles([text('picked one.txt'), text('picked two.md')])
    await expect(form.row('picked one.txt')).toContainText('Uploading 0 %')
    await expect(form.row('picked two.md')).toContainText('Uploading')
    await held.letGo()
    for (const name of ['picked one.txt', 'picked two.md'])
      await expect(form.row(name)).toContainText('Ready')

    await drop(form.field(documents), [text('parsed forever.txt')])
    await expect(form.row('parsed forever.txt')).toContainText('Parsing')
    await drop(form.page.getByRole('heading', { name: agentName('allInputs') }), [png('dropped.png', 40, 30)])
    await expect(form.row('dropped.png').getByRole('button')).toHaveCount(1)
    await expect(form.row('dropped.png')).toContainText('Ready')
    await form.field(images).focus()
    await pastePicture(page, png('pasted.png', 30, 40))
    await expect(form.row('image.png')).toContainText('Ready')
    await expect(form.row('image.png').locator('img')).toHaveAttribute('src', /^blob:|^\/api\/uploads\//)

    await form.row('dropped.png').getByRole('button', { name: 'Remove dropped.png' }).click()
    await expect(form.row('dropped.png')).toHaveCount(0)
    await expect(form.rows).toHaveCount(4)
    await page.reload()
    await form.waitUntilAlive()
    await expect(form.rows).toHaveCount(4)
    await expect(form.row('picked one.txt')).toContainText('Ready')
    await expect(form.row('parsed forever.txt')).toContainText('Parsing')
  })

  test('that cannot be used say why in words, with another try where it helps', async ({
    connected,
    page,
    problems,
  }) => {
    // Of the broken connection; the server never heard of that try, which is removed all the same.
    problems.allow(/ERR_FAILED|ERR_CONNECTION|404/)
    const form = new AgentForm(page)
    await form.open('allInputs', connected.app.url)
    await page.route('**/api/uploads/*', (route) => route.abort('connectionreset'), { times: 1 })
    await form.field(documents).setInputFiles(text('broken.txt'))
    await expect(form.row('broken.txt')).toContainText(sentence('uploads.reason.incomplete'))
    await form.row('broken.txt').getByRole('button', { name: 'Retry broken.txt' }).click()
    const byName = {
      'gone 11000.txt': sentence('uploads.reason.missing'),
      'wordless 11001.txt': sentence('uploads.reason.no_text'),
      'locked 11002.txt': sentence('uploads.reason.unreadable'),
      'endless 11003.txt': sentence('uploads.reason.too_much_text'),
      'unknown 11009.txt': sentence('uploads.reason.unknown_id'),
      'odd fail-12345.txt': `${sentence('uploads.reason.not_parsed')} It says: 解析失败（12345） Code 12345`,
      'refuse this.txt': `${sentence('uploads.reason.refused')} It says: 文件被拒绝`,
      'upload-500.txt': sentence('uploads.reason.upstream'),
    }
    const [locked, scan, long, damaged] = await Promise.all([
      encryptedPdf(),
      imageOnlyPdf(),
      longText(),
      damagedWord(),
    ])
    const byContent = {
      [locked.name]: sentence('uploads.reason.unreadable'),
      [scan.name]: sentence('uploads.reason.no_text'),
      [long.name]: sentence('uploads.reason.too_much_text'),
      [damaged.name]: sentence('uploads.reason.unreadable'),
    }
    await form.field(documents).setInputFiles([...Object.keys(byName), 'camel.txt'].map((name) => text(name)))
    await form.field(documents).setInputFiles([locked, scan, long, damaged].map((file) => file.path))
    await form.field(images).setInputFiles([png('missing-row.png', 20, 20)])
    for (const [name, reason] of Object.entries({ ...byName, ...byContent })) {
      await expect(form.row(name)).toContainText('Failed')
      await expect(form.row(name)).toContainText(reason)
    }
    for (const name of ['broken.txt', 'camel.txt', 'missing-row.png'])
      await expect(form.row(name)).toContainText('Ready')

    // What the same file can never mend offers no second try.
    await expect(form.row('locked.pdf').getByRole('button')).toHaveCount(1)
    await form.row('gone 11000.txt').getByRole('button', { name: 'Retry gone 11000.txt' }).click()
    await expect(form.row('gone 11000.txt')).toContainText(byName['gone 11000.txt'])
  })

  test('cancelled on their way end upstream', async ({ connected, page }) => {
    const { app, engine } = connected
    const form = new AgentForm(page)
    await form.open('allInputs', app.url)
    const before = await engine.stats()
    await slowUploads(page, 1_000_000)
    const large = { ...text('large.txt'), buffer: Buffer.alloc(30 * 1024 * 1024, 'word ') }
    await form.field(documents).setInputFiles(large)
    const row = form.row('large.txt')
    await expect(row).toContainText(/Uploading [1-9]\d? %/)
    await expect.poll(async () => (await engine.stats()).uploadsStarted).toBe(before.uploadsStarted + 1)
    await row.getByRole('button', { name: 'Cancel large.txt' }).click()
    await expect(row).toHaveCount(0)
    await expect.poll(async () => (await engine.stats()).uploadsAborted).toBe(before.uploadsAborted + 1)
    const after = await engine.stats()
    expect(after.uploadsFinished).toBe(before.uploadsFinished)
    expect(after.uploadedBytes - before.uploadedBytes).toBeLessThan(large.buffer.length)
  })
})

test('Run waits for what is on its way, and goes on while nobody looks', async ({
  connected,
  page,
  chat,
}) => {
  const form = new AgentForm(page)
  await form.open('allInputs', connected.app.url)
  const held = await holdUploads(page)
  await form.field(documents).setInputFiles(text('slow-parse.txt', 'The ferry leaves at nine.'))
  await form.runButton.click()
  await expect(form.element).toContainText('Waiting for one file')
  await expect(form.element.getByRole('button', { name: 'Cancel', exact: true })).toBeVisible()
  await held.letGo()
  await page.waitForURL(/\/c\/[\w-]+/)
  await expect(chat.answer).toContainText('Reading slow-parse.txt…')
  const conversation = page.url()

  await page.goto(connected.app.url)
  await expect(chat.box).toBeVisible()
  await page.goto(conversation)
  await chat.waitForEnd()
  await expect(chat.answer.getByRole('cell', { name: 'slow-parse.txt' })).toBeVisible()
})

test('a run whose file fails while it waits goes on without it', async ({ connected, page, chat }) => {
  const { app, engine } = connected
  const form = new AgentForm(page)
  await form.open('allInputs', app.url)
  const before = await engine.stats()
  await form.field('Question 问题').fill('What arrived?')
  await form.field(documents).setInputFiles([text('slow-parse 11002.txt'), text('good.txt')])
  await form.run()
  await expect(chat.answer).toContainText(sentence('failure.files_failed'), { timeout: 20_000 })
  const failed = chat.answer.getByRole('list', { name: sentence('uploads.failedFiles') })
  await expect(failed.getByRole('listitem')).toHaveText([
    new RegExp(`slow-parse 11002\\.txt.*${sentence('uploads.reason.unreadable')}`),
  ])
  expect((await engine.stats()).generationsStarted).toBe(before.generationsStarted)

  await chat.answer.getByRole('button', { name: 'Send without it' }).click()
  await expect(chat.answer.getByRole('cell', { name: 'good.txt' })).toBeVisible()
  await chat.waitForEnd()
  await expect(chat.answer).not.toContainText('11002')
  expect((await engine.stats()).generationsStarted).toBe(before.generationsStarted + 1)
  await expect(chat.questions).toHaveCount(1)
})

test('a file that failed before Run is left out with one press', async ({ connected, page, chat }) => {
  const form = new AgentForm(page)
  await form.open('allInputs', connected.app.url)
  await form.field('Question 问题').fill('What arrived?')
  await form.field(documents).setInputFiles([text('locked 11002.txt'), text('good.txt')])
  await expect(form.row('locked 11002.txt')).toContainText('Failed')
  await form.runButton.click()
  const alert = form.element.getByRole('alert')
  await expect(alert).toContainText(
    `locked 11002.txt cannot be used: ${sentence('uploads.reason.unreadable')}`,
  )
  await form.element.getByRole('button', { name: 'Send without it' }).click()
  await expect(chat.answer.getByRole('cell', { name: 'good.txt' })).toBeVisible()
  await expect(chat.questions).not.toContainText('11002')
})

test('90 MB arrive whole, and neither memory nor disk of the server holds them', async ({
  connected,
  page,
}) => {
  const { app, engine } = connected
  const file = await largePdf()
  const form = new AgentForm(page, agentName('documentReader'))
  await form.open('documentReader', app.url)
  // Once through, so that what every upload loads is there already.
  await form.field(documents).setInputFiles(text('warm-up.txt', 'word '.repeat(2_000_000)))
  await expect(form.row('warm-up.txt')).toContainText('Failed')

  const before = await engine.stats()
  const memory = await watchMemory(app.pid)
  await form.field(documents).setInputFiles(file.path)
  await expect(form.row(file.name)).toContainText(/Ready|Parsing/, { timeout: 45_000 })
  const grown = await memory.end()
  const after = await engine.stats()
  expect(after.uploadedBytes - before.uploadedBytes).toBeGreaterThanOrEqual(file.bytes)
  expect(after.uploadsFinished).toBe(before.uploadsFinished + 1)
  expect(grown / 1024 / 1024, 'MB that the server grew').toBeLessThan(70)
  expect(await bytesIn(app.dataDir)).toBeLessThan(file.bytes / 3)
  await expect(form.row(file.name)).toContainText('Ready', { timeout: 30_000 })
})

test.describe('files in a dialogue', () => {
  test('are attached, dropped anywhere and pasted, and go with the message', async ({
    connected,
    page,
    chat,
  }) => {
    const { app } = connected
    await chat.open('knowledgeGuide', app.url)
    await chat.write('When does the ferry leave?')
    const rows = page.getByRole('list', { name: 'Files', exact: true }).getByRole('listitem')
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Attach files' }).click()
    await (await chooser).setFiles([text('ferry.txt', 'The ferry leaves at nine.')])
    await expect(rows.filter({ hasText: 'ferry.txt' })).toContainText('Ready')
    await drop(page.getByRole('main'), [text('fares.csv', 'from,to,price\nHarbour,Island,4')])
    await chat.box.focus()
    await pastePicture(page, png('pasted.png', 30, 20))
    await expect(rows).toHaveCount(3)
    await expect(rows.filter({ hasText: 'fares.csv' })).toContainText('Ready')
    await expect(rows.filter({ hasText: 'image.png' })).toContainText('Ready')

    await page.reload()
    await expect(rows).toHaveCount(3)
    await expect(chat.sendButton).toBeEnabled()
    await chat.box.press('Enter')
    await expect(chat.questions).toContainText('When does the ferry leave?')
    const sent = chat.questions.getByRole('list', { name: 'Attached files' }).getByRole('listitem')
    await expect(sent).toHaveText([/ferry\.txt/, /fares\.csv/, /image\.png/])
    await chat.waitForEnd()
    await expect(chat.answer).toContainText(/nine/)
    await expect(rows).toHaveCount(0)

    // In the conversation that is there now; files alone are a message too.
    const id = await chat.conversationId()
    const put = page.waitForRequest((request) => request.method() === 'PUT')
    await drop(chat.transcript, [text('slow-parse.txt', 'Nobody rows at night.')])
    expect(new URL((await put).url()).searchParams.get('conversationId')).toBe(id)
    await expect(rows).toContainText('Parsing')
    await chat.sendButton.click()
    await expect(chat.answers).toHaveCount(2)
    await expect(chat.answer).toContainText('Reading slow-parse.txt…')
    await chat.waitForEnd()
    await page.reload()
    await expect(chat.questions.last()).toContainText('slow-parse.txt')
    const picture = sent.getByRole('link', { name: 'Open image.png' })
    const preview = await page.request.get(`${app.url}${await picture.getAttribute('href')}`)
    expect(preview.headers()['content-type']).toBe('image/png')
  })
})

test('nobody else can name an upload of mine', async ({ connected, page, browser }) => {
  const { app } = connected
  const form = new AgentForm(page)
  await form.open('allInputs', app.url)
  const answer = page.waitForResponse((response) => response.request().method() === 'PUT')
  await form.field(images).setInputFiles(png('mine.png', 20, 20))
  const put = new URL((await answer).url())
  const id = put.pathname.split('/').at(-1) ?? ''
  await expect(form.row('mine.png')).toContainText('Ready')

  const other = await browser.newContext({ baseURL: app.url, extraHTTPHeaders: { origin: app.url } })
  expect((await other.request.post('/api/session', { data: {} })).ok()).toBe(true)
  expect(await (await other.request.get(`/api/uploads?ids=${id}`)).json()).toEqual({ uploads: [] })
  expect((await other.request.get(`/api/uploads/${id}/content`)).status()).toBe(404)
  expect((await other.request.delete(`/api/uploads/${id}`, { data: {} })).status()).toBe(404)
  const again = await other.request.put(`${put.pathname}${put.search}`, {
    data: png('mine.png', 20, 20).buffer,
    headers: { 'x-moonlake-upload': '1', 'content-type': 'image/png' },
  })
  expect(again.status()).toBe(404)
  const fieldId = put.searchParams.get('fieldId') ?? ''
  const run = await other.request.post('/api/runs', {
    data: {
      sendKey: crypto.randomUUID(),
      target: { family: 'agent', id: appIds.allInputs },
      conversationId: null,
      action: {
        kind: 'send',
        question: '',
        inputs: [{ fieldId, name: images, kind: 'image', value: '', uploads: [id] }],
        attachments: [],
      },
    },
  })
  expect([400, 404, 409, 410]).toContain(run.status())
  await other.close()
  expect((await page.request.get(`${app.url}/api/uploads/${id}/content`)).ok()).toBe(true)
})

/** As over a slow line. */
async function slowUploads(page: Page, bytesPerSecond: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond,
  })
}

/** Uploads stop where they leave the page until they are let go. */
async function holdUploads(page: Page): Promise<{ letGo: () => Promise<void> }> {
  const held: Route[] = []
  let isHolding = true
  await page.route('**/api/uploads/*?*', (route) => {
    if (!isHolding || route.request().method() !== 'PUT') return route.continue()
    held.push(route)
    return undefined
  })
  return {
    letGo: async () => {
      isHolding = false
      await Promise.all(held.map((route) => route.continue()))
    },
  }
}

/** Bytes of the process's resident memory, looked at until told to end; Linux only, elsewhere no growth is seen. */
async function watchMemory(pid: number): Promise<{ end: () => Promise<number> }> {
  const start = await residentBytes(pid)
  let most = start
  const timer = setInterval(() => {
    void residentBytes(pid).then((now) => (most = Math.max(most, now)))
  }, 100)
  return {
    end: async () => {
      clearInterval(timer)
      return Math.max(most, await residentBytes(pid)) - start
    },
  }
}

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = files.map(async (entry) => (await stat(path.join(entry.parentPath, entry.name))).size)
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
