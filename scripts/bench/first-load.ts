import type { Browser } from 'playwright'
import { Chat } from '../../e2e/chat'
import { App } from '../../e2e/servers'
import { kib, ms, percentile } from './numbers'
import type { Table } from './table'

const loads = 5

type Load = {
  requests: number
  bytes: Record<string, number>
  /** Of scripts that the page fetched while it was idle, after its load event. */
  idleScriptBytes: number
  typeableMs: number
  paintMs: number
}

/** A cold browser opens the start page. */
export async function measureFirstLoad(browser: Browser): Promise<Table> {
  const app = await App.start()
  await fetch(app.url)
  const found: Load[] = []
  for (let load = 0; load < loads; load += 1) found.push(await open(browser, app.url))
  await app.remove()
  const median = (value: (one: Load) => number) => percentile(found.map(value), 0.5)
  const bytes = (type: string) => kib(median((one) => one.bytes[type] ?? 0))
  return {
    title: `First load of the start page, cold, median of ${loads}`,
    head: ['what', 'value'],
    rows: [
      ['scripts, compressed', kib(median((one) => (one.bytes['Script'] ?? 0) - one.idleScriptBytes))],
      ['scripts fetched later, while idle', kib(median((one) => one.idleScriptBytes))],
      ['styles, compressed', bytes('Stylesheet')],
      ['fonts', bytes('Font')],
      ['document', bytes('Document')],
      ['everything', kib(median((one) => Object.values(one.bytes).reduce((sum, value) => sum + value, 0)))],
      ['requests', String(median((one) => one.requests))],
      ['first contentful paint', ms(median((one) => one.paintMs))],
      ['box typeable', ms(median((one) => one.typeableMs))],
    ],
  }
}

async function open(browser: Browser, url: string): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  const types = new Map<string, string>()
  const bytes: Record<string, number> = {}
  let hasLoaded = false
  let idleScriptBytes = 0
  page.on('load', () => (hasLoaded = true))
  session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const type = types.get(requestId) ?? 'Other'
    bytes[type] = (bytes[type] ?? 0) + encodedDataLength
    if (hasLoaded && type === 'Script') idleScriptBytes += encodedDataLength
  })
  const startedAt = performance.now()
  await page.goto(url, { waitUntil: 'commit' })
  await new Chat(page).write('hello')
  const typeableMs = performance.now() - startedAt
  await page.waitForLoadState('networkidle')
  const paintMs = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  )
  await context.close()
  return { requests: types.size, bytes, idleScriptBytes, typeableMs, paintMs }
}
