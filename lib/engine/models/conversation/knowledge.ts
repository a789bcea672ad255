/** What the shipped library and the small shipped web say about a question. */
import type { Finding } from '../../agents/guide/finding'
import { answerFromLakes } from '../../agents/guide/lake-answer'
import { answerFromPages, answerInOtherLanguage } from '../../agents/guide/page-answer'
import { answerFromPhases } from '../../agents/guide/phase-answer'
import type { Article } from '../../agents/searcher/article'
import { search } from '../../agents/searcher/searcher'
import { fieldGuide, lakeTable, oldHandbook } from '../../documents/library'
import type { Library } from '../../documents/library'
import { withoutFigures } from '../../documents/passage'
import type { PdfPassage } from '../../documents/passage'
import { findLanguage } from '../../index/language'
import type { Language } from '../../index/language'

export type Known = {
  markdown: string
  /** Names of documents and pages that it is from. */
  sources: string[]
  /** The passages themselves, for a language model to write from. */
  passages: string[]
  /** Of them, those on pages. */
  pdfPassages: PdfPassage[]
}

const names: Record<string, Record<Language, string>> = {
  [fieldGuide.id]: { en: 'A Field Guide to the Moon over Water', zh: '《月与湖观察手册》' },
  [lakeTable.id]: { en: 'the table of lakes and moon phases', zh: '湖泊与月相表' },
  [oldHandbook.id]: { en: 'the Boathouse Handbook 1998', zh: '《船屋手册》' },
}

export function findInLibrary(library: Library, question: string, language: Language): Known | null {
  const finding =
    answerFromPhases(library, question, language, Date.now()) ??
    answerFromLakes(library, question, language) ??
    answerFromGuide(library, question, language)
  if (!finding) return null
  const ids = new Set(finding.passages.map(({ documentId }) => documentId))
  return {
    markdown: withoutFigures(finding.markdown),
    sources: [...ids].map((id) => names[id]?.[language] ?? ''),
    passages: finding.passages.map(({ text }) => withoutFigures(text)),
    pdfPassages: finding.passages.filter((passage) => passage.kind === 'pdf'),
  }
}

/** A question in one language may want its answer in the other: the guide says everything twice. */
function answerFromGuide(library: Library, question: string, language: Language): Finding | null {
  const own = findLanguage(question)
  const found = answerFromPages(library, question, own)
  if (!found || own === language) return found
  const pages = found.passages.filter((passage) => passage.kind === 'pdf')
  return answerInOtherLanguage(library, pages, language) ?? found
}

/** A page of the shipped web, as something that the model knows by heart. */
export function findInArticles(question: string, language: Language): Known | null {
  const [first, second] = search(question, language)
  if (!first) return null
  const isZh = language === 'zh'
  const more =
    second && second.language === language
      ? isZh
        ? `\n\n相关的还有 [${second.title}](${second.link})。`
        : `\n\nRelated: [${second.title}](${second.link}).`
      : ''
  const note = isZh
    ? `*出自我自带的摘要，原文：[${first.title}](${first.link})（${first.media}）。*`
    : `*From a summary that I ship with; the page itself: [${first.title}](${first.link}) (${first.media}).*`
  return {
    markdown: `${first.content}${more}\n\n${note}`,
    sources: [first.title],
    passages: [first, second].flatMap((one: Article | undefined) => (one ? [one.content] : [])),
    pdfPassages: [],
  }
}
