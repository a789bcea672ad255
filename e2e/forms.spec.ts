import type { Page } from '@playwright/test'
import { allInputVariables } from '../lib/engine/agents/inputs/variables'
import { agentName } from './chat'
import { expect, test } from './fixtures'
import { AgentForm } from './form'
import { mp4, png, text } from './media-files'
import { sentence } from './sentences'

const question = 'Question 问题'
const sky = 'Sky object 天体'
const images = 'Images 图片'
const videos = 'Videos 视频'

test('every variable is a field under its name, kept for its agent until it is run', async ({ page }) => {
  const form = new AgentForm(page)
  await form.open('allInputs')
  for (const { name, tips, type } of allInputVariables) {
    const field = type === 'input_template' ? form.element.getByRole('group', { name }) : form.field(name)
    await expect(field, name).toBeVisible()
    if (tips) await expect(field, name).toHaveAccessibleDescription(new RegExp(escape(tips)))
  }
  await expect(form.field(images)).toHaveAccessibleDescription(/JPG.*PNG.*5 MB.*6000 × 6000/)
  await expect(form.field(videos)).toHaveAccessibleDescription(/MP4.*20 MB.*30 s/)

  await form.field(question).fill('What arrived?\n来了什么？')
  await form.field('Tone 语气').selectOption('brief 简短')
  const traveller = form.element.getByRole('group', { name: 'Traveller 旅客' })
  await traveller.getByLabel('Name 姓名').fill('Ada')
  await traveller.getByLabel('Seat 座位').selectOption('window 靠窗')
  await expect(traveller).toContainText('Traveller 旅客: Ada; from 来自 [City 城市]; seat 座位 window 靠窗')

  const other = new AgentForm(page, agentName('documentReader'))
  await other.open('documentReader')
  await expect(other.field(question)).toHaveValue('')
  await form.open('allInputs')
  await expect(form.field(question)).toHaveValue('What arrived?\n来了什么？')
  await page.reload()
  await form.waitUntilAlive()
  await expect(form.field(question)).toHaveValue('What arrived?\n来了什么？')
  await expect(form.field('Tone 语气')).toHaveValue('brief 简短')
  await expect(traveller.getByLabel('Name 姓名')).toHaveValue('Ada')
})

test('what is typed before and while the page comes to life is what stands in the field', async ({
  page,
}) => {
  const form = new AgentForm(page)
  await form.open('allInputs')
  await form.field(question).fill('Kept')
  const traveller = form.element.getByRole('group', { name: 'Traveller 旅客' })
  await traveller.getByLabel('Name 姓名').fill('Ada')

  const open = await holdScripts(page)
  await page.reload({ waitUntil: 'commit' })
  await form.field(question).fill('Typed early')
  await traveller.getByLabel('Name 姓名').focus()
  await open()
  await form.waitUntilAlive()
  await expect(traveller.getByLabel('Name 姓名')).toHaveValue('Ada')
  await page.keyboard.type('Grace')
  await expect(traveller.getByLabel('Name 姓名')).toHaveValue('Grace')
  await expect(form.field(question)).toHaveValue('Typed early')
})

test('one of eight thousand options is found by typing and taken by keyboard', async ({ page }) => {
  const form = new AgentForm(page)
  await form.open('allInputs')
  const box = form.field(sky)
  await box.focus()
  await page.keyboard.type('ngc 733')
  const options = page.getByRole('listbox').getByRole('option')
  await expect(options.first()).toHaveText('NGC 733')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { name: 'NGC 7330' })).toHaveAttribute('data-highlighted')
  await page.keyboard.press('Enter')
  await expect(box).toHaveValue('NGC 7330')
  await expect(options).toHaveCount(0)
  await expect(page).toHaveURL(/\/agents\//)

  // All of them are there, but only those in view are drawn; the end is one key away.
  await form.element.getByRole('button', { name: sentence('forms.clearChoice') }).click()
  await expect(box).toHaveValue('')
  await form.element.getByRole('button', { name: sentence('forms.showOptions') }).click()
  await expect(options.first()).toBeVisible()
  expect(await options.count()).toBeLessThan(100)
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('option', { name: 'NGC 7840', exact: true })).toBeVisible()
  await box.fill('猎户')
  await page.keyboard.press('Enter')
  await expect(box).toHaveValue('Orion 猎户座')
  await page.reload()
  await form.waitUntilAlive()
  await expect(box).toHaveValue('Orion 猎户座')
})

test('what cannot be sent is said beside its field, which gets the focus', async ({ page }) => {
  const form = new AgentForm(page)
  await form.open('allInputs')
  await form.runButton.click()
  await expect(form.field(question)).toBeFocused()
  await expect(form.field(question)).toHaveAccessibleDescription(new RegExp(problem('empty_form')))
  await expect(form.element.getByRole('alert')).toHaveText(problem('empty_form'))

  await form.field(question).fill('Short enough')
  await expect(form.element.getByText(problem('empty_form'))).toHaveCount(0)
  const city = form.element.getByLabel('City 城市')
  await city.fill('湖'.repeat(11_000))
  await form.runButton.click()
  await expect(city).toBeFocused()
  await expect(city).toHaveAccessibleDescription(new RegExp(escape(problem('too_long'))))
  await expect(city).toHaveAttribute('aria-invalid', 'true')
  await expect(form.field(question)).not.toHaveAttribute('aria-invalid')
  await city.fill('湖州')
  await expect(city).not.toHaveAttribute('aria-invalid')
  await form.run()
})

test('pictures and films beyond the limits never leave the page', async ({ page, problems }) => {
  // The recorder of the trace fetches thumbnails, which the page's policy forbids.
  problems.allow(/Connecting to 'blob:/)
  const form = new AgentForm(page)
  await form.open('allInputs')
  const sent = countUploads(page)
  const heavy = png('heavy.png', 2_500, 2_300, 'noise')
  expect(heavy.buffer.length).toBeGreaterThan(5 * 1024 * 1024)
  await form
    .field(images)
    .setInputFiles([heavy, png('wide.png', 6_001, 10), { ...png('moon.gif', 10, 10), mimeType: 'image/gif' }])
  await form.field(images).setInputFiles(text('words.png', 'No picture at all.'))
  await form.field(videos).setInputFiles([mp4('long.mp4', 31), mp4('film.mov', 2)])
  const heavyFilm = { ...mp4('heavy.mp4', 2), buffer: Buffer.concat([mp4('', 2).buffer, Buffer.alloc(21e6)]) }
  await form.field(videos).setInputFiles(heavyFilm)
  for (const [name, reason] of [
    ['heavy.png', 'too_large'],
    ['wide.png', 'too_many_pixels'],
    ['moon.gif', 'type_not_allowed'],
    ['words.png', 'type_mismatch'],
    ['long.mp4', 'too_long'],
    ['film.mov', 'type_not_allowed'],
    ['heavy.mp4', 'too_large'],
  ] as const) {
    await expect(form.row(name), name).toContainText(`Failed · ${sentence(`uploads.reason.${reason}`)}`)
  }
  expect(sent()).toBe(0)

  await form.field(images).setInputFiles(png('just.png', 6_000, 12))
  await form.field(videos).setInputFiles(mp4('just.mp4', 30))
  for (const name of ['just.png', 'just.mp4']) await expect(form.row(name)).toContainText('Ready')
  expect(sent()).toBe(2)
})

test('a run is folded to what it was given, and can be run again with other values', async ({
  page,
  chat,
}) => {
  const form = new AgentForm(page)
  await form.open('allInputs')
  await form.field(question).fill('First words')
  await form.field('Documents 文档').setInputFiles([text('one.txt'), text('two.txt')])
  await form.field(images).setInputFiles(png('moon.png', 40, 30))
  await form.element.getByLabel('City 城市').fill('Hangzhou')
  await expect(form.rows.filter({ hasText: 'Ready' })).toHaveCount(3)
  await form.run()
  await chat.waitForEnd()
  for (const cell of ['First words', 'one.txt', 'two.txt', 'moon.png'])
    await expect(chat.answer.getByRole('cell', { name: cell, exact: true })).toBeVisible()
  await expect(chat.answer).toContainText(/Hangzhou/)

  const summary = chat.questions.getByRole('button', { name: sentence('forms.summary') })
  await expect(chat.questions).toContainText('one.txt +1')
  await summary.click()
  await expect(summary).toHaveAttribute('aria-expanded', 'true')
  await expect(chat.questions.getByRole('definition')).toContainText([
    'First words',
    /one\.txt[^]*two\.txt/,
    'moon.png',
    'Hangzhou',
  ])

  await chat.questions.hover()
  await chat.questions.getByRole('button', { name: 'Edit and run again' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit and run again' })
  await expect(dialog.getByLabel(question, { exact: true })).toHaveValue('First words')
  await expect(dialog.getByRole('listitem').filter({ hasText: 'two.txt' })).toContainText('Ready')
  await dialog.getByRole('button', { name: 'Remove one.txt' }).click()
  await dialog.getByLabel(question, { exact: true }).fill('Other words')
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await expect(chat.answer.getByRole('cell', { name: 'Other words' })).toBeVisible()
  await chat.waitForEnd()
  await expect(chat.questions).toHaveCount(1)
  await expect(chat.questions).not.toContainText('one.txt')
  await expect(chat.answer.getByRole('cell', { name: 'two.txt' })).toBeVisible()
  await chat.questions.hover()
  await expect(chat.questions).toContainText('2 / 2')
  await chat.questions.getByRole('button', { name: 'Previous version' }).click()
  await expect(chat.questions).toContainText('First words')
  await expect(chat.answer.getByRole('cell', { name: 'one.txt' })).toBeVisible()

  // The form itself can be filled with them again.
  await form.open('allInputs')
  await form.element.getByRole('button', { name: 'Clear', exact: true }).click()
  await expect(form.field(question)).toHaveValue('')
  await form.element.getByRole('button', { name: 'Use values of the last run' }).click()
  await expect(form.field(question)).toHaveValue('Other words')
  await expect(form.rows.filter({ hasText: 'Ready' })).toHaveCount(2)
})

test('a link fills fields, says which, and what it does not know is left alone', async ({ page }) => {
  const form = new AgentForm(page)
  const values = new URLSearchParams({
    'v.Question 问题': 'From a link',
    'v.Tone 语气': 'friendly 亲切',
    [`v.${sky}`]: 'Planet X',
    'v.Traveller 旅客.City 城市': 'Dali',
    'v.Nothing': 'like that',
    'v.Documents 文档': 'file.pdf',
  })
  await form.open('allInputs', '', `?${values}`)
  await expect(form.field(question)).toHaveValue('From a link')
  await expect(form.field('Tone 语气')).toHaveValue('friendly 亲切')
  await expect(form.element.getByLabel('City 城市')).toHaveValue('Dali')
  await expect(form.field(sky)).toHaveValue('')
  await expect(form.element).toContainText(
    'Filled in from the link: Question 问题, Tone 语气, Traveller 旅客.City 城市',
  )
  await expect(page).toHaveURL(/\/agents\/\d+$/)
  await form.field(question).fill('Changed since')
  await page.reload()
  await form.waitUntilAlive()
  await expect(form.field(question)).toHaveValue('Changed since')
})

test('odd variables still make a form that can be run', async ({ connected, page, chat }) => {
  const form = new AgentForm(page, 'Odd inputs')
  await form.open('oddInputs', connected.app.url)
  await form.field(question).fill('Odd?')
  await expect(form.field('Date 日期')).toHaveAccessibleDescription(/date_picker/)
  await form.field('Date 日期').fill('2026-11-21')
  await form.field('Spelling 拼写').selectOption('allow_values')
  await form.field('No options 没有选项').fill('Free words')
  await form.field('Twice 重名').fill('Once')
  await form.run()
  await chat.waitForEnd()
  for (const cell of ['Odd?', '2026-11-21', 'allow_values', 'Free words', 'Once'])
    await expect(chat.answer.getByRole('cell', { name: cell, exact: true })).toBeVisible()
})

/** Scripts arrive when the returned function is called. */
async function holdScripts(page: Page): Promise<() => Promise<void>> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await promise
    await route.continue()
  })
  return async () => {
    resolve()
    await page.unrouteAll({ behavior: 'ignoreErrors' })
  }
}

function problem(code: string): string {
  return sentence(`forms.problem.${code}`)
}

function countUploads(page: Page): () => number {
  let count = 0
  page.on('request', (request) => {
    if (request.method() === 'PUT') count += 1
  })
  return () => count
}

function escape(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
