import { toStem } from '../../index/tokenize'
import type { Glossary } from './translate'
import type { Entry, Kind } from './vocabulary'

type Word = { zh: string; kind: Kind | 'be' | 'of' | 'unknown' }

const longestPhrase = 5
const articles = new Set(['the', 'a', 'an'])
const forms = new Set(['is', 'are', 'was', 'were', 'am', 'be'])

/** One part of a sentence, without its marks. */
export function toChinese(text: string, glossary: Glossary, unknown: string[]): string {
  const tokens = text.match(/[\p{L}\p{M}’'-]+|\d[\d,.]*|[^\s\p{L}\d]/gu) ?? []
  const words: Word[] = []
  for (let at = 0; at < tokens.length;) {
    const { word, length } = readWord(tokens.slice(at, at + longestPhrase), glossary, unknown)
    if (word) words.push(word)
    at += length
  }
  return join(inOrder(words))
}

function readWord(
  tokens: string[],
  glossary: Glossary,
  unknown: string[],
): { word: Word | null; length: number } {
  for (let length = tokens.length; length > 0; length -= 1) {
    const phrase = tokens.slice(0, length).join(' ').toLowerCase()
    const entry = glossary.english.get(phrase)
    if (entry) return { word: { zh: entry.zh, kind: entry.kind }, length }
  }
  const [token = ''] = tokens
  const plain = token.toLowerCase()
  if (articles.has(plain)) return { word: null, length: 1 }
  if (forms.has(plain)) return { word: { zh: '是', kind: 'be' }, length: 1 }
  if (plain === 'of') return { word: { zh: '的', kind: 'of' }, length: 1 }
  if (/^\P{L}/u.test(token)) return { word: { zh: token, kind: 'other' }, length: 1 }
  const form = findForm(plain, glossary)
  if (form) return { word: { zh: form.zh, kind: form.kind }, length: 1 }
  unknown.push(token)
  return { word: { zh: token, kind: 'unknown' }, length: 1 }
}

/** “Lakes”, “rising” and “rose” are looked up by their stem. */
function findForm(word: string, { english }: Glossary): Entry | undefined {
  const irregular = irregulars[word]
  if (irregular !== undefined) return english.get(irregular)
  const candidates = [
    word.replace(/['’]s$/, ''),
    word.replace(/s$/, ''),
    word.replace(/es$/, ''),
    word.replace(/(?:ing|ed)$/, ''),
    word.replace(/(?:ing|ed)$/, 'e'),
    word.replace(/(.)\1(?:ing|ed)$/, '$1'),
    word.replace(/ies$/, 'y'),
    toStem(word),
  ]
  for (const candidate of candidates) {
    const entry = candidate === word ? undefined : english.get(candidate)
    if (entry) return entry
  }
  return undefined
}

const irregulars: Record<string, string> = {
  rose: 'rise', risen: 'rise', saw: 'see', seen: 'see', went: 'go', came: 'come', fell: 'fall', shone: 'shine', stood: 'stand', sat: 'sit',
  swam: 'swim', flew: 'fly', sang: 'sing', slept: 'sleep', drank: 'drink', ate: 'eat', knew: 'know', froze: 'freeze', wrote: 'write', said: 'say',
  made: 'make', found: 'find', left: 'leave', gave: 'give', brought: 'bring', men: 'man', women: 'woman', feet: 'foot', lay: 'rest', lies: 'rest',
} // prettier-ignore

/** Places stand before the verb, owners before what they own. */
function inOrder(words: Word[]): Word[] {
  const ordered = moveManner(swapOwners(words))
  const place = ordered.findIndex(({ kind }, at) => kind === 'preposition' && at > 0)
  const verb = ordered.findLastIndex(({ kind }, at) => kind === 'verb' && at < place)
  if (place < 0) return ordered
  let end = place + 1
  while (isNominal(ordered[end])) end += 1
  const [preposition, ...nouns] = ordered.slice(place, end)
  if (!preposition || nouns.length === 0) return ordered
  const group: Word[] = [{ zh: '在', kind: 'other' }, ...nouns, preposition]
  const rest = ordered.slice(end)
  return verb < 0
    ? [...ordered.slice(0, place), ...group, ...rest]
    : [...ordered.slice(0, verb), ...group, ...ordered.slice(verb, place), ...rest]
}

/** “Sings quietly” becomes “静静地唱”. */
function moveManner(words: Word[]): Word[] {
  const at = words.findIndex(({ kind, zh }) => kind === 'adverb' && zh.endsWith('地'))
  const manner = words[at]
  return manner && words[at - 1]?.kind === 'verb'
    ? words.toSpliced(at, 1).toSpliced(at - 1, 0, manner)
    : words
}

/** “A of B” becomes “B 的 A”. */
function swapOwners(words: Word[]): Word[] {
  const at = words.findIndex(({ kind }) => kind === 'of')
  if (at <= 0) return words
  let start = at
  while (start > 0 && isNominal(words[start - 1])) start -= 1
  let end = at + 1
  while (isNominal(words[end])) end += 1
  const owner = words.slice(at + 1, end)
  return [
    ...words.slice(0, start),
    ...owner,
    { zh: '的', kind: 'other' },
    ...words.slice(start, at),
    ...words.slice(end),
  ]
}

function isNominal(word: Word | undefined): boolean {
  return word !== undefined && (word.kind === 'noun' || word.kind === 'adjective' || word.kind === 'unknown')
}

function join(words: Word[]): string {
  let text = ''
  for (const [at, word] of words.entries()) {
    const next = words[at + 1]
    const before = words[at - 1]
    let { zh } = word
    if (word.kind === 'be' && (next?.kind === 'adjective' || next?.kind === 'adverb'))
      zh = next.kind === 'adjective' && !next.zh.startsWith('最') ? '很' : ''
    if (word.kind === 'be' && next?.zh === '在') zh = ''
    if (word.kind === 'adjective' && next?.kind === 'noun' && (zh.length > 1 || before?.zh === '很'))
      zh += '的'
    const needsSpace = /[\p{Script=Latin}\d]$/u.test(text) && /^[\p{Script=Latin}\d]/u.test(zh)
    text += (needsSpace ? ' ' : '') + zh
  }
  return text
}
