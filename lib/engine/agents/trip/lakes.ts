/** Which lakes of the shipped table suit a wish. */
import type { SheetRow } from '../../documents/passage'
import { area, chinese, depth, elevation, english, format, valueOf } from '../guide/lake-columns'

const optionCount = 4

export function lakesOf(rows: SheetRow[]): SheetRow[] {
  return rows.filter((row) => row.sheetName?.startsWith('Lakes'))
}

export function nameOf(row: SheetRow, language: 'en' | 'zh'): string {
  return String(row.cells[language === 'zh' ? chinese.name : english.name])
}

/** A lake that the words name, in either language. */
export function findLake(rows: SheetRow[], words: string): SheetRow | null {
  const text = words.toLowerCase()
  const isNamed = (row: SheetRow) =>
    names(row).some((name) => (/\p{Script=Han}/u.test(name) ? text.includes(name) : hasWord(text, name)))
  return rows.find(isNamed) ?? null
}

function names(row: SheetRow): string[] {
  const full = nameOf(row, 'en').toLowerCase()
  const short = full
    .replace(/\(.*\)/, '')
    .replace(/\b(?:great|lake|loch|sea)\b/g, '')
    .trim()
  return [
    full,
    ...(short.length > 3 && short !== 'west' && short !== 'dead' && short !== 'heaven' ? [short] : []),
    nameOf(row, 'zh'),
  ]
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(word)
  return at >= 0 && !/[a-z]/.test(text[at - 1] ?? ' ') && !/[a-z]/.test(text[at + word.length] ?? ' ')
}

const tastes: readonly (readonly [RegExp, (row: SheetRow) => number])[] = [
  [/deep|dive|深|潜水/i, (row) => Math.log10(Math.max(1, valueOf(row, depth)))],
  [/high|mountain|plateau|alpine|高原|高山|山/i, (row) => valueOf(row, elevation) / 1_500],
  [
    /low|warm|easy|kids?|children|famil|近|平原|孩子|亲子|老人/i,
    (row) => (valueOf(row, elevation) < 400 ? 2 : 0),
  ],
  [/salt|saline|盐/i, (row) => (/saline/.test(String(row.cells[english.type])) ? 3 : 0)],
  [/volcan|crater|火山/i, (row) => (/volcanic/.test(String(row.cells[english.type])) ? 4 : 0)],
]

/** A few lakes to choose from: those of the country that is named, then what the words like. */
export function suggestLakes(rows: SheetRow[], words: string, language: 'en' | 'zh'): SheetRow[] {
  const text = words.toLowerCase()
  const countriesOf = (row: SheetRow) => [
    ...String(row.cells[english.country]).toLowerCase().split(', '),
    ...String(row.cells[chinese.country]).split('、'),
  ]
  const isHome = (row: SheetRow) => countriesOf(row).some((country) => hasCountry(text, country))
  const atHome = rows.filter(isHome)
  const candidates = atHome.length > 1 ? atHome : rows
  const score = (row: SheetRow, index: number) => {
    const home =
      atHome.length > 0
        ? isHome(row)
          ? 10
          : 0
        : language === 'zh' && countriesOf(row).includes('中国')
          ? 3
          : 0
    const taste = tastes.reduce((sum, [pattern, value]) => sum + (pattern.test(text) ? value(row) : 0), 0)
    return home + taste - index / 1_000
  }
  return candidates
    .map((row, index) => ({ row, score: score(row, index) }))
    .sort((left, right) => right.score - left.score)
    .slice(0, optionCount)
    .map(({ row }) => row)
}

function hasCountry(text: string, country: string): boolean {
  return /\p{Script=Han}/u.test(country) ? text.includes(country) : hasWord(text, country)
}

/** One line each, from the table. */
export function introduceLakes(rows: SheetRow[], language: 'en' | 'zh'): string {
  const isZh = language === 'zh'
  const lead =
    rows.length === 1
      ? isZh
        ? '湖泊表里有它：'
        : 'It is in my table of lakes:'
      : isZh
        ? '湖泊表里比较合适的有这几个：'
        : 'These lakes of my table suit that:'
  const lines = rows.map((row) => {
    const country = String(row.cells[isZh ? chinese.country : english.country])
    const facts = [format(row, area), format(row, depth), format(row, elevation)]
    const [water = '', deep = '', high = ''] = facts
    return isZh
      ? `- **${nameOf(row, language)}**（${country}）：面积 ${water}，最深 ${deep}，海拔 ${high}`
      : `- **${nameOf(row, language)}** (${country}): ${water}, at most ${deep} deep, ${high} above the sea`
  })
  return `${lead}\n\n${lines.join('\n')}`
}
