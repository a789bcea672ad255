/** `npm run gallery [-- scene…]`: every screen in its states, light and dark, English and Chinese, wide and narrow. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { chromium } from 'playwright'
import type { Browser, BrowserContext } from 'playwright'
import { App, root } from '../../e2e/servers'
import { toIndexPage } from './index-page'
import { prepare, scenes } from './scenes'
import type { Language, Prepared, Scene } from './scenes'

const folder = path.join(root, 'e2e/gallery')
const themes = ['light', 'dark'] as const
const sizes = [
  { name: 'wide', width: 1440, height: 900 },
  { name: 'narrow', width: 390, height: 844 },
] as const

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const wanted = process.argv.slice(2)
const chosen = scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })

const app = await App.start()
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium' })
const taken: string[] = []
const problems: string[] = []
try {
  for (const language of ['en', 'zh'] as const) {
    const author = await newContext(browser, language)
    const prepared = await prepare(await author.newPage(), language)
    for (const theme of themes)
      for (const size of sizes) await takeAll(author, prepared, language, theme, size)
    await author.close()
  }
} finally {
  await browser.close()
  await app.remove()
}
await writeFile(path.join(folder, 'index.html'), toIndexPage(taken))
console.log(`${taken.length} pictures in e2e/gallery; open e2e/gallery/index.html`)
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0

async function takeAll(
  author: BrowserContext,
  prepared: Prepared,
  language: Language,
  theme: (typeof themes)[number],
  size: (typeof sizes)[number],
): Promise<void> {
  const { cookies, origins } = await author.storageState()
  for (const scene of chosen) {
    if (scene.only !== undefined && scene.only !== size.name) continue
    const context = await newContext(browser, language, {
      colorScheme: theme,
      viewport: { width: size.width, height: scene.height ?? size.height },
      hasTouch: size.name === 'narrow',
      isMobile: size.name === 'narrow',
      ...(scene.isStranger ? {} : { storageState: { cookies, origins } }),
    })
    await takeOne(context, scene, prepared, `${scene.name}.${language}.${theme}.${size.name}.png`)
    await context.close()
  }
}

async function takeOne(
  context: BrowserContext,
  scene: Scene,
  prepared: Prepared,
  file: string,
): Promise<void> {
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  try {
    await scene.show(page, prepared)
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: path.join(folder, file), animations: 'disabled' })
    taken.push(file)
    await scene.leave?.(page, prepared)
  } catch (error) {
    problems.push(`${file}: ${String(error).split('\n')[0]}`)
    await page.screenshot({ path: path.join(folder, `problem.${file}`) }).catch(() => {})
  }
}

type ContextOptions = Parameters<Browser['newContext']>[0]

function newContext(
  from: Browser,
  language: Language,
  options: ContextOptions = {},
): Promise<BrowserContext> {
  return from.newContext({
    baseURL: app.url,
    locale: language === 'zh' ? 'zh-CN' : 'en-US',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...options,
  })
}
