/** What can be wrong with one line of a list, found without understanding it. */
import type { Language } from '../../index/language'

export type Finding = { kind: string; note: Record<Language, string> }

type Check = (line: string) => Finding[]

const found = (kind: string, en: string, zh: string): Finding => ({ kind, note: { en, zh } })

const checks: Check[] = [
  function pairs(line) {
    const opened: string[] = []
    const pairOf: Record<string, string> = {
      ')': '(',
      ']': '[',
      '}': '{',
      '）': '（',
      '】': '【',
      '》': '《',
      '”': '“',
    }
    for (const character of line) {
      if (Object.values(pairOf).includes(character)) opened.push(character)
      const wanted = pairOf[character]
      if (wanted !== undefined && opened.pop() !== wanted)
        return [found('pairs', `\`${character}\` closes nothing`, `\`${character}\` 没有对应的开头`)]
    }
    const [left] = opened
    return left === undefined ? [] : [found('pairs', `\`${left}\` is not closed`, `\`${left}\` 没有闭合`)]
  },
  function repeated(line) {
    const word = /\b([a-z]+)\s+\1\b/i.exec(line)?.[1] ?? /([的了在是和与])\1/.exec(line)?.[1]
    return word === undefined ? [] : [found('repeated', `“${word}” twice in a row`, `“${word}”连写了两次`)]
  },
  function spaces(line) {
    const isDouble = /\S {2,}\S/.test(line)
    const isMixed = /\p{Script=Han} +\p{Script=Han}/u.test(line)
    if (isMixed) return [found('spaces', 'spaces between Chinese characters', '汉字之间有空格')]
    return isDouble ? [found('spaces', 'two spaces in a row', '连续两个空格')] : []
  },
  function punctuation(line) {
    const mark = /\p{Script=Han}([,;!?])/u.exec(line)?.[1]
    return mark === undefined
      ? []
      : [found('punctuation', `Western “${mark}” after Chinese`, `中文后面用了半角“${mark}”`)]
  },
  function dates(line) {
    return [...line.matchAll(/(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?/g)].flatMap(
      ([text, year, month, day]) => {
        const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
        const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
        return isReal ? [] : [found('date', `${text} is no day`, `${text} 不存在`)]
      },
    )
  },
  function sums(line) {
    return [
      ...line.matchAll(/(\d+(?:\.\d+)?)\s*([+\-−×*/÷])\s*(\d+(?:\.\d+)?)\s*=\s*(\d+(?:\.\d+)?)/g),
    ].flatMap(([text, left, sign, right, given]) => {
      const value = calculate(Number(left), sign ?? '+', Number(right))
      if (Math.abs(value - Number(given)) < 0.005) return []
      const right2 = String(Math.round(value * 100) / 100)
      return [found('sum', `${text}: it is ${right2}`, `${text}，应为 ${right2}`)]
    })
  },
  function mail(line) {
    return [...line.matchAll(/\S*@\S*/g)].flatMap(([text]) => {
      const address = text.replace(/[，。；,;.)）]+$/, '')
      const isAddress = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(address)
      return isAddress ? [] : [found('mail', `${address} is no e-mail address`, `${address} 不是有效的邮箱`)]
    })
  },
  function phones(line) {
    return [...line.matchAll(/(?<!\d)1[3-9]\d{6,12}(?!\d)/g)]
      .filter(([digits]) => digits.length !== 11)
      .map(([digits]) =>
        found(
          'phone',
          `${digits} has ${digits.length} digits, not 11`,
          `${digits} 有 ${digits.length} 位，应为 11 位`,
        ),
      )
  },
  function links(line) {
    return [...line.matchAll(/https?:\/\S*/g)].flatMap(([link]) =>
      URL.canParse(link) && /\./.test(new URL(link).hostname)
        ? []
        : [found('link', `${link} is no address`, `${link} 不是有效的网址`)],
    )
  },
  function length(line) {
    const count = [...line].length
    return count > longest ? [found('length', `${count} characters`, `共 ${count} 个字符，太长`)] : []
  },
]

const longest = 200

export function checkLine(line: string): Finding[] {
  return checks.flatMap((check) => check(line))
}

/** What can only be seen beside the other lines. @param earlier normalized lines with the number of the first of each */
export function checkAmong(line: string, number: number, earlier: Map<string, number>): Finding[] {
  const key = line
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, '')
  const first = earlier.get(key)
  if (first !== undefined && first !== number)
    return [found('duplicate', `the same as no. ${first}`, `与第 ${first} 条重复`)]
  earlier.set(key, number)
  return []
}

function calculate(left: number, sign: string, right: number): number {
  if (sign === '+') return left + right
  if (sign === '-' || sign === '−') return left - right
  return sign === '/' || sign === '÷' ? left / right : left * right
}
