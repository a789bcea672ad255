/** When somebody wants to travel, from words such as "2 October, 3 days", “下周末” or "the next full moon". */
import { phaseAt } from '../../moon-calendar'

/** Days count from midnight, UTC; the plan names days, not hours of a place. */
export type Stay = { start: number; days: number }

const dayMs = 86_400_000
export const mostDays = 14
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const chineseDigits: Record<string, number> = {
  一: 1,
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
}

/** Null when the words name no day. @param now epoch ms */
export function readStay(words: string, now: number): Stay | null {
  const text = words.toLowerCase()
  const today = Math.floor(now / dayMs) * dayMs
  const named = findDays(text, today)
  const [start, end] = named
  const length = findLength(text)
  if (start !== undefined && end !== undefined && end > start)
    return { start, days: Math.min(mostDays, (end - start) / dayMs + 1) }
  if (start !== undefined) return { start, days: length ?? 2 }
  const relative = findRelative(text, today)
  return relative === null ? null : { start: relative.start, days: length ?? relative.days }
}

function findDays(text: string, today: number): number[] {
  const found: { at: number; day: number }[] = []
  const add = (at: number, year: string | undefined, month: number, day: string | undefined) => {
    const value = toDay(year === undefined ? null : Number(year), month, Number(day), today)
    if (value !== null) found.push({ at, day: value })
  }
  for (const match of text.matchAll(/(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/g))
    add(match.index, match[1], Number(match[2]), match[3])
  for (const match of text.matchAll(/(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]?/g))
    add(match.index, match[1], Number(match[2]), match[3])
  const monthWord = `(${months.join('|')})[a-z]*\\.?`
  for (const match of text.matchAll(
    new RegExp(`(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${monthWord}(?:,? (\\d{4}))?`, 'g'),
  ))
    add(match.index, match[3], months.indexOf(match[2] ?? '') + 1, match[1])
  for (const match of text.matchAll(
    new RegExp(`${monthWord} (\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (\\d{4}))?`, 'g'),
  ))
    add(match.index, match[3], months.indexOf(match[1] ?? '') + 1, match[2])
  return found.sort((left, right) => left.at - right.at).map(({ day }) => day)
}

/** Without a year the next such day is meant; null for a day that no month has. */
function toDay(year: number | null, month: number, day: number, today: number): number | null {
  const make = (inYear: number) => {
    const date = new Date(Date.UTC(inYear, month - 1, day))
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null
  }
  if (month < 1 || month > 12) return null
  if (year !== null) return make(year)
  const thisYear = new Date(today).getUTCFullYear()
  const soon = make(thisYear)
  return soon !== null && soon >= today ? soon : make(thisYear + 1)
}

function findLength(text: string): number | null {
  const match = /(\d{1,2}|[一两二三四五六七八九十])\s*(?:个)?\s*(?:-\s*)?(nights?|days?|天|日游|晚|夜)/.exec(
    text,
  )
  if (!match) return /\bweek\b(?!end)|一周|一个星期/.test(text) ? 7 : null
  const count = chineseDigits[match[1] ?? ''] ?? Number(match[1])
  const days = /night|晚|夜/.test(match[2] ?? '') ? count + 1 : count
  return Math.min(mostDays, Math.max(1, days))
}

function findRelative(text: string, today: number): Stay | null {
  const weekday = new Date(today).getUTCDay()
  const saturday = today + ((6 - weekday + 7) % 7) * dayMs
  if (/next weekend|下(?:个)?周末/.test(text))
    return { start: weekday === 0 ? saturday : saturday + 7 * dayMs, days: 2 }
  if (/weekend|周末/.test(text)) return { start: saturday, days: 2 }
  if (/full moon|满月|月圆/.test(text)) return { start: nextFullMoon(today), days: 2 }
  if (/new moon|新月|朔/.test(text)) return { start: nextPhase(today, 0), days: 2 }
  if (/day after tomorrow|后天/.test(text)) return { start: today + 2 * dayMs, days: 2 }
  if (/tomorrow|明天/.test(text)) return { start: today + dayMs, days: 2 }
  if (/next week|下(?:个)?(?:周|星期)/.test(text))
    return { start: today + (8 - (weekday || 7)) * dayMs, days: 5 }
  if (/today|tonight|今天|今晚/.test(text)) return { start: today, days: 1 }
  return null
}

/** The day, UTC, on which the moon is full next. */
export function nextFullMoon(from: number): number {
  return nextPhase(from, 0.5)
}

function nextPhase(from: number, phase: number): number {
  const before = (at: number) => (((phaseAt(at) - phase) % 1) + 1) % 1
  for (let day = from; day < from + 31 * dayMs; day += dayMs)
    if (before(day) > 0.5 && before(day + dayMs) < 0.5) return day
  return from
}
