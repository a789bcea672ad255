/** The passages of a person's files that answer a question, best first. */
import { BoundedMap } from '../../bounded-map'
import type { Passage } from '../../documents/passage'
import type { StoredFile } from '../../files/file-store'
import { SearchIndex } from '../../index/rank'
import { tokenize } from '../../index/tokenize'

const leastCoverage = 0.4
const closeToBest = 0.45
/** Indexing 20,000 rows takes a while, and a batch asks the same files again and again. */
const indexes = new BoundedMap<SearchIndex<Passage>>(8)

export type Found = { passages: Passage[]; weigh: (term: string) => number }

/** Empty when nothing holds enough of the question's words. */
export function findPassages(files: StoredFile[], question: string, limit: number): Found {
  const index = openIndex(files)
  const terms = [...new Set(tokenize(question))]
  const ranked = index.search(question)
  const known = new Set(terms.filter((term) => index.weigh(term) < index.weigh('\u0000')))
  // In a few passages every word is common, so words count alike here and their rarity only ranks.
  const share = (text: string) => {
    const own = new Set(tokenize(text))
    const worth = (term: string) => {
      if (/^\p{Script=Han}$/u.test(term)) return 0.2
      return /^\p{Script=Han}{2}$/u.test(term) && !known.has(term) ? 0.35 : 1
    }
    const total = terms.reduce((sum, term) => sum + worth(term), 0)
    const found = terms.reduce((sum, term) => sum + (own.has(term) ? worth(term) : 0), 0)
    return total === 0 ? 0 : found / total
  }
  const [best] = ranked
  const fitting = ranked
    .slice(0, 40)
    .filter(
      ({ item, score }) =>
        score >= (best?.score ?? 0) * closeToBest &&
        // A heading alone makes a passage the answer, but not one more.
        share(item === best?.item ? textOf(item) : item.text) >= leastCoverage,
    )
    .slice(0, limit)
    .map(({ item }) => item)
  return { passages: fitting, weigh: (term) => index.weigh(term) }
}

function openIndex(files: StoredFile[]): SearchIndex<Passage> {
  const key = files.map(({ id }) => id).join(',')
  const known = indexes.get(key)
  if (known) return known
  const passages = files.flatMap((file) => file.passages)
  const index = new SearchIndex(passages, (passage) => ({
    title: passage.kind === 'row' ? '' : (passage.headings.at(-1) ?? ''),
    body: passage.kind === 'row' ? rowText(passage.cells) : passage.text,
  }))
  indexes.set(key, index)
  return index
}

function textOf(passage: Passage): string {
  return passage.kind === 'row' ? passage.text : `${passage.headings.join(' ')} ${passage.text}`
}

/** Every row has the names of all columns; only the cells tell rows apart. */
function rowText(cells: Record<string, string | number>): string {
  return Object.values(cells).join(' ')
}
