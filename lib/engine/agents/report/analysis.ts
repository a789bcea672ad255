/** What can be said about a pasted text without understanding it: sentences that stand for it, words, figures, counts. */
import { overlap, splitSentences } from '../../index/sentences'
import { tokenize } from '../../index/tokenize'

export type Figure = { value: string; sentence: string }

const damping = 0.85
const rounds = 30
const longestInput = 400

/** The sentences that the others resemble most (TextRank), in their own order. */
export function summarize(text: string, count: number): string[] {
  const sentences = text
    .split(/\n+/)
    .flatMap(splitSentences)
    .filter((sentence) => sentence.length > 8)
    .slice(0, longestInput)
  if (sentences.length <= count) return sentences
  const weights = sentences.map((sentence) =>
    sentences.map((other) => (other === sentence ? 0 : similarity(sentence, other))),
  )
  let ranks = sentences.map(() => 1)
  const sums = weights.map((row) => row.reduce((sum, weight) => sum + weight, 0))
  for (let round = 0; round < rounds; round += 1) {
    ranks = ranks.map((_, index) =>
      weights.reduce((sum, row, from) => {
        const total = sums[from] ?? 0
        return total === 0 ? sum : sum + (damping * (row[index] ?? 0) * (ranks[from] ?? 0)) / total
      }, 1 - damping),
    )
  }
  return ranks
    .map((rank, index) => ({ rank: rank * (index === 0 ? 1.15 : 1), index }))
    .sort((left, right) => right.rank - left.rank)
    .slice(0, count)
    .sort((left, right) => left.index - right.index)
    .map(({ index }) => sentences[index] ?? '')
}

function similarity(left: string, right: string): number {
  const length = Math.log(left.length + 1) + Math.log(right.length + 1)
  return overlap(left, right, () => 1) / length
}

/** Words that return, with how often; Chinese by pairs and triples of characters. */
export function findKeywords(text: string, count: number): { word: string; times: number }[] {
  const counts = new Map<string, { word: string; times: number }>()
  const add = (key: string, word: string) => {
    const known = counts.get(key)
    if (known) known.times += 1
    else counts.set(key, { word, times: 1 })
  }
  for (const [word] of text.matchAll(/[A-Za-z][A-Za-z-]{2,}/g)) {
    const [stem] = tokenize(word)
    if (stem !== undefined) add(stem, word.toLowerCase())
  }
  for (const term of tokenize(text.replace(/[A-Za-z]+/g, ' ')))
    if (/^\p{Script=Han}{2}$/u.test(term)) add(term, term)
  return [...counts.values()]
    .filter(({ times }) => times > 1)
    .sort((left, right) => right.times - left.times || right.word.length - left.word.length)
    .slice(0, count)
}

const figure =
  /\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|\d{4}-\d{2}-\d{2}|(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2})?,? \d{4}|[¥$€£]\s?\d[\d,.]*\d?(?:\s?(?:million|billion|万|亿))?|\d[\d,]*(?:\.\d+)?\s?(?:%|％|percent|百分点|万元|亿元|元|万|亿|公里|千米|km²|km|米|metres?|meters?|吨|公斤|kg|人|家|项|个|次|倍|年|天|小时|minutes?|hours?|days?|years?|people|million|billion|°C|度)?/g

/** Numbers with their unit and dates, each with the sentence it stands in. */
export function findFigures(text: string, count: number): Figure[] {
  const figures: Figure[] = []
  for (const sentence of text.split(/\n+/).flatMap(splitSentences)) {
    for (const [value] of sentence.matchAll(figure)) {
      if (value.trim().length > 1 || /\d/.test(value)) figures.push({ value: value.trim(), sentence })
      if (figures.length >= count) return figures
    }
  }
  return figures
}

export function countText(text: string): {
  characters: number
  words: number
  sentences: number
  paragraphs: number
} {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const words = text.match(/[A-Za-z]+(?:['’-][A-Za-z]+)*/g)?.length ?? 0
  return {
    characters: [...text].length,
    words: han + words,
    sentences: text.split(/\n+/).flatMap(splitSentences).length,
    paragraphs: text.split(/\n\s*\n|\n/).filter((part) => part.trim() !== '').length,
  }
}
