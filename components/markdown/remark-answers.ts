import type { Nodes, Parents, PhrasingContent, Root, Text } from 'mdast'
import type { Processor } from 'unified'

/**
 * What answers need beyond GFM: HTML has no meaning (its tags are text), `<br>` breaks a line (the only way in a table
 * cell), and an address written in Chinese text ends before Chinese punctuation.
 */
export function remarkAnswers(this: Processor) {
  // Known to remark-parse; its types are not visible from here.
  const data = this.data() as { micromarkExtensions?: unknown[] }
  data.micromarkExtensions = [
    ...(data.micromarkExtensions ?? []),
    { disable: { null: ['htmlFlow', 'htmlText'] } },
  ]
  return (tree: Root): void => visit(tree)
}

function visit(node: Nodes): void {
  if (!('children' in node)) return
  for (let index = node.children.length - 1; index >= 0; index -= 1) {
    const child = node.children[index]
    if (!child) continue
    const replacement =
      child.type === 'text' ? breakLines(child) : child.type === 'link' ? endAddress(child) : null
    if (replacement) replaceChild(node, index, replacement)
    else visit(child)
  }
}

function replaceChild(parent: Parents, index: number, replacement: PhrasingContent[]): void {
  // Text and links stand only where phrasing content may stand.
  ;(parent.children as PhrasingContent[]).splice(index, 1, ...replacement)
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
