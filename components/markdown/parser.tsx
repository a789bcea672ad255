import type { ReactElement } from 'react'
import ReactMarkdown from 'react-markdown'
import { elements } from './elements'
import { footnoteReference } from './footnotes'
import type { FootnoteNumbers } from './footnotes'
import { mayHaveAddresses, remarkAnswers, remarkAnswersWithoutAddresses } from './remark-answers'

/**
 * Formats one block.
 *
 * In: its Markdown, with the definitions it refers to appended; the numbers of the footnotes it refers to, or null when
 * the text is the list of footnotes itself, which counts for itself; the prefix of ids. Out: elements. Raw HTML has no
 * meaning, addresses are judged where elements are made (`elements.tsx`).
 */
export function formatMarkdown(
  source: string,
  numbers: FootnoteNumbers | null,
  idPrefix: string,
): ReactElement {
  return ReactMarkdown({
    children: source,
    remarkPlugins: mayHaveAddresses(source) ? [remarkAnswers] : [remarkAnswersWithoutAddresses],
    remarkRehypeOptions: {
      clobberPrefix: idPrefix,
      ...(numbers ? { handlers: { footnoteReference: footnoteReference(numbers, idPrefix) } } : {}),
    },
    components: elements,
    urlTransform: keepUrl,
  })
}

/** Addresses are judged by the elements that would use them, which can show something else instead. */
const keepUrl = (url: string) => url
