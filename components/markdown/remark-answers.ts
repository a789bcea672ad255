import type { Nodes, Parents, PhrasingContent, Root, Text } from 'mdast'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import type { Plugin, Processor } from 'unified'
import { splitMarks } from './citations'

/**
 * The Markdown of answers: GFM, math, emphasis beside Chinese punctuation. HTML has no meaning (its tags are text),
 * `<br>` breaks a line (the only way in a table cell), an address in Chinese text ends before Chinese punctuation, and
 * marks of references and figures become elements of their own (`elements.tsx` says what they stand for).
 */
export const remarkAnswers = remarkWith(collectSyntax())

/** The same for texts without `://`, `www.` and `@`: the search for addresses in every word is a third of the cost. */
export const remarkAnswersWithoutAddresses = remarkWith(withoutTransforms(collectSyntax()))

export function mayHaveAddresses(source: string): boolean {
  return /:\/\/|www\.|@/i.test(source)
}

/** What remark plugins leave for remark-parse; their types for it are not visible from here. */
interface Syntax {
  micromarkExtensions?: unknown[]
  fromMarkdownExtensions?: unknown[]
}

/** The plugins say the same each time, and a processor lives for one block: they are asked once. */
function collectSyntax(): Syntax {
  const syntax: Syntax = {}
  const processor = { data: () => syntax }
  for (const plugin of [remarkGfm, remarkMath, remarkCjkFriendly]) {
    // Of their processor these three use `data` alone.
    ;(plugin as Plugin).call(processor as unknown as Processor)
  }
  return {
    ...syntax,
    micromarkExtensions: [
      ...(syntax.micromarkExtensions ?? []),
      { disable: { null: ['htmlFlow', 'htmlText'] } },
    ],
  }
}

/** Of these plugins only the search for addresses (mdast-util-gfm-autolink-literal) has a transform. */
function withoutTransforms(syntax: Syntax): Syntax {
  const strip = (extension: unknown): unknown => {
    if (Array.isArray(extension)) return extension.map(strip)
    return typeof extension === 'object' ? { ...extension, transforms: [] } : extension
  }
  return { ...syntax, fromMarkdownExtensions: syntax.fromMarkdownExtensions?.map(strip) ?? [] }
}

function remarkWith(syntax: Syntax) {
  return function remarkSyntax(this: Processor) {
    Object.assign(this.data(), syntax)
    return (tree: Root): void => visit(tree, false)
  }
}

function visit(node: Nodes, isInLink: boolean): void {
  if (!('children' in node)) return
  for (let index = node.children.length - 1; index >= 0; index -= 1) {
    const child = node.children[index]
    if (!child) continue
    const replacement =
      child.type === 'text' ? splitText(child, isInLink) : child.type === 'link' ? endAddress(child) : null
    if (replacement) replaceChild(node, index, replacement)
    else visit(child, isInLink || child.type === 'link' || child.type === 'linkReference')
  }
}

function replaceChild(parent: Parents, index: number, replacement: PhrasingContent[]): void {
  // Text and links stand only where phrasing content may stand.
  ;(parent.children as PhrasingContent[]).splice(index, 1, ...replacement)
}

/** Null when there is nothing in it but text. */
function splitText(text: Text, isInLink: boolean): PhrasingContent[] | null {
  const lines = breakLines(text)
  // A link in a link is none.
  if (isInLink) return lines
  const marked = (lines ?? [text]).map(
    (part) => (part.type === 'text' ? markReferences(part) : null) ?? [part],
  )
  return lines || marked.some((parts) => parts.length > 1 || parts[0] !== text) ? marked.flat() : null
}

function markReferences({ value }: Text): PhrasingContent[] | null {
  const parts = splitMarks(value)
  return (
    parts &&
    parts.map((part): PhrasingContent => {
      const text = { type: 'text', value: part.text } as const
      if (part.kind === 'text') return text
      const hProperties =
        part.kind === 'figure' ? { dataFigure: part.text } : { dataCitation: part.numbers.join(' ') }
      return { type: 'emphasis', data: { hName: 'span', hProperties }, children: [text] }
    })
  )
}

function breakLines({ value }: Text): PhrasingContent[] | null {
  if (!value.includes('<')) return null
  const parts = value.split(/<br[ \t]*\/?>/i)
  if (parts.length === 1) return null
  return parts.flatMap((part, index): PhrasingContent[] => [
    ...(index > 0 ? [{ type: 'break' } as const] : []),
    ...(part === '' ? [] : [{ type: 'text', value: part } as const]),
  ])
}

const chinesePunctuation = /[，。；：！？、“”‘’（）《》〈〉【】「」『』…—\u3000]/

function endAddress(link: Extract<PhrasingContent, { type: 'link' }>): PhrasingContent[] | null {
  const [text] = link.children
  if (link.children.length !== 1 || text?.type !== 'text' || !link.url.endsWith(text.value)) return null
  const at = text.value.search(chinesePunctuation)
  if (at <= 0) return null
  const rest = text.value.slice(at)
  return [
    {
      ...link,
      url: link.url.slice(0, link.url.length - rest.length),
      children: [{ ...text, value: text.value.slice(0, at) }],
    },
    { type: 'text', value: rest },
  ]
}
