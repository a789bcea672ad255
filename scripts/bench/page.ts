import type { Browser, CDPSession, Page } from 'playwright'
import { Chat } from '../../e2e/chat'
import { kib, ms, percentile, times } from './numbers'
import { appId, startMoonlake, startPipe, startUpstream, invokeBody } from './processes'
import type { Table } from './table'

const chunks = 2000
const rate = 100
const question = `markdown ${chunks} at ${rate}`
const sampleMs = 1000

/** tsx wraps functions in a helper of esbuild's, which does not exist in the page. */
export const nameHelper = 'globalThis.__name ??= (value) => value'

type Streamed = {
  scriptMs: number
  layoutMs: number
  mainThreadMs: number
  rendererMs: number
  longTasks: number[]
  droppedFrames: number
  heapBytes: number
  /** Main-thread ms for each second of the stream. */
  seconds: number[]
}

/** What a 100 kB answer costs the page while it streams, beside a bare page that only appends text. */
export async function measureStreamingPage(browser: Browser): Promise<Table[]> {
  const upstream = await startUpstream()
  const pipe = await startPipe(upstream.invokeUrl)
  const app = await startMoonlake(upstream.baseUrl)
  const own = await stream(browser, async (page) => {
    const chat = new Chat(page)
    await page.goto(`${app.url}/agents/${appId}`)
    await chat.write(question)
    return async () => {
      await chat.box.press('Enter')
      await chat.answer.waitFor()
      await page.waitForFunction(
        () => document.querySelector('[role="log"] article[aria-busy="true"]') !== null,
      )
      return page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') === null, null, {
        timeout: 60_000,
      })
    }
  })
  const bare = await stream(browser, async (page) => {
    await page.goto(`${pipe.url}/page`)
    const call = `ask('/', ${JSON.stringify(invokeBody(question))})`
    return () => page.evaluate(call)
  })
  const firstToken = await measureFirstTokenInPage(browser, app.url, pipe.url, upstream.url)
  await Promise.all([app.remove(), pipe.stop(), upstream.stop()])
  return [toStreamTable(own, bare), firstToken]
}

async function stream(
  browser: Browser,
  open: (page: Page) => Promise<() => Promise<unknown>>,
): Promise<Streamed> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.addInitScript(nameHelper)
  await page.addInitScript(watchFrames)
  const start = await open(page)
  const session = await page.context().newCDPSession(page)
  const root = await browser.newBrowserCDPSession()
  // CPU time of the thread, so that a busy machine does not count as work of ours.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.evaluate(() => Object.assign(window, { isMeasuring: true }))
  const first = await readMetrics(session)
  const rendererBefore = await rendererSeconds(root)
  const seconds: number[] = []
  let heapBytes = 0
  let last = first
  const finished = start()
  let isOver = false
  void finished.finally(() => (isOver = true))
  while (!isOver) {
    await Promise.race([finished, page.waitForTimeout(sampleMs)])
    const now = await readMetrics(session)
    if (!isOver) seconds.push((now.task - last.task) * 1000)
    heapBytes = Math.max(heapBytes, now.heap)
    last = now
  }
  await finished
  const rendererMs = ((await rendererSeconds(root)) - rendererBefore) * 1000
  const { longTasks, frames } = await page.evaluate(() => {
    const { longTasks: tasks, frames: gaps } = window as unknown as Watched // put there by watchFrames
    return { longTasks: tasks, frames: gaps }
  })
  await page.close()
  return {
    scriptMs: (last.script - first.script) * 1000,
    layoutMs: (last.layout - first.layout) * 1000,
    mainThreadMs: (last.task - first.task) * 1000,
    rendererMs,
    longTasks,
    droppedFrames: frames.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / (1000 / 60)) - 1), 0),
    heapBytes,
    seconds,
  }
}

type Watched = { longTasks: number[]; frames: number[]; isMeasuring?: boolean }

function watchFrames(): void {
  const watched: Watched = { longTasks: [], frames: [] }
  Object.assign(window, watched)
  const isMeasuring = () => (window as unknown as Watched).isMeasuring === true // set by the bench
  new PerformanceObserver((list) => {
    if (isMeasuring()) for (const { duration } of list.getEntries()) watched.longTasks.push(duration)
  }).observe({ type: 'longtask' })
  let before = performance.now()
  const next = (now: number): void => {
    if (isMeasuring()) watched.frames.push(now - before)
    before = now
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
}

async function readMetrics(session: CDPSession) {
  const { metrics } = await session.send('Performance.getMetrics')
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return {
    script: value('ScriptDuration'),
    layout: value('LayoutDuration') + value('RecalcStyleDuration'),
    task: value('TaskDuration'),
    heap: value('JSHeapUsedSize'),
  }
}

async function rendererSeconds(root: CDPSession): Promise<number> {
  const { processInfo } = await root.send('SystemInfo.getProcessInfo')
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0)
}

function toStreamTable(own: Streamed, bare: Streamed): Table {
  const row = (name: string, value: (one: Streamed) => number, show: (value: number) => string) => [
    name,
    show(value(own)),
    show(value(bare)),
  ]
  const whole = (value: number) => String(Math.round(value))
  return {
    title: `A 100 kB Markdown answer in ${chunks} chunks, ${rate} a second`,
    head: ['in the browser', 'Moonlake', 'bare page'],
    rows: [
      row('scripting', (one) => one.scriptMs, ms),
      row('layout and style', (one) => one.layoutMs, ms),
      row('main thread', (one) => one.mainThreadMs, ms),
      row('renderer CPU', (one) => one.rendererMs, ms),
      row('long tasks', (one) => one.longTasks.length, whole),
      row('longest task', (one) => Math.max(0, ...one.longTasks), ms),
      row('dropped frames of 1,200', (one) => one.droppedFrames, whole),
      row('peak heap', (one) => one.heapBytes, kib),
      row(
        'main thread per chunk, first 5 kB',
        (one) => mean(one.seconds.slice(1, 3)) / rate,
        (value) => `${value.toFixed(2)} ms`,
      ),
      row(
        'main thread per chunk, last 25 kB',
        (one) => mean(one.seconds.slice(-5)) / rate,
        (value) => `${value.toFixed(2)} ms`,
      ),
      row(
        'growth of the cost per chunk',
        (one) => mean(one.seconds.slice(-5)) / mean(one.seconds.slice(0, 5)),
        times,
      ),
    ],
    note: 'Growth compares the last 25 kB with the first 25 kB, which hold the same kinds of Markdown.',
  }
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

const sends = 30

/** From pressing send to the token in the page, 30 sends. */
async function measureFirstTokenInPage(
  browser: Browser,
  appUrl: string,
  pipeUrl: string,
  upstreamUrl: string,
): Promise<Table> {
  const page = await browser.newPage()
  await page.addInitScript(nameHelper)
  const bareSends = async (origin: string): Promise<number[]> => {
    await page.goto(`${origin}/page`)
    const values: number[] = []
    for (let send = 0; send < sends + 5; send += 1) {
      const value = await page.evaluate<number>(
        `ask('${origin === pipeUrl ? '/' : '/api/invoke'}', ${JSON.stringify(invokeBody('stamps 1 at 1'))})`,
      )
      if (send >= 5) values.push(value)
    }
    return values
  }
  const direct = await bareSends(upstreamUrl)
  const piped = await bareSends(pipeUrl)
  const chat = new Chat(page)
  await page.addInitScript(markRequests)
  await page.goto(`${appUrl}/agents/${appId}`)
  const fromClick: number[] = []
  const fromRequest: number[] = []
  for (let send = 0; send < sends + 5; send += 1) {
    await chat.write('stamps 1 at 1')
    const { clickMs, requestMs } = await page.evaluate(waitForToken)
    if (send >= 5) {
      fromClick.push(clickMs)
      fromRequest.push(requestMs)
    }
    await chat.waitForEnd()
  }
  await page.close()
  const row = (name: string, values: number[]) => [
    name,
    ms(percentile(values, 0.5)),
    ms(percentile(values, 0.95)),
    values === direct ? '–' : ms(percentile(values, 0.5) - percentile(direct, 0.5)),
    values === direct ? '–' : ms(percentile(values, 0.95) - percentile(direct, 0.95)),
  ]
  return {
    title: `First token in the page, ${sends} sends`,
    head: ['path', 'p50', 'p95', 'added p50', 'added p95'],
    rows: [
      row('bare page, upstream directly', direct),
      row('bare page through a bare pipe', piped),
      row('Moonlake, from the request', fromRequest),
      row('Moonlake, from the click', fromClick),
    ],
    note: 'From the request to the text in the document; the last line from the click on send.',
  }
}

function markRequests(): void {
  const { fetch } = window
  window.fetch = (input, init) => {
    if (String(input).endsWith('/api/runs')) performance.mark('request')
    return fetch(input, init)
  }
}

/** Clicks send and resolves with the ms from the click and from the request until a new stamp stands in the transcript. */
function waitForToken(): Promise<{ clickMs: number; requestMs: number }> {
  const stamps = () => document.querySelector('[role="log"]')?.textContent?.match(/#\d{9,}\|/g)?.length ?? 0
  const button = document.querySelector<HTMLButtonElement>('button[aria-label="Send message"]')
  const before = stamps()
  return new Promise((resolve) => {
    const startedAt = performance.now()
    const observer = new MutationObserver(() => {
      if (stamps() <= before) return
      observer.disconnect()
      const now = performance.now()
      const request = performance.getEntriesByType('mark').findLast(({ name }) => name === 'request')
      resolve({ clickMs: now - startedAt, requestMs: now - (request?.startTime ?? Number.NaN) })
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
    button?.click()
  })
}
