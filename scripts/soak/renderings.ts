import { chromium } from 'playwright'
import type { BrowserContext, Page } from 'playwright'
import { Chat } from '../../e2e/chat'
import { createGate } from '../../lib/limits/gate'
import { nameHelper } from '../bench/page'
import { startApp } from './client'
import { readDangers, readMarks, unfold, watchPolicy } from './hostile-page'
import { payloads } from './hostile-payloads'
import { hostileTexts, markPattern, places, toNumber } from './hostile-places'
import type { Hostile, Place, View } from './hostile-places'
import { idsOf, startHostileUpstream } from './hostile-upstream'
import { Tally, atLeast } from './part'
import type { Part } from './part'

const pagesAtOnce = 3
/** What has not come into the page by then does not come. */
const patienceMs = 15_000
const lookEveryMs = 150
/** 45 payloads × 40 places. */
const goal = 1_800
const goalPlaces = 40

/** Texts that want to be more than texts, wherever people see what somebody else wrote: nothing runs, nothing loads. */
export const renderings: Part = {
  unit: 'payloads',
  usual: payloads.length,
  full: payloads.length,
  async measure({ count }) {
    const upstream = await startHostileUpstream()
    const indexes = payloads.keys().take(count).toArray()
    const app = await startApp(upstream, settingsFor(indexes))
    const browser = await chromium.launch({
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    })
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 } })
    const watch = new Watch(app.url)
    await watch.follow(context)
    await context.request.post(`${app.url}/api/session`, { data: {}, headers: { origin: app.url } })
    const gate = createGate(pagesAtOnce)
    const origin = new URL(upstream.baseUrl).origin
    const seen = indexes.map((index) =>
      gate(() => renderAll(context, watch, hostileTexts(index, origin), index)),
    )
    const renderings = (await Promise.all(seen)).reduce((sum, one) => sum + one, 0)
    await browser.close()
    await Promise.all([app.remove(), upstream.close()])
    const all = Object.values(places).flat().length
    return {
      figures: [
        atLeast('renderings, each a payload in a place', renderings, Math.min(goal, count * goalPlaces)),
        ...watch.tallies().map((tally) => tally.figure()),
      ],
      note: `${count} payloads × ${all} places; agents’ answers once as they came and once from the store.`,
    }
  },
}

/** Agents and models by the payload that they say. */
function settingsFor(indexes: number[]): Record<string, string> {
  const named = (id: (index: number) => string) =>
    indexes.map((index) => `${id(index)}=${toNumber(index)}`).join(', ')
  const agents = [named((index) => idsOf(index).agent), named((index) => idsOf(index).form)]
  return { BIGMODEL_AGENTS: agents.join(', '), BIGMODEL_MODELS: named((index) => idsOf(index).model) }
}

/** @returns in how many places the payload was seen */
async function renderAll(
  context: BrowserContext,
  watch: Watch,
  hostile: Hostile,
  index: number,
): Promise<number> {
  const page = await context.newPage()
  watch.open(page)
  const ids = idsOf(index)
  const look = new Look(page, watch, hostile)
  const views = [
    async () => {
      await open(page, `${watch.origin}/agents/${ids.form}`)
      await chooseFiles(page, hostile)
      await look.at('form')
    },
    async () => {
      await open(page, `${watch.origin}/agents/${ids.agent}`)
      await ask(page, hostile.text('question'), 1)
      await ask(page, 'The rest', 2)
      await look.at('agent')
      await page.reload({ waitUntil: 'domcontentloaded' })
      await look.at('agent')
    },
    async () => {
      await open(page, `${watch.origin}/models?model=${ids.model}`)
      await ask(page, 'All of it', 1)
      await look.at('model')
    },
    async () => {
      await open(page, `${watch.origin}/assistants/${ids.assistant}`)
      await look.at('start')
      await ask(page, 'All of it', 1)
      await look.at('assistant')
    },
  ]
  for (const view of views) {
    try {
      await view()
    } catch (error) {
      watch.hidden.add(`${payloads[index]?.name}: ${String(error).slice(0, 300)}`)
    }
  }
  await page.close()
  return look.places.size
}

/** Media of an answer may take their time. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: 'domcontentloaded' })
}

/** One that upstream refuses and one that it cannot read. */
async function chooseFiles(page: Page, hostile: Hostile): Promise<void> {
  const name = `${hostile.line('file-name').replaceAll('\0', '').slice(0, 150)}.txt`
  const file = { name, mimeType: 'text/plain', buffer: Buffer.from('x') }
  for (const label of ['Refused', 'Unreadable'])
    await page.getByLabel(label, { exact: true }).setInputFiles(file)
}

async function ask(page: Page, question: string, answers: number): Promise<void> {
  const chat = new Chat(page)
  await chat.write(question)
  await chat.box.press('Enter')
  await chat.answers.nth(answers - 1).waitFor()
  await chat.waitForEnd()
}

/** Looks at one page after the other for the places of one payload. */
class Look {
  /** Seen on any page. */
  readonly places = new Set<Place>()

  constructor(
    private readonly page: Page,
    private readonly watch: Watch,
    private readonly hostile: Hostile,
  ) {}

  /** Opens what is folded until every place is there. */
  async at(view: View): Promise<void> {
    const shown = new Set<Place>()
    const wanted: readonly Place[] = places[view]
    const missing = () => wanted.filter((place) => !shown.has(place))
    const deadline = Date.now() + patienceMs
    while (missing().length > 0 && Date.now() < deadline) {
      await this.page.evaluate(unfold)
      const marks = new Set(await this.page.evaluate(readMarks, markPattern.source))
      for (const place of missing()) if (marks.has(this.hostile.mark(place))) shown.add(place)
      if (missing().some((place) => place.startsWith('sheet-'))) await this.openTab(1)
      else if (missing().some((place) => place.startsWith('document-'))) await this.openTab(0)
      await this.page.waitForTimeout(lookEveryMs)
    }
    for (const place of shown) this.places.add(place)
    for (const place of missing()) this.watch.hidden.add(this.hostile.line(place).slice(0, 120))
    await this.watch.inspect(this.page)
  }

  private async openTab(index: number): Promise<void> {
    const tab = this.page.getByRole('tablist', { name: 'Documents' }).getByRole('tab').nth(index)
    if (await tab.isVisible()) await tab.click()
  }
}

/** Everything that must not happen while hostile texts are looked at. */
class Watch {
  readonly hidden = new Tally('places that were not shown')
  private readonly ran = new Tally('scripts that ran, windows, dialogs, downloads, other pages')
  private readonly requests = new Tally('requests to elsewhere without a click')
  private readonly stopped = new Tally('attempts that only the policy of the page stopped')
  private readonly dangers = new Tally('elements and attributes that could run or load something')
  private readonly errors = new Tally('errors of the page')

  constructor(readonly origin: string) {}

  tallies(): Tally[] {
    return [this.ran, this.requests, this.stopped, this.dangers, this.errors, this.hidden]
  }

  /** Before the first page of it. */
  async follow(context: BrowserContext): Promise<void> {
    await context.exposeFunction('__ran', (mark: unknown) => this.ran.add(String(mark)))
    await context.exposeFunction('__violated', (what: string) => this.stopped.add(what))
    await context.addInitScript(nameHelper)
    await context.addInitScript(watchPolicy)
    context.on('request', (request) => {
      const url = request.url()
      if (!this.isOurs(url) && !/^(?:data|blob):/.test(url)) this.requests.add(url.slice(0, 300))
    })
    context.on('page', (page) => {
      void page.opener().then((opener) => opener && this.ran.add(`a window with ${page.url()}`))
    })
  }

  open(page: Page): void {
    page.on('dialog', (dialog) => {
      this.ran.add(`a dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('download', (download) => this.ran.add(`a download: ${download.url()}`))
    page.on('framenavigated', (frame) => {
      const url = frame.url()
      if (!this.isOurs(url) && url !== 'about:blank') this.ran.add(`a page: ${url}`)
    })
    page.on('crash', () => this.errors.add('the page crashed'))
    page.on('pageerror', (error) => this.errors.add(`${page.url()}: ${String(error)}`))
    page.on('console', (message) => {
      // Upstream's pictures cannot be had, which the page says in words.
      const isMissing = message.text().startsWith('Failed to load resource')
      if (message.type() === 'error' && !isMissing)
        this.errors.add(`${page.url()}: ${message.text().slice(0, 300)}`)
    })
  }

  async inspect(page: Page): Promise<void> {
    for (const danger of await page.evaluate(readDangers)) this.dangers.add(danger.slice(0, 300))
  }

  private isOurs(url: string): boolean {
    return url === this.origin || url.startsWith(`${this.origin}/`)
  }
}
