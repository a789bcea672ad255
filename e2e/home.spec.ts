import { agentName, Chat } from './chat'
import { expect, test } from './fixtures'

test('a first visitor sees a greeting, a composer that works, the agents and an empty history', async ({
  page,
}) => {
  await page.goto('/')
  await expect(page).toHaveTitle(/Moonlake/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeFocused()
  const main = page.getByRole('main')
  for (const agent of ['knowledgeGuide', 'courierDesk', 'searcher', 'reportWorkflow'] as const) {
    await expect(main.getByRole('link', { name: new RegExp(agentName(agent)) })).toBeVisible()
  }
  const sidebar = page.getByRole('navigation', { name: 'Conversations' })
  await expect(sidebar.getByRole('link', { name: 'New chat' })).toBeVisible()
})

test('a guest asks from the home page and finds the conversation again after a reload', async ({
  page,
  chat,
}) => {
  await page.goto('/')
  await chat.send('Which lake is the deepest?')
  await expect(chat.questions).toHaveCount(1)
  await expect(chat.box).toHaveValue('')
  const id = await chat.conversationId()
  await chat.waitForEnd()
  await expect(chat.answer).toContainText('Baikal')

  await page.goto('/')
  await chat.conversationLink(/Which lake is the deepest/).click()
  await expect(page).toHaveURL(`/c/${id}`)
  await expect(chat.questions).toContainText('Which lake is the deepest?')
  await expect(chat.answer).toContainText('Baikal')
})

test('a person chooses an agent by its card and asks it in Chinese', async ({ page, chat }) => {
  await page.goto('/')
  await page
    .getByRole('main')
    .getByRole('link', { name: new RegExp(agentName('knowledgeGuide')) })
    .click()
  await expect(page).toHaveURL(/\/agents\/\d+/)
  await expect(page.getByRole('heading', { name: agentName('knowledgeGuide') })).toBeVisible()
  const answer = await chat.ask('哪个湖最深？')
  await expect(answer).toContainText('贝加尔')
})

test('an opening question sends itself with one click', async ({ page, chat }) => {
  await chat.open('testBench')
  await page.getByRole('button', { name: 'markdown', exact: true }).click()
  await expect(chat.questions).toContainText('markdown')
  await chat.waitForEnd()
  await expect(chat.answer.getByRole('heading', { name: 'A tour of Markdown' })).toBeVisible()
})

test('what was typed survives a reload until it is sent', async ({ page, chat }) => {
  await chat.open('testBench')
  await chat.write('plain, half a thought')
  await page.reload()
  await expect(chat.box).toHaveValue('plain, half a thought')
  await chat.box.press('Enter')
  await chat.waitForEnd()
  await page.reload()
  await expect(chat.box).toHaveValue('')
})

test('two guests do not see each other’s conversations', async ({ page, chat, browser }) => {
  await chat.open('testBench')
  await chat.ask('plain words of the first guest')
  await expect(chat.conversationLink(/plain words of the first guest/)).toBeVisible()

  const other = await browser.newContext({ baseURL: new URL(page.url()).origin })
  const stranger = new Chat(await other.newPage())
  await stranger.page.goto('/')
  await expect(stranger.box).toBeVisible()
  await expect(stranger.conversationLink(/plain words of the first guest/)).toHaveCount(0)
  await other.close()
})
