import type { Language } from '../../index/language'
import type { Plan } from './items'
import type { Reviewed } from './list-reviewer'

const mostRows = 60
const longestItem = 60

/** Short lists are shown whole, long ones by what was found. */
export function writeReview(plan: Plan, reviewed: Reviewed[], language: Language): string {
  const isZh = language === 'zh'
  const faulty = reviewed.filter(({ findings }) => findings.length > 0)
  const count = faulty.reduce((sum, { findings }) => sum + findings.length, 0)
  const shown = reviewed.length <= 20 ? reviewed : faulty
  const rows = shown.slice(0, mostRows).map(({ number, item, findings }) => {
    const notes = findings.map(({ note }) => cell(note[language])).join(isZh ? '；' : '; ')
    return `| ${number} | ${cell(shorten(item))} | ${notes === '' ? '✓' : notes} |`
  })
  const head = isZh ? '| 序号 | 内容 | 发现 |' : '| No. | Item | Findings |'
  const table = rows.length > 0 ? `${head}\n| ---: | --- | --- |\n${rows.join('\n')}` : ''
  const source = {
    text: isZh ? '你贴的清单' : 'your list',
    files: isZh ? '上传的文件' : 'your files',
    lakes: isZh ? '随附的湖泊表（没有收到清单）' : 'the shipped table of lakes, as no list was given',
  }[plan.source]
  const lead = isZh
    ? `用 ${plan.rounds} 轮审阅了${source}：${reviewed.length} 条，其中 ${faulty.length} 条有问题，共 ${count} 处。`
    : `Reviewed ${source} in ${plan.rounds} ${plan.rounds === 1 ? 'round' : 'rounds'}: ${reviewed.length} ${reviewed.length === 1 ? 'item' : 'items'}, ${faulty.length} with findings, ${count} in all.`
  const late = isZh
    ? '有一轮检查超时，重试后成功，过程见时间线。'
    : 'The checker was late in one round and was tried again; the timeline shows both.'
  const rest =
    shown.length > mostRows
      ? isZh
        ? `*另有 ${shown.length - mostRows} 条未列出。*`
        : `*${shown.length - mostRows} more are not listed.*`
      : ''
  const beyond =
    plan.leftOut > 0
      ? isZh
        ? `*只看了前 ${plan.items.length} 条，后面 ${plan.leftOut} 条没有看。*`
        : `*Only the first ${plan.items.length} were looked at; ${plan.leftOut} were not.*`
      : ''
  const checked = isZh
    ? '*检查的是：成对的括号、重复的字词、多余的空格、标点、日期、算式、邮箱、手机号、网址、长度和重复条目。*'
    : '*Checked: brackets, repeated words, spaces, punctuation, dates, sums, e-mail addresses, phone numbers, links, length and duplicates.*'
  return [lead, late, table, rest, beyond, checked].filter((part) => part !== '').join('\n\n')
}

function shorten(item: string): string {
  const characters = [...item]
  return characters.length > longestItem ? `${characters.slice(0, longestItem).join('')}…` : item
}

function cell(text: string): string {
  return text.replace(/[\\|*_<[\]]/g, '\\$&').replace(/\s+/g, ' ')
}
