/** Puts an answer together from passages, in their own words, with the document and the page or row of each. */
import type { Passage, SheetRow } from '../../documents/passage'
import type { StoredFile } from '../../files/file-store'
import type { Language } from '../../index/language'
import { overlap, splitSentences } from '../../index/sentences'
import { bracket, cite, plain } from './cite'
import { findPassages } from './find-passages'
import type { ReadingRequest } from './reading-request'
import { toTable } from './row-table'
import { asksSummary, summarize } from './summary'
import { answerFromTables } from './table-answer'

export type Composed = { text: string; passages: Passage[] }

const passageCounts = { short: 1, normal: 4, detailed: 7 } as const
const shortSentences = 2

/** Null when the documents say nothing about the question. */
export function compose({ question, language, length, files }: ReadingRequest): Composed | null {
  if (asksSummary(question)) return summarize(files, length, language)
  const worked = answerFromTables(files, question, language)
  if (worked) return worked
  const { passages, weigh } = findPassages(files, question, passageCounts[length])
  const [best, ...others] = passages
  if (!best) return null
  if (best.kind === 'row') return fromRows(passages, files, language)
  const lead =
    length === 'short'
      ? telling(best.text, question, weigh, shortSentences).map(plain).join(' ')
      : emphasize(best.text, question, weigh)
  const said = new Set(splitSentences(best.text))
  const more = others.flatMap((passage) => {
    const [sentence] = telling(passage.text, question, weigh, 1)
    if (sentence === undefined || said.has(sentence)) return []
    said.add(sentence)
    return [`- ${plain(sentence)}${bracket(cite(passage, files, language), language)}`]
  })
  const also = language === 'zh' ? '文档里还提到：' : 'The documents also say:'
  const heading = best.headings.at(-1)
  const parts = [
    heading !== undefined && length === 'detailed' ? `### ${plain(heading)}` : '',
    `${lead}\n\n— ${cite(best, files, language)}`,
    more.length > 0 ? `${also}\n\n${more.join('\n')}` : '',
  ]
  return { text: parts.filter((part) => part !== '').join('\n\n'), passages }
}

function fromRows(passages: Passage[], files: StoredFile[], language: Language): Composed {
  const [first] = passages.filter((passage) => passage.kind === 'row')
  const rows = passages.filter(
    (passage): passage is SheetRow =>
      passage.kind === 'row' &&
      passage.documentId === first?.documentId &&
      passage.sheetName === first.sheetName,
  )
  const places = rows.map((row) => cite(row, files, language))
  const lead = first
    ? Object.entries(first.cells)
        .filter(([, cell]) => cell !== '')
        .slice(0, 8)
        .map(([column, cell]) => `${plain(column)}: **${plain(String(cell))}**`)
        .join(language === 'zh' ? '；' : '; ')
    : ''
  const text = `${lead}\n\n— ${places[0] ?? ''}`
  if (rows.length === 1) return { text, passages: rows }
  const also = language === 'zh' ? '相近的行：' : 'Rows like it:'
  return { text: `${text}\n\n${also}\n\n${toTable(rows.slice(1), language)}`, passages: rows }
}

function telling(text: string, question: string, weigh: (term: string) => number, count: number): string[] {
  const all = splitSentences(text).map((sentence, at) => ({
    sentence,
    at,
    score: overlap(question, sentence, weigh),
  }))
  return all
    .toSorted((one, other) => other.score - one.score)
    .slice(0, count)
    .sort((one, other) => one.at - other.at)
    .map(({ sentence }) => sentence)
}

/** The whole passage with its most telling sentence in bold. */
function emphasize(text: string, question: string, weigh: (term: string) => number): string {
  const [bold] = telling(text, question, weigh, 1)
  return splitSentences(text)
    .map((sentence) => (sentence === bold ? `**${plain(sentence)}**` : plain(sentence)))
    .reduce((all, sentence) => (/[。！？；]\**$/.test(all) ? all + sentence : `${all} ${sentence}`))
}
