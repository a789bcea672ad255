import type { Block } from './split'

/**
 * Link and footnote definitions may stand in another block than what refers to them. This finds them, and says what a
 * block must be given along with its own text so that it can be formatted alone.
 */

/** Definitions of a document: label → its Markdown. The first definition of a label counts. */
export interface Definitions {
  links: ReadonlyMap<string, string>
  footnotes: ReadonlyMap<string, string>
}

export const noDefinitions: Definitions = { links: new Map(), footnotes: new Map() }

/** Adds the definitions in these blocks; returns the same object when there are none. */
export function addDefinitions(known: Definitions, blocks: readonly Block[]): Definitions {
  let links: Map<string, string> | null = null
  let footnotes: Map<string, string> | null = null
  for (const { kind, source } of blocks) {
    if (kind === 'footnote') {
      const label = footnoteLabel(source)
      if (!label || (footnotes ?? known.footnotes).has(label)) continue
      footnotes ??= new Map(known.footnotes)
      footnotes.set(label, source)
    } else if (kind === 'text' && linkDefinitionStart.test(source)) {
      for (const [label, definition] of readLinkDefinitions(source)) {
        if ((links ?? known.links).has(label)) continue
        links ??= new Map(known.links)
        links.set(label, definition)
      }
    }
  }
  return links || footnotes ? { links: links ?? known.links, footnotes: footnotes ?? known.footnotes } : known
}

/** The labels in square brackets that a block uses, of links and of footnotes, in order and with repetitions. */
export function usedLabels({ kind, source }: Block): { links: string[]; footnotes: string[] } {
  const links: string[] = []
  const footnotes: string[] = []
  if ((kind !== 'text' && kind !== 'footnote') || !source.includes('[')) return { links, footnotes }
  const text = source.replace(/(?<!`)(`+)(?!`)[^]*?[^`]\1(?!`)/g, '')
  for (const [, mark, label = ''] of text.matchAll(/(?<!\\)\[(\^?)((?:\\.|[^[\]\\]){1,200})\]/g)) {
    if (mark) footnotes.push(normalizeLabel(label))
    else links.push(normalizeLabel(label))
  }
  return { links, footnotes }
}

/** The label of the footnote that a footnote block defines, or null. */
export function footnoteLabel(source: string): string | null {
  const label = /^ {0,3}\[\^([^\]\s]+)\]:/.exec(source)?.[1]
  return label ? normalizeLabel(label) : null
}

function normalizeLabel(label: string): string {
  return label.replace(/\s+/g, ' ').trim().toLowerCase().toUpperCase()
}

const linkDefinitionStart = /^ {0,3}\[(?!\^)(?:\\.|[^[\]\\])+\]:/

/** CommonMark 0.31 §4.7: label, colon, destination, perhaps a title; only those that stand on one line. */
const linkDefinition =
  /^ {0,3}\[(?!\^)((?:\\.|[^[\]\\]){1,200})\]:[ \t]*(?:<[^<>\n]*>|[^\s<]\S*)(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*(?:\n|$)/

function readLinkDefinitions(source: string): [string, string][] {
  const found: [string, string][] = []
  let rest = source
  for (;;) {
    const match = linkDefinition.exec(rest)
    if (!match) return found
    found.push([normalizeLabel(match[1] ?? ''), match[0].trim()])
    rest = rest.slice(match[0].length)
  }
}
