/** Answers from the table of lakes: real lookups, comparisons and orders over its rows. */
import type { Library } from '../../documents/library'
import type { SheetRow } from '../../documents/passage'
import type { Language } from '../../index/language'
import type { Finding } from './finding'
import { readHowMany } from './how-many'
import { area, chinese, depth, elevation, english, format, metrics, valueOf, volume } from './lake-columns'
import type { Metric } from './lake-columns'
import { coverageInPages } from './page-answer'

const superlative =
  /\b(?:deepest|largest|biggest|highest|lowest|smallest|shallowest|most water|least water|greatest|top \d+)\b|最[深大高低小浅多少]|前[\d一二三四五六七八九十]+/i
const ascending = /lowest|smallest|shallowest|least|最[低小浅少]/i
const listing =
  /\b(?:which|what|list|name|how many)\b.*\blakes\b|\blakes in\b|哪些.*湖|列出.*湖|湖.*(?:哪些|几个|多少个)|有(?:什么|多少)湖/i
const reasoning = /\b(?:why|how do|how are|how is|how does)\b|为什么|怎么形成|怎样形成|如何/i

const usualRows = 5

export function answerFromLakes(library: Library, question: string, language: Language): Finding | null {
  const rows = library.rows.filter((row) => row.sheetName?.startsWith('Lakes'))
  const named = findNamed(rows, question)
  const metric = metrics.find((one) => one.words.test(question))
  if (reasoning.test(question) && !(named.length > 0 && metric)) return null
  if (named.length > 0 && !superlative.test(question)) {
    const rest = named.reduce((text, row) => withoutName(text, row), question)
    if (named.length === 1 && !metric && coverageInPages(library, rest) > 0.6) return null
    return describe(named, metric ?? null, language)
  }
  if (!/lake|湖/i.test(question)) return null
  const filtered = rows.filter((row) => isWanted(row, question))
  const isNarrowed = filtered.length < rows.length
  if (superlative.test(question)) return order(filtered, metric ?? area, question, language, isNarrowed)
  if (isNarrowed && listing.test(question))
    return order(filtered, metric ?? area, question, language, true, 12)
  return null
}

function describe(rows: SheetRow[], metric: Metric | null, language: Language): Finding {
  const names = language === 'zh' ? chinese : english
  const sentences = rows.map((row) => {
    const name = String(row.cells[names.name])
    if (metric) {
      const value = format(row, metric)
      return language === 'zh'
        ? `**${name}**的${metric.name.zh}是 **${value}**。`
        : `The ${metric.name.en} of **${name}** is **${value}**.`
    }
    return language === 'zh'
      ? `**${name}**位于${row.cells[chinese.country]}，面积 ${format(row, area)}，最深 ${format(row, depth)}，湖面海拔 ${format(row, elevation)}。`
      : `**${name}** (${row.cells[english.country]}) covers ${format(row, area)}, is ${format(row, depth)} deep at most and lies ${format(row, elevation)} above the sea.`
  })
  const difference = rows.length === 2 && metric ? [compare(rows, metric, language)] : []
  return finish([sentences.join(' '), ...difference, table(rows, language)], rows, language)
}

function compare(rows: SheetRow[], metric: Metric, language: Language): string {
  const [more, less] = rows.toSorted((left, right) => valueOf(right, metric) - valueOf(left, metric))
  if (!more || !less) return ''
  const names = language === 'zh' ? chinese : english
  const gap = format(more, metric, valueOf(more, metric) - valueOf(less, metric))
  return language === 'zh'
    ? `按${metric.name.zh}，**${more.cells[names.name]}**更大，相差 ${gap}。`
    : `By ${metric.name.en}, **${more.cells[names.name]}** is ahead by ${gap}.`
}

function order(
  rows: SheetRow[],
  metric: Metric,
  question: string,
  language: Language,
  isNarrowed: boolean,
  limit = readHowMany(question) ?? usualRows,
): Finding | null {
  const isAscending = ascending.test(question)
  const sorted = rows.toSorted(
    (left, right) => (valueOf(left, metric) - valueOf(right, metric)) * (isAscending ? 1 : -1),
  )
  const [first] = sorted
  if (!first) return null
  const shown = sorted.slice(0, limit)
  const names = language === 'zh' ? chinese : english
  const extreme = metric.extremes[language][isAscending ? 1 : 0]
  const lead =
    language === 'zh'
      ? `表中${isNarrowed ? `符合条件的 ${rows.length} 个湖里，` : ''}${extreme}的是**${first.cells[names.name]}**（${first.cells[names.country]}），${metric.name.zh} **${format(first, metric)}**。`
      : `Of the ${rows.length} lakes ${isNarrowed ? 'that match ' : 'in the table '}**${first.cells[names.name]}** (${first.cells[names.country]}) is ${extreme}: ${metric.name.en} **${format(first, metric)}**.`
  return finish([lead, table(shown, language)], shown, language)
}

function table(rows: SheetRow[], language: Language): string {
  const names = language === 'zh' ? chinese : english
  const head =
    language === 'zh'
      ? '| 湖泊 | 国家 | 面积 | 最大深度 | 容积 | 海拔 | 类型 |'
      : '| Lake | Country | Area | Depth | Volume | Elevation | Type |'
  const body = rows.map(
    (row) =>
      `| ${row.cells[names.name]} | ${row.cells[names.country]} | ${format(row, area)} | ${format(row, depth)} | ${format(row, volume)} | ${format(row, elevation)} | ${row.cells[names.type]} |`,
  )
  return [head, '| --- | --- | ---: | ---: | ---: | ---: | --- |', ...body].join('\n')
}

function finish(parts: string[], rows: SheetRow[], language: Language): Finding {
  const lines = rows.map((row) => row.line).sort((left, right) => left - right)
  const note =
    language === 'zh'
      ? `*数据来自湖泊表“${rows[0]?.sheetName}”第 ${lines.join('、')} 行。*`
      : `*From the sheet “${rows[0]?.sheetName}”, ${lines.length === 1 ? 'row' : 'rows'} ${lines.join(', ')}.*`
  return { markdown: [...parts, note].filter((part) => part !== '').join('\n\n'), passages: rows }
}

function findNamed(rows: SheetRow[], question: string): SheetRow[] {
  const plain = question.toLowerCase()
  return rows.filter((row) => namesOf(row).some((name) => hasName(plain, name)))
}

function hasName(plain: string, name: string): boolean {
  if (/\p{Script=Han}/u.test(name)) return plain.includes(name)
  return new RegExp(`(?<![a-z])${name.replace(/[()]/g, '\\$&')}(?![a-z])`).test(plain)
}

function namesOf(row: SheetRow): string[] {
  const full = String(row.cells[english.name]).toLowerCase()
  const bracketed = /^(.*?) \((.*)\)$/.exec(full)
  const names = bracketed ? [bracketed[1] ?? '', bracketed[2] ?? ''] : [full.replace(/^lake /, ''), full]
  const zh = String(row.cells[chinese.name])
  return [...names, zh, ...(zh === '长白山天池' ? ['天池'] : [])].filter((name) => name !== '')
}

function withoutName(text: string, row: SheetRow): string {
  return namesOf(row).reduce(
    (rest, name) => rest.replace(new RegExp(`(?:lake )?${name.replace(/[()]/g, '\\$&')}`, 'ig'), ' '),
    text,
  )
}

const aliases: Record<string, RegExp> = {
  'United States': /\b(?:usa|u\.s\.|america)\b|美国/i,
  'United Kingdom': /\b(?:uk|britain|scotland)\b|英国|苏格兰/i,
}
const types: [RegExp, RegExp][] = [
  [/\bsalt|saline|咸水/i, /saline/],
  [/\bfresh\s?water|淡水/i, /fresh/],
  [/volcan|火山/i, /volcanic/],
  [/glaci|冰川/i, /glacial/],
  [/\brift|裂谷/i, /rift/],
]

function isWanted(row: SheetRow, question: string): boolean {
  const kinds = types.filter(([asked]) => asked.test(question))
  if (!kinds.every(([, type]) => type.test(String(row.cells[english.type])))) return false
  const asked = askedCountries(question)
  return asked === null || asked(row)
}

const allCountries =
  /\b(?:china|chinese|russia|canada|italy|switzerland|france|germany|austria|japan|sweden|usa|u\.s\.|america|united states|united kingdom|uk|britain|scotland|peru|bolivia|kazakhstan|iran|kenya|tanzania|uganda|zambia|malawi|israel|jordan|kyrgyzstan|north korea)\b|中国|俄罗斯|加拿大|意大利|瑞士|法国|德国|奥地利|日本|瑞典|美国|英国|秘鲁|玻利维亚|哈萨克斯坦|伊朗|肯尼亚|坦桑尼亚|乌干达|赞比亚|马拉维|以色列|约旦|吉尔吉斯斯坦|朝鲜/i

function askedCountries(question: string): ((row: SheetRow) => boolean) | null {
  const word = allCountries.exec(question)?.[0]
  if (word === undefined) return null
  const wanted = /^chinese$/i.test(word) ? 'china' : word.toLowerCase()
  return (row) => {
    const countries = [
      ...String(row.cells[english.country]).split(', '),
      ...String(row.cells[chinese.country]).split('、'),
    ]
    return countries.some(
      (country) => country.toLowerCase() === wanted || (aliases[country]?.test(word) ?? false),
    )
  }
}
