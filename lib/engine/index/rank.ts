/** BM25 over titled texts. Small enough to be read, quick enough for a few thousand passages. */
import { tokenize } from './tokenize'

export type Ranked<Item> = {
  item: Item
  score: number
  /** The share of the question's weight that was found. */ coverage: number
}

type Entry<Item> = { item: Item; counts: Map<string, number>; titleTerms: string[]; length: number }

const saturation = 1.4
const lengthWeight = 0.6
/** Of a term in the title and in what stands above the title. */
const titleWeight = 2.4
const contextWeight = 1

export class SearchIndex<Item> {
  readonly #entries: Entry<Item>[]
  readonly #documentCounts = new Map<string, number>()
  readonly #averageLength: number

  constructor(items: Item[], toText: (item: Item) => { title: string; context?: string; body: string }) {
    this.#entries = items.map((item) => {
      const { title, context = '', body } = toText(item)
      const counts = new Map<string, number>()
      const bodyTerms = tokenize(body)
      for (const term of bodyTerms) counts.set(term, (counts.get(term) ?? 0) + 1)
      const titleTerms = [...new Set(tokenize(title))]
      for (const term of titleTerms) counts.set(term, (counts.get(term) ?? 0) + titleWeight)
      for (const term of new Set(tokenize(context))) counts.set(term, (counts.get(term) ?? 0) + contextWeight)
      return { item, counts, titleTerms, length: bodyTerms.length }
    })
    for (const { counts } of this.#entries) {
      for (const term of counts.keys())
        this.#documentCounts.set(term, (this.#documentCounts.get(term) ?? 0) + 1)
    }
    const total = this.#entries.reduce((sum, entry) => sum + entry.length, 0)
    this.#averageLength = total / Math.max(1, this.#entries.length)
  }

  /** Best first; only what shares a term with the question. `boost` multiplies the score of an item. */
  search(question: string, boost: (item: Item) => number = () => 1): Ranked<Item>[] {
    const terms = [...new Set(tokenize(question))]
    const weights = terms.map((term) => this.weigh(term))
    const asked = new Set(terms)
    const total = terms.reduce((sum, term, index) => sum + (weights[index] ?? 0) * this.#doubt(term), 0)
    return this.#entries
      .map(({ item, counts, titleTerms, length }) => {
        let score = 0
        let found = 0
        let hasWord = false
        terms.forEach((term, index) => {
          const count = counts.get(term)
          const weight = weights[index] ?? 0
          if (count === undefined) return
          const norm = saturation * (1 - lengthWeight + (lengthWeight * length) / this.#averageLength)
          score += (weight * count * (saturation + 1)) / (count + norm)
          found += weight
          hasWord ||= !isSingleHan(term)
        })
        const coverage = total === 0 || !hasWord ? 0 : found / total
        const titleFit = titleTerms.filter((term) => asked.has(term)).length / Math.max(1, titleTerms.length)
        return { item, score: score * (0.3 + 0.7 * coverage) * (1 + titleFit / 2) * boost(item), coverage }
      })
      .filter(({ score }) => score > 0)
      .sort((left, right) => right.score - left.score)
  }

  /** A pair of characters that stands nowhere may only straddle two words, so missing it counts for little. */
  #doubt(term: string): number {
    const isPair = /^\p{Script=Han}{2}$/u.test(term)
    return isPair && !this.#documentCounts.has(term) ? 0.35 : 1
  }

  /** How much a term tells; a single Chinese character tells a third of that. */
  weigh(term: string): number {
    const known = this.#documentCounts.get(term) ?? 0
    const rarity = Math.log(1 + (this.#entries.length - known + 0.5) / (known + 0.5))
    return isSingleHan(term) ? rarity / 3 : rarity
  }
}

function isSingleHan(term: string): boolean {
  return /^\p{Script=Han}$/u.test(term)
}
