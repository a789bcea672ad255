import type { Glossary } from './translate'
import type { Kind } from './vocabulary'

type Word = { en: string; kind: Kind | 'unknown' | 'owner' | 'place' }

/** Say nothing in English, or are said by its forms. */
const particles = new Set([
  '了',
  '着',
  '过',
  '吗',
  '呢',
  '吧',
  '啊',
  '个',
  '只',
  '条',
  '座',
  '轮',
  '一下',
  '地',
])
const places: Record<string, string> = {
  上: 'on',
  里: 'in',
  中: 'in',
  下: 'under',
  边: 'by',
  旁: 'beside',
  后: 'behind',
  前: 'before',
}

/** One part of a sentence, without its marks. */
export function toEnglish(text: string, glossary: Glossary, unknown: string[]): string {
  const words: Word[] = []
  for (const [piece] of text.matchAll(/\p{Script=Han}+|[^\s\p{Script=Han}]+/gu)) {
    if (/^\p{Script=Han}/u.test(piece)) words.push(...cut(piece, glossary, unknown))
    else words.push({ en: piece, kind: 'other' })
  }
  return join(withBe(inOrder(words)))
}

/** The longest word that fits, again and again; a character that fits nowhere is unknown. */
function cut(run: string, glossary: Glossary, unknown: string[]): Word[] {
  const words: Word[] = []
  let lost = ''
  const loseAll = () => {
    if (lost === '') return
    unknown.push(lost)
    words.push({ en: lost, kind: 'unknown' })
    lost = ''
  }
  for (let at = 0; at < run.length;) {
    const { word, length } = readWord(run.slice(at), words, glossary)
    if (length === 0) {
      const [character = ''] = run.slice(at)
      lost += character
      at += character.length
      continue
    }
    loseAll()
    if (word) words.push(word)
    at += length
  }
  loseAll()
  return words
}

function readWord(
  rest: string,
  before: Word[],
  { chinese, longestChinese }: Glossary,
): { word: Word | null; length: number } {
  const [first = ''] = rest
  const isInPlace = before.some(({ kind }) => kind === 'place') && before.at(-1)?.kind === 'noun'
  if (first === '在') return { word: { en: 'at', kind: 'place' }, length: 1 }
  if (isInPlace && Object.hasOwn(places, first))
    return { word: { en: places[first] ?? '', kind: 'preposition' }, length: 1 }
  for (let length = Math.min(longestChinese, rest.length); length > 0; length -= 1) {
    const entry = chinese.get(rest.slice(0, length))
    if (entry && entry.kind !== 'preposition') return { word: { en: entry.en, kind: entry.kind }, length }
  }
  if (first === '的') return { word: { en: 'of', kind: 'owner' }, length: 1 }
  if (first === '是') return { word: { en: 'is', kind: 'verb' }, length: 1 }
  for (const length of [2, 1]) if (particles.has(rest.slice(0, length))) return { word: null, length }
  return { word: null, length: 0 }
}

/** “在 湖 上” becomes “on the lake” behind the verb; “A 的 B” becomes “B of A”, or “A B” of an adjective. */
function inOrder(words: Word[]): Word[] {
  const owned = swapOwners(words)
  const start = owned.findIndex(({ kind }) => kind === 'place')
  if (start < 0) return owned
  const end = owned.findIndex(({ kind }, at) => at > start && kind === 'preposition')
  const last = end < 0 ? start + 1 : end
  const nouns = owned.slice(start + 1, end < 0 ? start + 2 : end)
  const group: Word[] = [{ en: end < 0 ? 'at' : (owned[end]?.en ?? 'at'), kind: 'preposition' }, ...nouns]
  const rest = owned.slice(last + 1)
  return [...owned.slice(0, start), ...rest, ...group]
}

function swapOwners(words: Word[]): Word[] {
  const at = words.findIndex(({ kind }) => kind === 'owner')
  if (at < 0) return words
  const before = words[at - 1]
  const after = words[at + 1]
  if (!before || !after || before.kind !== 'noun') return swapOwners(words.toSpliced(at, 1))
  const swapped: Word[] = [after, { en: 'of', kind: 'preposition' }, before]
  return swapOwners([...words.slice(0, at - 1), ...swapped, ...words.slice(at + 2)])
}

/** “湖 很 深” has no verb: “the lake is very deep”. */
function withBe(words: Word[]): Word[] {
  if (words.some(({ kind }) => kind === 'verb')) return words
  const at = words.findIndex(
    ({ kind }, index) =>
      words[index - 1]?.kind === 'noun' &&
      (kind === 'adjective' || (kind === 'adverb' && words[index + 1]?.kind === 'adjective')),
  )
  return at < 0 ? words : words.toSpliced(at, 0, { en: 'is', kind: 'verb' })
}

const bare =
  /^(?:(?:west|moon) lake|moonlake|china|hangzhou|ningbo|today|tonight|tomorrow|yesterday|home|.*moonlight|lake .*|people|children|north|south|east|west)$/i

function join(words: Word[]): string {
  return words
    .map(({ en, kind }, at) => {
      const before = words[at - 1]
      const isFirstOfGroup =
        kind === 'noun' &&
        before?.kind !== 'adjective' &&
        !/^(?:my|your|his|her|its|our|their|this|that|these|those|every|one)$/.test(before?.en ?? '')
      const isAdjectiveOfGroup = kind === 'adjective' && words[at + 1]?.kind === 'noun' && before?.en !== 'is'
      const own = en === 'i' ? 'I' : isName(en) ? toName(en) : isOfOne(words, at) ? conjugate(en) : en
      return (isFirstOfGroup && !bare.test(en) && !isName(en)) || isAdjectiveOfGroup ? `the ${own}` : own
    })
    .join(' ')
}

/** “The moon rises”, but “I rise”, and “children sing”. */
function isOfOne(words: Word[], at: number): boolean {
  const subject = words[at - 1]
  return (
    words[at]?.kind === 'verb' &&
    words[at]?.en !== 'is' &&
    (/^(?:he|she|it)$/.test(subject?.en ?? '') ||
      (subject?.kind === 'noun' && !/^(?:people|children)$/.test(subject.en)))
  )
}

function conjugate(verb: string): string {
  const [first = '', ...rest] = verb.split(' ')
  if (/^ha(?:ve|s|d)$/.test(first)) return ['has', ...rest].join(' ')
  const put = first.replace(/([^aeiou])y$/, '$1ie').replace(/(sh|ch|s|x|o)$/, '$1e') + 's'
  return [put, ...rest].join(' ')
}

function isName(en: string): boolean {
  return (
    /\p{Lu}/u.test(en) ||
    /^(?:west lake|moon lake|moonlake|china|hangzhou|ningbo|milky way|mid-autumn festival)$/.test(en)
  )
}

function toName(en: string): string {
  return en.replace(/(^|[\s-])(\p{Ll})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase())
}
