/** The report of what arrived, as a table. */
import type { Language } from '../../index/language'
import { countText } from '../report/analysis'
import type { Inspection } from './inspect'
import type { Received } from './received'

export type Line = { field: string; type: string; received: string; details: string }
export type Tone = 'plain' | 'friendly' | 'brief'

type Words = Record<Language, string>
const say = (language: Language, en: string, zh: string) => (language === 'zh' ? zh : en)

export function toLines(received: Received, inspections: Inspection[], language: Language): Line[] {
  const { field, type } = received
  const line = (text: string, details: string): Line => ({ field, type, received: text, details })
  switch (received.kind) {
    case 'empty':
      return [line('—', say(language, 'nothing given', '没有填写'))]
    case 'text':
      return [line(preview(received.value), describeText(received.value, language))]
    case 'foreign':
      return [line(preview(received.value), say(language, 'no field of this form', '表单里没有这个字段'))]
    case 'choice': {
      const { value, place, count } = received
      const details =
        place === null
          ? say(language, `not among the ${count} options`, `不在 ${count} 个选项之中`)
          : say(
              language,
              `option ${number(place)} of ${number(count)}`,
              `第 ${number(place)} 个，共 ${number(count)} 个选项`,
            )
      return [line(preview(value), details)]
    }
    case 'template': {
      const parts = received.parts.map(
        ({ name, value }) => `${cell(name)} = ${value === '' ? '—' : preview(value)}`,
      )
      return [line(parts.join('; '), describeText(received.value, language))]
    }
    case 'files':
      return inspections.map((one) => line(cell(one.name), describeFile(one, language)))
    default:
      return received satisfies never
  }
}

export function writeReport(all: Received[], lines: Line[], tone: Tone, language: Language): string {
  const fields = all.filter(({ kind }) => kind !== 'foreign').length
  const given = all.filter(({ kind }) => kind !== 'foreign' && kind !== 'empty').length
  const head = say(language, '| Field | Type | Received | Details |', '| 字段 | 类型 | 收到的内容 | 说明 |')
  const rows = lines.map(({ field, type, received, details }) => {
    const name = field === '' ? say(language, '(no name)', '（没有名字）') : cell(field)
    return `| ${name} | \`${type.replace(/[`|]/g, '')}\` | ${received} | ${details} |`
  })
  const table = [head, '| --- | --- | --- | --- |', ...rows].join('\n')
  const summary = say(
    language,
    `**${given} of ${fields} fields** were filled in.`,
    `共 ${fields} 个字段，填写了 **${given} 个**。`,
  )
  if (tone === 'brief') return `${summary}\n\n${table}`
  const lead: Record<Exclude<Tone, 'brief'>, Words> = {
    plain: { en: 'This is what arrived, field by field.', zh: '以下是逐个字段收到的内容。' },
    friendly: {
      en: 'Thank you, everything has arrived. Here is what I see in it:',
      zh: '谢谢，都收到了。我看到的是这些：',
    },
  }
  return `${lead[tone][language]}${language === 'zh' ? '' : ' '}${summary}\n\n${table}`
}

function describeText(value: string, language: Language): string {
  const { characters, words } = countText(value)
  const lines = value.split('\n').length
  const text = say(
    language,
    `${number(characters)} characters, ${number(words)} words`,
    `${number(characters)} 个字符，${number(words)} 个字词`,
  )
  return lines === 1 ? text : text + say(language, `, ${number(lines)} lines`, `，${number(lines)} 行`)
}

export function describeFile(
  { given, size, probe, parsed, web, problem }: Inspection,
  language: Language,
): string {
  const isZh = language === 'zh'
  const parts: string[] = []
  if (probe.format !== null) parts.push(probe.format)
  else if (web && web.type !== '') parts.push(cell(web.type))
  if (size !== null) parts.push(formatBytes(size))
  if (probe.width !== undefined && probe.height !== undefined) parts.push(`${probe.width} × ${probe.height}`)
  if (probe.seconds !== undefined) parts.push(`${probe.seconds.toFixed(1)} ${isZh ? '秒' : 's'}`)
  if (parsed?.pages !== undefined) parts.push(isZh ? `${parsed.pages} 页` : plural(parsed.pages, 'page'))
  if (parsed?.sheets !== undefined)
    parts.push(isZh ? `${parsed.sheets} 张表` : plural(parsed.sheets, 'sheet'))
  if (parsed?.rows !== undefined) parts.push(isZh ? `${number(parsed.rows)} 行` : plural(parsed.rows, 'row'))
  if (parsed && parsed.characters > 0)
    parts.push(isZh ? `${number(parsed.characters)} 个字符` : plural(parsed.characters, 'character'))
  if (web) parts.push(`HTTP ${web.status}`)
  if (web && !web.isWhole)
    parts.push(isZh ? '超过 10 MB，只看了开头' : 'over 10 MB, only its beginning was read')
  if (problem) parts.push(describeProblem(problem, isZh))
  if (!/^[a-z]+:/i.test(given) && problem?.kind !== 'unknown_id') parts.push(`id \`${cell(given)}\``)
  return parts.join(isZh ? '，' : ', ')
}

function describeProblem(problem: NonNullable<Inspection['problem']>, isZh: boolean): string {
  switch (problem.kind) {
    case 'unknown_id':
      return isZh ? '没有这个文件 id' : 'no file has this id'
    case 'not_ready':
      return isZh ? `状态 ${problem.code}：${problem.message}` : `state ${problem.code}: ${problem.message}`
    case 'address':
      return {
        scheme: isZh ? '只看 http 与 https 地址' : 'only http and https addresses are looked at',
        private: isZh ? '内网地址，不会访问' : 'an address of a private network, which is not visited',
        redirects: isZh ? '重定向太多' : 'too many redirects',
        unreachable: isZh ? '无法访问' : 'could not be reached',
      }[problem.reason]
    default:
      return problem satisfies never
  }
}

const longestPreview = 80

function preview(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim()
  const characters = [...line]
  return cell(characters.length > longestPreview ? `${characters.slice(0, longestPreview).join('')}…` : line)
}

function cell(text: string): string {
  return text.replace(/[\\|`*_<[\]]/g, '\\$&').replace(/\s+/g, ' ')
}

function plural(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`
}

function number(value: number): string {
  return value.toLocaleString('en-US')
}

function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
