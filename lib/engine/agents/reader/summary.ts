/** What the documents are about: their telling sentences in their own order, or the columns of a sheet. */
import type { Passage, SheetRow } from '../../documents/passage'
import type { StoredFile } from '../../files/file-store'
import type { Language } from '../../index/language'
import { splitSentences } from '../../index/sentences'
import { tokenize } from '../../index/tokenize'
import { bracket, placeOf, plain } from './cite'
import type { Composed } from './compose'
import type { Length } from './reading-request'
import { toTable } from './row-table'

const sentences: Record<Length, number> = { short: 2, normal: 4, detailed: 8 }

export function asksSummary(question: string): boolean {
  return (
    question === '' ||
    /\b(?:summari[sz]e|summary|overview|main points|key points|tl;?dr)\b|what (?:is|are) (?:it|this|these|the (?:files?|documents?|texts?)) about|总结|摘要|概括|概述|主要内容|讲了?什么|大意|要点/i.test(
      question,
    )
  )
}

export function summarize(files: StoredFile[], length: Length, language: Language): Composed {
  const parts = files.map((file) => {
    const rows = file.passages.filter((passage) => passage.kind === 'row')
    return rows.length > 0 ? describeSheets(rows, language) : pick(file, sentences[length], language)
  })
  const heads = files.map((file, index) => `### ${plain(file.name)}\n\n${parts[index]?.text ?? ''}`)
  return { text: heads.join('\n\n'), passages: parts.flatMap((part) => part.passages) }
}

/** Sentences whose words return most often, the first of the document a little ahead. */
function pick(file: StoredFile, count: number, language: Language): Composed {
  const all = file.passages.flatMap((passage) =>
    splitSentences(passage.text)
      .filter((sentence) => sentence.length > 8)
      .map((sentence) => ({ passage, sentence, terms: [...new Set(tokenize(sentence))] })),
  )
  const times = new Map<string, number>()
  for (const { terms } of all) for (const term of terms) times.set(term, (times.get(term) ?? 0) + 1)
  const chosen = all
    .map((one, at) => {
      const weight = one.terms.reduce((sum, term) => sum + Math.log(times.get(term) ?? 1), 0)
      return { ...one, at, score: (weight / Math.sqrt(one.terms.length + 1)) * (at === 0 ? 1.5 : 1) }
    })
    .sort((one, other) => other.score - one.score)
    .slice(0, count)
    .sort((one, other) => one.at - other.at)
  return {
    text: chosen
      .map(({ sentence, passage }) => `- ${plain(sentence)}${bracket(placeOf(passage, language), language)}`)
      .join('\n'),
    passages: unique(chosen.map(({ passage }) => passage)),
  }
}

function unique(passages: Passage[]): Passage[] {
  return [...new Set(passages)]
}

function describeSheets(rows: SheetRow[], language: Language): Composed {
  const names = [...new Set(rows.map(({ sheetName }) => sheetName))]
  const parts = names.map((name) => {
    const own = rows.filter(({ sheetName }) => sheetName === name)
    const columns = Object.keys(own[0]?.cells ?? {})
      .map(plain)
      .join(language === 'zh' ? '、' : ', ')
    const title = name === null ? '' : `**${plain(name)}**: `
    const text =
      language === 'zh'
        ? `${title}${own.length} 行，列有 ${columns}。前几行：`
        : `${title}${own.length} rows with the columns ${columns}. It begins:`
    const shown = own.slice(0, 3)
    return { text: `${text}\n\n${toTable(shown, language)}`, passages: shown }
  })
  return {
    text: parts.map(({ text }) => text).join('\n\n'),
    passages: parts.flatMap((part) => part.passages),
  }
}
