import type { BlockKind } from './split'

/**
 * A block without a parser: on the server, while the parser is on its way, and beyond the limits.
 * `isPreview` leaves out the marks that would vanish, so that little moves when the block is formatted.
 */
export function PlainText({
  source,
  kind,
  isPreview,
}: {
  source: string
  kind: BlockKind
  isPreview: boolean
}) {
  const text = source.trimEnd()
  if (kind === 'listing') return <pre className="md-listing">{text}</pre>
  if (!isPreview) return <div className="md-plain">{text}</div>
  if (kind === 'footnote') return null
  const heading = /^(#{1,6})[ \t]+(.*?)[ \t]*#*$/.exec(text)
  if (heading) {
    const Heading = headings[(heading[1] ?? '').length - 1] ?? 'h6'
    return <Heading>{withoutMarks(heading[2] ?? '')}</Heading>
  }
  return <div className="md-plain">{withoutMarks(text)}</div>
}

const headings = ['h2', 'h3', 'h4', 'h5', 'h6', 'h6'] as const

function withoutMarks(text: string): string {
  return text
    .replace(/\*\*|~~|(?<!`)`(?!`)/g, '')
    .replace(/!?\[([^\]\n]*)\]\([^()\n]*\)/g, '$1')
    .replace(/^([ \t]*)[-*+][ \t]+/gm, '$1•  ')
    .replace(/^[ \t]*>[ \t]?/gm, '')
}
