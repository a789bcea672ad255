import type { Locator, Page } from 'playwright'
import { appIds } from '../../lib/engine/catalogue'
import { sentence } from '../../e2e/sentences'
import { platformScenes, preparePlatform } from './platform-scenes'
import { prepareTargets, targetScenes } from './target-scenes'

export type Language = 'en' | 'zh'

/** Conversations that the pictures show, by what happened in them. */
export type Prepared = { language: Language; paths: Map<string, string> }

export type Scene = {
  name: string
  /** A visitor without a past. */
  isStranger?: boolean
  only?: 'wide' | 'narrow'
  height?: number
  show(page: Page, prepared: Prepared): Promise<void>
  leave?(page: Page, prepared: Prepared): Promise<void>
}

const questions: Record<string, { agent: keyof typeof appIds; en: string; zh: string; isStopped?: boolean }> =
  {
    withdrawn: { agent: 'testBench', en: 'sensitive', zh: '敏感' },
    failed: { agent: 'testBench', en: 'error 1305', zh: '错误 1305' },
    interrupted: { agent: 'testBench', en: 'cut', zh: '中断' },
    stopped: { agent: 'testBench', en: 'endless', zh: '没完没了', isStopped: true },
    markdown: { agent: 'testBench', en: 'markdown', zh: '排版' },
    tools: { agent: 'testBench', en: 'all tools', zh: '全部工具' },
    workflow: {
      agent: 'reportWorkflow',
      en: 'Outline a report on protecting a city lake',
      zh: '为“城市湖泊保护”写一份报告提纲',
    },
    courier: {
      agent: 'courierDesk',
      en: 'How much is 3 kg from Beijing to Changsha?',
      zh: '从北京市海淀区寄 3 公斤到长沙市芙蓉区多少钱？',
    },
    finished: { agent: 'knowledgeGuide', en: 'Which lake is the deepest?', zh: '哪个湖最深？' },
    figure: { agent: 'knowledgeGuide', en: 'What causes a halo around the moon?', zh: '月晕是怎么形成的' },
    old: {
      agent: 'knowledgeGuide',
      en: 'What are the rules for mooring at the jetty?',
      zh: '码头系泊有什么规定？',
    },
    web: { agent: 'searcher', en: 'Why are there two tides a day?', zh: '为什么一天有两次潮汐？' },
    askedBack: { agent: 'tripPlanner', en: 'Plan a trip to a deep lake', zh: '规划一次高原湖的行程' },
    loop: {
      agent: 'listReviewer',
      en: 'Check this list: 2026-02-30 meeting; 3 + 4 = 8; bring the the tent; mail anna@lake',
      zh: '检查这份清单：2026-02-30 开会；3 + 4 = 8；带上帐篷（两顶；联系 anna@lake',
    },
    image: { agent: 'testBench', en: 'image', zh: '图片' },
    video: { agent: 'testBench', en: 'video', zh: '视频' },
  }

/** Asks everything once, as one guest, through the page like anybody. */
export async function prepare(page: Page, language: Language): Promise<Prepared> {
  const prepared: Prepared = { language, paths: new Map() }
  for (const [name, { agent, isStopped, ...texts }] of Object.entries(questions)) {
    await page.goto(`/agents/${appIds[agent]}`)
    await send(page, language, texts[language])
    if (isStopped) {
      await page.getByText(/5/).last().waitFor()
      await page.getByRole('button', { name: sentence('composer.stop', language) }).click()
    }
    await page.waitForURL(/\/c\//)
    await waitForEnd(page)
    prepared.paths.set(name, new URL(page.url()).pathname)
  }
  for (const [name, path] of await preparePlatform(page, language)) prepared.paths.set(name, path)
  for (const [name, path] of await prepareTargets(page, language)) prepared.paths.set(name, path)
  return prepared
}

export const scenes: Scene[] = [
  { name: 'home', show: (page) => open(page, '/') },
  { name: 'home-first-visit', isStranger: true, show: (page) => open(page, '/') },
  { name: 'agent', show: (page) => open(page, `/agents/${appIds.knowledgeGuide}`) },
  {
    name: 'streaming',
    show: async (page, { language }) => {
      await open(page, `/agents/${appIds.testBench}`)
      await send(page, language, language === 'zh' ? '停顿 60 秒' : 'pause 60 s')
      await page
        .locator('article[aria-busy="true"]')
        .getByText(/First half|前一半/)
        .waitFor()
    },
    leave: (page, { language }) =>
      page.getByRole('button', { name: sentence('composer.stop', language) }).click(),
  },
  { name: 'finished', show: conversation('finished') },
  {
    name: 'timeline',
    height: 1200,
    show: async (page, prepared) => {
      await conversation('tools')(page, prepared)
      await openTimeline(page, prepared.language)
    },
  },
  {
    name: 'timeline-workflow',
    height: 1200,
    show: async (page, prepared) => {
      await conversation('workflow')(page, prepared)
      await openTimeline(page, prepared.language)
    },
  },
  {
    name: 'timeline-loop',
    height: 1200,
    show: async (page, prepared) => {
      await conversation('loop')(page, prepared)
      await openTimeline(page, prepared.language)
    },
  },
  { name: 'image', show: conversation('image') },
  { name: 'video', show: conversation('video') },
  ...platformScenes,
  ...targetScenes,
  { name: 'courier', show: conversation('courier') },
  { name: 'failed', show: conversation('failed') },
  { name: 'interrupted', show: conversation('interrupted') },
  { name: 'stopped', show: conversation('stopped') },
  { name: 'withdrawn', show: conversation('withdrawn') },
  { name: 'markdown', height: 3200, show: conversation('markdown') },
  {
    name: 'menu',
    show: async (page, prepared) => {
      await conversation('finished')(page, prepared)
      await menu(page, prepared.language).click()
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'rename',
    show: async (page, prepared) => {
      await conversation('finished')(page, prepared)
      await menu(page, prepared.language).click()
      await page.getByRole('menuitem', { name: sentence('shell.rename', prepared.language) }).click()
      await page.getByRole('textbox', { name: sentence('shell.renameField', prepared.language) }).waitFor()
    },
  },
  {
    name: 'deleted',
    show: async (page, prepared) => {
      await conversation('courier')(page, prepared)
      await menu(page, prepared.language).click()
      await page.getByRole('menuitem', { name: sentence('shell.delete', prepared.language) }).click()
      await undo(page, prepared.language).waitFor()
    },
    leave: async (page, { language }) => {
      await undo(page, language).click()
      await page.getByText(sentence('shell.restored', language)).first().waitFor()
    },
  },
  {
    name: 'drawer',
    only: 'narrow',
    show: async (page, { language }) => {
      await open(page, '/')
      await page.getByRole('button', { name: sentence('shell.openSidebar', language) }).click()
      await page.getByRole('link', { name: sentence('shell.newChat', language) }).waitFor()
    },
  },
  {
    name: 'settings',
    only: 'wide',
    show: async (page, { language }) => {
      await open(page, '/')
      await page.getByRole('button', { name: sentence('shell.settings', language) }).click()
      await page.getByRole('menu').waitFor()
    },
  },
  { name: 'sign-in', isStranger: true, show: (page) => open(page, '/sign-in') },
  { name: 'set-up', isStranger: true, show: (page) => open(page, '/set-up?token=expired') },
  { name: 'not-found', show: (page) => open(page, '/c/nowhere') },
]

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.waitForLoadState('networkidle')
}

function conversation(name: string): Scene['show'] {
  return async (page, { paths }) => {
    await open(page, paths.get(name) ?? '/')
    await page.getByRole('article').last().waitFor()
  }
}

async function openTimeline(page: Page, language: Language): Promise<void> {
  await page
    .getByRole('button', { name: sentence('timeline.details', language) })
    .last()
    .click()
  const rows = page
    .getByRole('list', { name: sentence('timeline.list', language) })
    .locator('button[aria-expanded="false"]')
  while ((await rows.count()) > 0) await rows.first().click()
}

async function send(page: Page, language: Language, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: sentence('composer.message', language), exact: true })
  const button = page.getByRole('button', { name: sentence('composer.send', language) })
  while (!(await button.isVisible()) || !(await button.isEnabled())) {
    await box.fill('')
    await box.fill(text)
    await page.waitForTimeout(200)
  }
  await button.click()
}

async function waitForEnd(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const articles = document.querySelectorAll('[role="log"] article')
      return articles.length >= 2 && document.querySelector('article[aria-busy="true"]') === null
    },
    null,
    { timeout: 60_000 },
  )
}

function menu(page: Page, language: Language): Locator {
  return page.getByRole('main').getByRole('button', { name: sentence('shell.menu', language) })
}

function undo(page: Page, language: Language): Locator {
  return page.getByRole('button', { name: sentence('shell.undo', language) })
}
