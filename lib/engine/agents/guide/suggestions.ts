import type { Library } from '../../documents/library'
import type { PdfPassage } from '../../documents/passage'
import type { Language } from '../../index/language'
import { findLanguage } from '../../index/language'
import { chapterOf } from './page-answer'

const suggestionCount = 3

/** Headings near the answer that were not opened yet, as questions. */
export function suggestFromHeadings(
  library: Library,
  near: PdfPassage | undefined,
  opened: ReadonlySet<string>,
  language: Language,
): string[] {
  const headings: { heading: string; chapter: string }[] = []
  for (const passage of library.passages) {
    const heading = passage.headings.at(-1) ?? ''
    const isSection =
      passage.headings.length > 2 && !/\p{Script=Han}.*[A-Za-z]{4}|[A-Za-z]{4}.*\p{Script=Han}/u.test(heading)
    if (
      !isSection ||
      findLanguage(heading) !== language ||
      headings.some((known) => known.heading === heading)
    )
      continue
    headings.push({ heading, chapter: chapterOf(passage) })
  }
  const skipped = new Set(['What it is for', '这本手册写给谁'])
  const fresh = headings.filter(({ heading }) => !opened.has(heading) && !skipped.has(heading))
  const own = near ? chapterOf(near) : ''
  const start = Math.max(
    0,
    fresh.findIndex(({ chapter }) => Number.parseInt(chapter, 10) > Number.parseInt(own, 10)),
  )
  const ordered = [
    ...fresh.filter(({ chapter }) => chapter === own),
    ...fresh.slice(start),
    ...fresh.slice(0, start),
  ]
  return [...new Set(ordered.map(({ heading }) => toQuestion(heading, language)))].slice(0, suggestionCount)
}

export function suggestAfterSheet(language: Language): string[] {
  return language === 'zh'
    ? ['海拔最高的五个湖是哪些？', '湖泊是怎样形成的？', '2026年9月的满月是哪天？']
    : [
        'Which lakes lie highest above the sea?',
        'How are lakes made?',
        'When is the full moon in September 2026?',
      ]
}

function toQuestion(heading: string, language: Language): string {
  if (/[?？]$/.test(heading)) return heading
  if (language === 'zh')
    return /^(?:为什么|怎样|如何)|为什么|怎样|怎么办/.test(heading)
      ? `${heading}？`
      : `手册怎么讲“${heading}”？`
  if (/^Why the (.+?) (changes|draws|is) /.test(heading)) return `${heading}?`
  if (/^(?:Why|How|What) /.test(heading)) return `${heading}?`
  if (heading.startsWith('If '))
    return `What should I do ${heading.charAt(0).toLowerCase()}${heading.slice(1)}?`
  return `What does the guide say about “${heading}”?`
}
