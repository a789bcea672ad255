/** Answers from the field guide: the best passage as it stands, then the telling sentences of the next ones. */
import { fieldGuide, oldHandbook } from '../../documents/library'
import type { Library } from '../../documents/library'
import type { PdfPassage } from '../../documents/passage'
import type { Language } from '../../index/language'
import { withoutChineseStops } from '../../index/tokenize'
import { overlap, splitSentences } from '../../index/sentences'
import type { Finding } from './finding'

const leastCoverage = 0.4
const closeToBest = 0.5
const furtherPassages = 3
/** Captions and labels of figures are shorter than this. */
const shortCaption = 34

export function answerFromPages(library: Library, question: string, language: Language): Finding | null {
  const defines = toDefinitionTest(question)
  const ranked = library.index.search(
    question,
    (passage) =>
      boostOf(library, passage, language) *
      (defines(passage) ? 1.35 : 1) *
      (asksHeading(question, passage) ? 2 : 1),
  )
  const [best] = ranked
  if (!best || best.coverage < leastCoverage) return null
  const others = ranked
    .slice(1)
    .filter(
      ({ item, score }) => score >= best.score * closeToBest && (item.language === language || item.isTable),
    )
    .slice(0, furtherPassages)
    .map(({ item }) => item)
  const weigh = (term: string) => library.index.weigh(term)
  return { markdown: compose(best.item, others, question, language, weigh), passages: [best.item, ...others] }
}

/** Finds "a halo is …", "this is earthshine", “叫月晕”, “就是地照” for what the question is about. */
function toDefinitionTest(question: string): (passage: PdfPassage) => boolean {
  const plain = question.normalize('NFKC').toLowerCase()
  const patterns = [
    ...withoutChineseStops(plain).map((run) => `(?:叫|就是)(?:做)?${run}|${run}是`),
    ...[...plain.matchAll(/[a-z]{4,}/g)].map(
      ([word]) => `\\b(?:is|are|called) (?:an? |the )?${word}\\b|\\b${word} (?:is|are) (?:an?|the) `,
    ),
  ]
  if (patterns.length === 0) return () => false
  const definition = new RegExp(patterns.join('|'), 'i')
  return (passage) => definition.test(passage.text)
}

function asksHeading(question: string, passage: PdfPassage): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  const heading = plain(passage.headings.at(-1) ?? '')
  return heading.length >= 4 && plain(question).includes(heading)
}

/** The share of the question that the guide knows; what is left of a question without a lake's name, for instance. */
export function coverageInPages(library: Library, question: string): number {
  return library.index.search(question)[0]?.coverage ?? 0
}

/** The same passages in the other language: each chapter says everything twice in the same order. */
export function answerInOtherLanguage(
  library: Library,
  shown: PdfPassage[],
  language: Language,
): Finding | null {
  const [first] = shown
  if (!first) return null
  const ofChapter = (wanted: Language) =>
    library.passages.filter(
      (passage) => chapterOf(passage) === chapterOf(first) && passage.language === wanted && isProse(passage),
    )
  const targets = ofChapter(language)
  const own = ofChapter(first.language)
  const found = shown
    .filter((passage) => isProse(passage) && passage.language !== language)
    .map(
      (passage) =>
        targets[Math.round((own.indexOf(passage) / Math.max(1, own.length - 1)) * (targets.length - 1))],
    )
  const passages = inOrder(
    library,
    [...new Set(found)].filter((passage) => passage !== undefined),
  )
  return passages.length === 0 ? null : { markdown: quoteAll(passages, language), passages }
}

/** The rest of the chapter that was not shown yet. */
export function answerWithMore(library: Library, shown: PdfPassage[], language: Language): Finding | null {
  const [first] = shown
  if (!first) return null
  const rest = library.passages.filter(
    (passage) =>
      chapterOf(passage) === chapterOf(first) &&
      passage.language === language &&
      !shown.includes(passage) &&
      isProse(passage),
  )
  const passages = rest.slice(0, 3)
  return passages.length === 0 ? null : { markdown: quoteAll(passages, language), passages }
}

/** Paragraphs and lists in one language; captions and labels of figures have both or are short. */
function isProse({ isTable, language, text }: PdfPassage): boolean {
  const isMixed = language === 'zh' && (text.match(/[A-Za-z]{3,}/g)?.length ?? 0) > 4
  return !isTable && !isMixed && text.length >= shortCaption
}

function inOrder(library: Library, passages: PdfPassage[]): PdfPassage[] {
  return library.passages.filter((passage) => passages.includes(passage))
}

/** The chapter's heading, such as `3 Halos and coronas 月晕与月华`. */
export function chapterOf(passage: PdfPassage): string {
  return passage.headings[1] ?? passage.headings[0] ?? ''
}

/** The first paragraph below a heading usually says what the thing is. */
function boostOf(library: Library, passage: PdfPassage, language: Language): number {
  if (/Contents 目录/.test(passage.headings.at(-1) ?? '')) return 0.2
  if (passage.isTable) return 0.6
  if (passage.language !== language) return 0.3
  if (!isProse(passage)) return 0.6
  const before = library.passages[library.passages.indexOf(passage) - 1]
  return before?.headings.at(-1) === passage.headings.at(-1) ? 1 : 1.2
}

function compose(
  best: PdfPassage,
  others: PdfPassage[],
  question: string,
  language: Language,
  weigh: (term: string) => number,
): string {
  const lead = `### ${best.headings.at(-1) ?? ''}\n\n${asMarkdown(best, question, weigh)}${figureBelow(best)}`
  const bullets = others.map(
    (passage) =>
      `- **${passage.headings.at(-1) ?? ''}** (${pageName(passage, language)}): ${tellingSentence(passage, question, weigh)}`,
  )
  const also = language === 'zh' ? '手册里还提到：' : 'The guide also says:'
  return [
    lead,
    bullets.length > 0 ? `${also}\n\n${bullets.join('\n')}` : '',
    sourceNote([best, ...others], language),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function quoteAll(passages: PdfPassage[], language: Language): string {
  const parts = passages.map((passage, index) => {
    const isNewHeading = passages[index - 1]?.headings.at(-1) !== passage.headings.at(-1)
    return `${isNewHeading ? `### ${passage.headings.at(-1) ?? ''}\n\n` : ''}${asMarkdown(passage, '', () => 0)}${figureBelow(passage)}`
  })
  return [...parts, sourceNote(passages, language)].join('\n\n')
}

/** The marker of a figure; whoever shows the answer puts the picture there. */
function figureBelow({ figure }: PdfPassage): string {
  return figure === undefined ? '' : `\n\n${figure}`
}

const mostRows = 6

function asMarkdown(passage: PdfPassage, question: string, weigh: (term: string) => number): string {
  const lines = passage.text.split('\n')
  if (lines.length === 1) return passage.text
  if (!passage.isTable) return lines.map((line) => `- ${line}`).join('\n')
  const scored = lines.map((line) => ({ line, score: overlap(question, line, weigh) }))
  const best = Math.max(...scored.map(({ score }) => score))
  const kept = scored.filter(({ score }) => score > 0 && score >= best * 0.5).slice(0, mostRows)
  return (kept.length > 0 ? kept : scored.slice(0, mostRows)).map(({ line }) => `- ${line}`).join('\n')
}

function tellingSentence(passage: PdfPassage, question: string, weigh: (term: string) => number): string {
  const sentences = passage.isTable ? passage.text.split('\n') : splitSentences(passage.text)
  const scored = sentences.map((sentence) => ({ sentence, score: overlap(question, sentence, weigh) }))
  return scored.reduce(
    (best, one) => (one.score > best.score ? one : best),
    scored[0] ?? { sentence: passage.text, score: 0 },
  ).sentence
}

const titles: Record<string, Record<Language, string>> = {
  [fieldGuide.id]: { en: '“A Field Guide to the Moon over Water”', zh: '《月与湖观察手册》' },
  [oldHandbook.id]: { en: '“Boathouse Handbook 1998”', zh: '《船屋手册》' },
}

function sourceNote(passages: PdfPassage[], language: Language): string {
  const places = [...new Set(passages.map(({ documentId }) => documentId))].map((id) => {
    const own = passages.filter(({ documentId }) => documentId === id).map(({ page }) => page)
    const pages = [...new Set(own)].sort((left, right) => left - right)
    const title = titles[id]?.[language] ?? ''
    return language === 'zh'
      ? `${title}第 ${pages.join('、')} 页`
      : `${title}, ${pages.length === 1 ? 'page' : 'pages'} ${pages.join(', ')}`
  })
  return language === 'zh'
    ? `*以上由${places.join('、')}的段落编成。*`
    : `*Put together from passages of ${places.join(' and ')}.*`
}

function pageName(passage: PdfPassage, language: Language): string {
  return language === 'zh' ? `第 ${passage.page} 页` : `p. ${passage.page}`
}
