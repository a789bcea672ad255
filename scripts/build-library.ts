/**
 * Makes the documents that the engine ships from their sources: `npx tsx scripts/build-library.ts`. Needs a Chromium
 * (CHROMIUM, else /usr/bin/chromium) and the Noto CJK fonts; what it makes is committed, so nobody else needs it.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright'
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

await writeFile(join(library, 'lakes-and-phases.xlsx'), makeWorkbook())
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium' })
try {
  const page = await browser.newPage()
  await page.goto(pathToFileURL(join(library, 'source', 'guide.html')).href, { waitUntil: 'load' })
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: false })
  await writeFile(join(library, 'moon-over-water.pdf'), pdf)
  console.log(`moon-over-water.pdf: ${Math.round(pdf.length / 1024)} kB`)
  await page.goto(pathToFileURL(join(library, 'source', 'moonrise.html')).href)
  const film = await page.evaluate('window.recordMoonrise()')
  await writeFile(join(library, 'moonrise.webm'), Buffer.from(String(film), 'base64'))
} finally {
  await browser.close()
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
