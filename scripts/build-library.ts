/**
 * Makes the documents that the engine ships from their sources: `npx tsx scripts/build-library.ts`, or only some
 * of them: `… handbook figures`. Needs a Chromium (CHROMIUM, else /usr/bin/chromium) and the Noto CJK fonts; what it makes is committed, so nobody else needs it.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright'
import type { Browser, Page } from 'playwright'
import { lakeColumns, lakes } from '../lib/engine/library/source/lakes'
import { listMoonPhases } from '../lib/engine/library/source/moon-phases'
import type { MoonPhase } from '../lib/engine/library/source/moon-phases'
import { toWorkbook } from '../lib/engine/library/source/workbook'

const library = join(process.cwd(), 'lib', 'engine', 'library')

const phaseNames: Record<MoonPhase['kind'], [en: string, zh: string]> = {
  new: ['New moon', '朔（新月）'],
  first: ['First quarter', '上弦'],
  full: ['Full moon', '望（满月）'],
  last: ['Last quarter', '下弦'],
}

const parts: Record<string, (browser: Browser) => Promise<void>> = {
  workbook: () => writeFile(join(library, 'lakes-and-phases.xlsx'), makeWorkbook()),
  guide: (browser) => print(browser, 'guide.html', 'moon-over-water.pdf'),
  handbook: (browser) => print(browser, 'handbook.html', 'boathouse-1998.pdf'),
  figures: drawFigures,
  film: recordFilm,
}

const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !Object.hasOwn(parts, name))
if (unknown !== undefined) throw new Error(`No part ${unknown}; there are ${Object.keys(parts).join(', ')}.`)
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium' })
try {
  for (const [name, make] of Object.entries(parts))
    if (wanted.length === 0 || wanted.includes(name)) await make(browser)
} finally {
  await browser.close()
}

async function openSource(from: Browser, name: string): Promise<Page> {
  const page = await from.newPage({ deviceScaleFactor: 2 })
  await page.goto(pathToFileURL(join(library, 'source', name)).href, { waitUntil: 'load' })
  return page
}

async function print(from: Browser, source: string, target: string): Promise<void> {
  const page = await openSource(from, source)
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: false })
  await writeFile(join(library, target), pdf)
  console.log(`${target}: ${Math.round(pdf.length / 1024)} kB`)
}

/** Figures of the guide as pictures, for the markers that stand for them in texts. */
async function drawFigures(from: Browser): Promise<void> {
  const page = await openSource(from, 'guide.html')
  await page.addStyleTag({ content: 'figure svg { width: 640px !important; height: auto }' })
  for (const [at, target] of [
    [0, 'figure-phases.png'],
    [2, 'figure-halo.png'],
  ] as const) {
    const picture = await page.locator('figure svg').nth(at).screenshot({ omitBackground: true })
    await writeFile(join(library, target), picture)
    console.log(`${target}: ${Math.round(picture.length / 1024)} kB`)
  }
}

async function recordFilm(from: Browser): Promise<void> {
  const page = await openSource(from, 'moonrise.html')
  const film = await page.evaluate('window.recordMoonrise()')
  await writeFile(join(library, 'moonrise.webm'), Buffer.from(String(film), 'base64'))
}

function makeWorkbook(): Buffer {
  const phases = [2025, 2026, 2027, 2028].flatMap(listMoonPhases).map(({ kind, at }) => {
    const [en, zh] = phaseNames[kind]
    const beijing = new Date(at.getTime() + 8 * 3_600_000)
    return [
      en,
      zh,
      at.toISOString().slice(0, 10),
      at.toISOString().slice(11, 16),
      beijing.toISOString().slice(0, 16).replace('T', ' '),
    ]
  })
  return toWorkbook([
    { name: 'Lakes 湖泊', rows: [lakeColumns, ...lakes], widths: [24, 14, 34, 34, 12, 14, 12, 12, 26, 18] },
    {
      name: 'Moon phases 月相',
      rows: [['Phase', '月相', 'Date UTC 日期', 'Time UTC 时刻', 'Beijing time 北京时间'], ...phases],
      widths: [16, 14, 14, 12, 20],
    },
  ])
}
