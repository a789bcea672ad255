import type { Options } from 'react-markdown'

/** Label of a footnote → its number, and how often the text before this block refers to it. */
export type FootnoteNumbers = Readonly<Record<string, readonly [number: number, before: number]>>

type Handlers = NonNullable<NonNullable<Options['remarkRehypeOptions']>['handlers']>
type FootnoteHandler = NonNullable<Handlers['footnoteReference']>

/**
 * What remark-rehype makes of a footnote reference (mdast-util-to-hast, handlers/footnote-reference), except that
 * numbers come from the whole document and not from this block.
 */
export function footnoteReference(numbers: FootnoteNumbers, idPrefix: string): FootnoteHandler {
  const seen: Record<string, number> = {}
  return (_state, node: { identifier: string }) => {
    const label = node.identifier.toUpperCase()
    const [number, before] = numbers[label] ?? [0, 0]
    const again = before + (seen[label] ?? 0)
    seen[label] = (seen[label] ?? 0) + 1
    const id = encodeURI(label.toLowerCase())
    return {
      type: 'element',
      tagName: 'sup',
      properties: {},
      children: [
        {
          type: 'element',
          tagName: 'a',
          properties: {
            href: `#${idPrefix}fn-${id}`,
            id: `${idPrefix}fnref-${id}${again > 0 ? `-${again + 1}` : ''}`,
            dataFootnoteRef: true,
            ariaDescribedBy: ['footnote-label'],
          },
          children: [{ type: 'text', value: String(number) }],
        },
      ],
    }
  }
}
