/** Answers from the table of moon phases: the next one, those of a month or a year, and tonight's. */
import type { Library } from '../../documents/library'
import type { SheetRow } from '../../documents/passage'
import type { Language } from '../../index/language'
import type { Finding } from './finding'

type Kind = { en: string; words: RegExp }

const kinds: Kind[] = [
  { en: 'New moon', words: /new moon|新月|朔/i },
  { en: 'First quarter', words: /first quarter|上弦/i },
  { en: 'Full moon', words: /full moon|满月|望月|月圆/i },
  { en: 'Last quarter', words: /last quarter|下弦/i },
]

const tonight =
  /\b(?:phase|moon)\b.*\b(?:tonight|today|now)\b|\b(?:tonight|today)\b.*\b(?:phase|moon)\b|(?:今晚|今天|现在|今夜).*月|月相.*(?:今晚|今天|现在)/i
const asksForTime =
  /\b(?:when|next|date|dates|list|which day|what day)\b|下次|下一[次个]|什么时候|何时|几号|哪天|哪一天|日期|列出|有哪些/i
const otherMatter =
  /\bris(?:e|es|ing)\b|\bsets?\b|names?\b|called|harvest|blue moon|photograph|crater|earthshine|tide|super|月出|升起|落下|名字|收获月|蓝月|拍|环形山|地照|潮|超级|为什么|\bwhy\b|\bsee\b/i
const englishMonths = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

const mostRows = 14

/** @param now epoch ms, for what is next */
export function answerFromPhases(
  library: Library,
  question: string,
  language: Language,
  now: number,
): Finding | null {
  const rows = library.rows.filter((row) => row.sheetName?.startsWith('Moon'))
  if (tonight.test(question) && !otherMatter.test(question)) return describeTonight(rows, language, now)
  const kind = kinds.find((one) => one.words.test(question))
  const { year, month } = findMonth(question, now)
  const asksForList = /phases|月相/i.test(question) && (year !== null || month !== null)
  if (otherMatter.test(question)) return null
  if (!asksForList && !(kind && (asksForTime.test(question) || year !== null || month !== null))) return null
  const matching = rows.filter((row) => !kind || row.cells['Phase'] === kind.en)
  if (year === null && month === null) {
    const next = matching.filter((row) => timeOf(row) > now).slice(0, 3)
    return next.length === 0 ? null : finish(describeNext(next, language, now), next, language)
  }
  const chosen = matching.filter(
    (row) =>
      (year === null || dateOf(row).getUTCFullYear() === year) &&
      (month === null || dateOf(row).getUTCMonth() === month),
  )
  if (chosen.length === 0) return null
  const shown = (year === null ? chosen.filter((row) => timeOf(row) > now - 86_400_000) : chosen).slice(
    0,
    mostRows,
  )
  const found = shown.length > 0 ? shown : chosen.slice(0, mostRows)
  const lead = language === 'zh' ? `表中找到 ${found.length} 条：` : `The table has ${found.length} of them:`
  return finish(lead, found, language)
}

function describeNext(rows: SheetRow[], language: Language, now: number): string {
  const [first] = rows
  if (!first) return ''
  const days = Math.max(0, Math.round((timeOf(first) - now) / 86_400_000))
  return language === 'zh'
    ? `下一次${first.cells['月相']}在北京时间 **${first.cells['Beijing time 北京时间']}**，约 ${days} 天后。`
    : `The next ${String(first.cells['Phase']).toLowerCase()} is on **${first.cells['Date UTC 日期']} at ${first.cells['Time UTC 时刻']} UTC**, in about ${days} ${days === 1 ? 'day' : 'days'}.`
}

function describeTonight(rows: SheetRow[], language: Language, now: number): Finding | null {
  const at = rows.findLastIndex((row) => timeOf(row) <= now)
  const last = rows[at]
  const next = rows[at + 1]
  if (!last || !next) return null
  const newMoon = rows.slice(0, at + 1).findLast((row) => row.cells['Phase'] === 'New moon')
  const age = newMoon ? (now - timeOf(newMoon)) / 86_400_000 : null
  const lit = age === null ? null : Math.round(((1 - Math.cos((2 * Math.PI * age) / 29.530588)) / 2) * 100)
  const lead =
    language === 'zh'
      ? `现在的月亮介于**${last.cells['月相']}**和**${next.cells['月相']}**之间${age === null ? '' : `，月龄约 ${age.toFixed(1)} 天，照亮约 ${lit}%`}。`
      : `The moon is now between **${String(last.cells['Phase']).toLowerCase()}** and **${String(next.cells['Phase']).toLowerCase()}**${age === null ? '' : `: about ${age.toFixed(1)} days old and ${lit}% lit`}.`
  return finish(lead, [last, next], language)
}

function finish(lead: string, rows: SheetRow[], language: Language): Finding {
  const head = language === 'zh' ? '| 月相 | 北京时间 | 世界时 |' : '| Phase | UTC | Beijing |'
  const body = rows.map((row) => {
    const utc = `${row.cells['Date UTC 日期']} ${row.cells['Time UTC 时刻']}`
    const beijing = row.cells['Beijing time 北京时间']
    return language === 'zh'
      ? `| ${row.cells['月相']} | ${beijing} | ${utc} |`
      : `| ${row.cells['Phase']} | ${utc} | ${beijing} |`
  })
  const lines = rows.map((row) => row.line)
  const note =
    language === 'zh'
      ? `*数据来自表“${rows[0]?.sheetName}”第 ${lines.join('、')} 行。*`
      : `*From the sheet “${rows[0]?.sheetName}”, ${lines.length === 1 ? 'row' : 'rows'} ${lines.join(', ')}.*`
  return {
    markdown: [lead, [head, '| --- | --- | --- |', ...body].join('\n'), note].join('\n\n'),
    passages: rows,
  }
}

function findMonth(question: string, now: number): { year: number | null; month: number | null } {
  const plain = question.toLowerCase()
  const digits = /\b(20\d\d)\b|(20\d\d)年/.exec(plain)
  const current = new Date(now).getUTCFullYear()
  const relative = /this year|今年/.test(plain) ? current : /next year|明年/.test(plain) ? current + 1 : null
  const year = digits ? Number(digits[1] ?? digits[2]) : relative
  const chinese = /(1[0-2]|[1-9])月(?!相)/.exec(plain)?.[1]
  const english = englishMonths.findIndex((name) => new RegExp(`\\b(?:in|of)?\\s*${name}\\b`).test(plain))
  const month = chinese ? Number(chinese) - 1 : english >= 0 ? english : null
  return { year, month }
}

function dateOf(row: SheetRow): Date {
  return new Date(`${row.cells['Date UTC 日期']}T${row.cells['Time UTC 时刻']}Z`)
}

function timeOf(row: SheetRow): number {
  return dateOf(row).getTime()
}
