import type { FootnoteNumbers } from './footnotes'
import { addDefinitions, footnoteLabel, noDefinitions, usedLabels } from './references'
import type { Definitions } from './references'
import { advanceSplit } from './split'
import type { Block, Split } from './split'

/** A block together with what it needs from other blocks. */
export interface DocumentBlock extends Block {
  /** Definitions to format it with. */
  appendix?: string
  /** Numbers of the footnotes it refers to. */
  numbers?: FootnoteNumbers
}

export interface MarkdownDocument {
  split: Split
  definitions: Definitions
  /** The blocks in groups of `groupSize`; a full group of finished blocks stays the same object. */
  groups: readonly (readonly DocumentBlock[])[]
  /** Markdown that formats to the list of footnotes, or null. */
  notes: string | null
  isStreaming: boolean
}

const groupSize = 20

/** Follows a growing text: blocks, what they refer to, and the footnotes. Pure; costs what has come since. */
export function advanceDocument(
  previous: MarkdownDocument | null,
  text: string,
  isStreaming: boolean,
): MarkdownDocument {
  const split = advanceSplit(previous?.split ?? null, text)
  const last = previous && previous.split.origin === split.origin ? previous : null
  if (last && last.split === split && last.isStreaming === isStreaming) return last

  const settled = addDefinitions(
    last?.definitions ?? noDefinitions,
    split.finished.slice(last?.split.finished.length ?? 0),
  )
  const known = isStreaming ? settled : addDefinitions(settled, split.tail)
  if (known.links.size === 0 && known.footnotes.size === 0) {
    return { split, definitions: settled, groups: growGroups(last, split), notes: null, isStreaming }
  }
  const { blocks, notes } = connect([...split.finished, ...split.tail], known)
  return { split, definitions: settled, groups: toGroups(blocks), notes, isStreaming }
}

function growGroups(last: MarkdownDocument | null, split: Split): readonly (readonly DocumentBlock[])[] {
  const full = Math.floor(split.finished.length / groupSize)
  const kept = last ? Math.min(full, Math.floor(last.split.finished.length / groupSize)) : 0
  const rest = [...split.finished.slice(kept * groupSize), ...split.tail]
  return [...(last?.groups.slice(0, kept) ?? []), ...toGroups(rest)]
}

function toGroups(blocks: readonly DocumentBlock[]): DocumentBlock[][] {
  const groups: DocumentBlock[][] = []
  for (let start = 0; start < blocks.length; start += groupSize) {
    groups.push(blocks.slice(start, start + groupSize))
  }
  return groups
}

/** Gives each block the definitions it uses, numbers the footnotes in the order of their first mention. */
function connect(
  blocks: readonly Block[],
  known: Definitions,
): { blocks: DocumentBlock[]; notes: string | null } {
  const mentions: string[] = []
  const numberOf = new Map<string, number>()
  const timesBefore = new Map<string, number>()
  const connected = blocks.map((block): DocumentBlock => {
    if (block.kind !== 'text') return block
    const used = labelsOf(block)
    const links = used.links.flatMap((label) => known.links.get(label) ?? [])
    const numbers: Record<string, readonly [number, number]> = {}
    const stubs: string[] = []
    const here = used.footnotes.filter((label) => known.footnotes.has(label))
    for (const label of new Set(here)) {
      const number = numberOf.get(label) ?? numberOf.size + 1
      numberOf.set(label, number)
      numbers[label] = [number, timesBefore.get(label) ?? 0]
      stubs.push(`[^${label}]: .`)
    }
    for (const label of here) timesBefore.set(label, (timesBefore.get(label) ?? 0) + 1)
    mentions.push(...here)
    const appendix = [...new Set([...links, ...stubs])].join('\n\n')
    return appendix === '' ? block : { ...block, appendix, numbers }
  })
  return { blocks: connected, notes: mentions.length > 0 ? toNotes(blocks, mentions, known) : null }
}

/** A paragraph of all mentions and the definitions: formatted, its section of footnotes is that of the whole text. */
function toNotes(blocks: readonly Block[], mentions: readonly string[], known: Definitions): string {
  const parts = [mentions.map((label) => `[^${label}]`).join(' ')]
  const links = new Set<string>()
  for (const block of blocks) {
    if (block.kind !== 'footnote') continue
    const label = footnoteLabel(block.source)
    if (!label || known.footnotes.get(label) !== block.source) continue
    parts.push(block.source)
    for (const used of labelsOf(block).links) {
      const definition = known.links.get(used)
      if (definition) links.add(definition)
    }
  }
  return [...parts, ...links].join('\n\n')
}

const labels = new WeakMap<Block, ReturnType<typeof usedLabels>>()

function labelsOf(block: Block): ReturnType<typeof usedLabels> {
  const found = labels.get(block) ?? usedLabels(block)
  labels.set(block, found)
  return found
}
