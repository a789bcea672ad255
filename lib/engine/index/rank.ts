/** BM25 over titled texts. Small enough to be read, quick enough for a few thousand passages. */
import { tokenize } from './tokenize'

export type Ranked<Item> = {
  item: Item
  score: number
  /** The share of the question's weight that was found. */ coverage: number
}

type Entry<Item> = { item: Item; counts: Map<string, number>; length: number }

const saturation = 1.4
const lengthWeight = 0.6
const titleWeight = 2.2

export class SearchIndex<Item> {
  readonly #entries: Entry<Item>[]
  readonly #documentCounts = new Map<string, number>()
  readonly #averageLength: number

  constructor(items: Item[], toText: (item: Item) => { title: string; body: string }) {
    this.#entries = items.map((item) => {
      const { title, body } = toText(item)
      const counts = new Map<string, number>()
      const bodyTerms = tokenize(body)
      for (const term of bodyTerms) counts.set(term, (counts.get(term) ?? 0) + 1)
      for (const term of new Set(tokenize(title))) counts.set(term, (counts.get(term) ?? 0) + titleWeight)
      return { item, counts, length: bodyTerms.length }
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
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    return this.#entries
      .map(({ item, counts, length }) => {
        let score = 0
        let found = 0
        terms.forEach((term, index) => {
          const count = counts.get(term)
          const weight = weights[index] ?? 0
          if (count === undefined) return
          const norm = saturation * (1 - lengthWeight + (lengthWeight * length) / this.#averageLength)
          score += (weight * count * (saturation + 1)) / (count + norm)
          found += weight
        })
        return { item, score: score * boost(item), coverage: total === 0 ? 0 : found / total }
      })
      .filter(({ score }) => score > 0)
      .sort((left, right) => right.score - left.score)
  }

  /** How much a term tells; a single Chinese character tells a third of that. */
  weigh(term: string): number {
    const known = this.#documentCounts.get(term) ?? 0
    const rarity = Math.log(1 + (this.#entries.length - known + 0.5) / (known + 0.5))
    return [...term].length === 1 && /\p{Script=Han}/u.test(term) ? rarity / 3 : rarity
  }
}
