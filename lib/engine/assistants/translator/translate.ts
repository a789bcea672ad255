/**
 * Puts sentences over by glossary, longest words first, with the little grammar that word order needs. Words that it does
 * not know stay as they are and are named. Pure.
 */
import type { Language } from '../../index/language'
import { sentences } from './vocabulary'
import type { Entry } from './vocabulary'
import { toChinese } from './to-chinese'
import { toEnglish } from './to-english'

export type Translation = { text: string; unknown: string[] }

export type Glossary = {
  /** By the English word in lower case. */
  english: Map<string, Entry>
  chinese: Map<string, Entry>
  longestChinese: number
}

export function newGlossary(entries: Entry[]): Glossary {
  const english = new Map<string, Entry>()
  const chinese = new Map<string, Entry>()
  for (const entry of entries) {
    const key = entry.en.toLowerCase()
    if (!english.has(key)) english.set(key, entry)
    if (!chinese.has(entry.zh)) chinese.set(entry.zh, entry)
  }
  const longestChinese = Math.max(0, ...[...chinese.keys()].map((word) => word.length))
  return { english, chinese, longestChinese }
}

export function translate(text: string, to: Language, glossary: Glossary): Translation {
  const unknown: string[] = []
  const lines = text.split('\n').map((line) => translateLine(line, to, glossary, unknown))
  return { text: lines.join('\n'), unknown: [...new Set(unknown)] }
}

const sentencePart = /([^.!?;。！？；，,、：:]+)([.!?;。！？；，,、：:]*\s*)/gu

function translateLine(line: string, to: Language, glossary: Glossary, unknown: string[]): string {
  const parts = [...line.matchAll(sentencePart)]
  const known = findByHeart(line, to)
  if (known !== null) return known + toMarks(/[.!?。！？]*\s*$/.exec(line)?.[0] ?? '', to)
  const said = parts.map(([, words = '', marks = '']) => {
    const heart = findByHeart(words, to)
    const text =
      heart ?? (to === 'zh' ? toChinese(words, glossary, unknown) : toEnglish(words, glossary, unknown))
    return { text, marks: toMarks(marks, to) }
  })
  return said
    .map(({ text, marks }, index) => {
      const isStart = index === 0 || /[.!?]\s*$/.test(said[index - 1]?.marks ?? '')
      return (to === 'en' ? (isStart ? capitalize(text) : withoutCapital(text)) : text) + marks
    })
    .join('')
    .trimEnd()
}

function findByHeart(words: string, to: Language): string | null {
  const key = toKey(words)
  const pair = sentences.find((one) => toKey(one[to === 'zh' ? 0 : 1]) === key)
  return pair?.[to === 'zh' ? 1 : 0] ?? null
}

function toKey(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const chineseMarks: Record<string, string> = {
  '.': '。',
  '!': '！',
  '?': '？',
  ',': '，',
  ';': '；',
  ':': '：',
}
const englishMarks: Record<string, string> = {
  '。': '.',
  '！': '!',
  '？': '?',
  '，': ',',
  '、': ',',
  '；': ';',
  '：': ':',
}

function toMarks(marks: string, to: Language): string {
  const plain = marks.trim()
  if (to === 'zh') return [...plain].map((mark) => chineseMarks[mark] ?? mark).join('')
  const put = [...plain].map((mark) => englishMarks[mark] ?? mark).join('')
  return put === '' ? '' : `${put} `
}

/** Of a line that is known by heart and continues a sentence. */
function withoutCapital(text: string): string {
  return /^(?:I\b|Mid|May\b)/.test(text) || !/^\p{Lu}\p{Ll}* \p{Ll}/u.test(text)
    ? text
    : text.charAt(0).toLowerCase() + text.slice(1)
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
