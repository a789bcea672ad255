'use client'

import { isValidElement, memo, useEffect, useMemo, useState } from 'react'
import type { ReactElement, ReactNode, RefObject } from 'react'
import { BlockContext } from './block-context'
import { completeOpen } from './complete-open'
import { isTooComplex } from './complexity'
import type { DocumentBlock } from './document'
import { FencedBlock } from './elements'
import { readFence } from './fence'
import { lazyModule, useLazyModule } from './lazy-module'
import { normalizeMath } from './normalize-math'
import { PlainText } from './plain-text'
import { enqueue } from './work-queue'

export const parser = lazyModule(() => import('./parser'))

interface BlockProps {
  block: DocumentBlock
  /** It still grows. */
  isOpen: boolean
  /** It is among the last, so it is formatted at once if time allows. */
  isNearEnd: boolean
  idPrefix: string
  /** Told how long formatting the open block took, in milliseconds. */
  cost: RefObject<number>
}

/** One block of an answer; a finished one is formatted once. */
export const MarkdownBlock = memo(function MarkdownBlock(props: BlockProps) {
  const { block } = props
  if (block.kind === 'footnote') return null
  return (
    <div className="md-block" data-heading={isHeading(block) || undefined}>
      <BlockContent {...props} />
    </div>
  )
}, isSame)

function BlockContent({ block, isOpen, isNearEnd, idPrefix, cost }: BlockProps) {
  if (block.kind === 'code') return <Code source={block.source} isOpen={isOpen} />
  if (block.kind === 'plain') return <PlainText source={block.source} kind="plain" isPreview={false} />
  if (block.kind === 'math' && isOpen) return <code className="md-tex md-tex-display">{block.source}</code>
  return <Formatted block={block} isOpen={isOpen} isNearEnd={isNearEnd} idPrefix={idPrefix} cost={cost} />
}

function Code({ source, isOpen }: { source: string; isOpen: boolean }) {
  const context = useMemo(() => ({ isOpen, source }), [isOpen, source])
  return (
    <BlockContext value={context}>
      <FencedBlock {...readFence(source)} />
    </BlockContext>
  )
}

function Formatted({ block, isOpen, isNearEnd, idPrefix, cost }: BlockProps) {
  const format = useLazyModule(parser)?.formatMarkdown ?? null
  const [isDue, setIsDue] = useState(
    () => parser.get() !== null && (isServer || (isNearEnd && spend(block.source.length))),
  )
  const isWaiting = format !== null && !isDue

  useEffect(() => (isWaiting ? enqueue(() => setIsDue(true)) : undefined), [isWaiting])

  const { source, appendix = '', numbers = noNumbers } = block
  const prepared = useMemo(() => {
    const text = normalizeMath(isOpen ? completeOpen(source) : source)
    return appendix === '' ? text : `${text}\n\n${appendix}`
  }, [source, appendix, isOpen])
  const content = useMemo(() => {
    if (!format || !isDue || isTooComplex(prepared)) return null
    const start = performance.now()
    try {
      return format(prepared, numbers, idPrefix)
    } catch {
      // A text that the parser cannot take is still an answer.
      return null
    } finally {
      if (isOpen) cost.current = performance.now() - start
    }
  }, [format, isDue, prepared, numbers, idPrefix, isOpen, cost])
  const context = useMemo(() => ({ isOpen, source: prepared }), [isOpen, prepared])

  if (!content) return <PlainText source={source} kind={block.kind} isPreview={!format || !isDue} />
  return <BlockContext value={context}>{content}</BlockContext>
}

/** Headings stand apart from what is before them. */
export function isHeading(block: DocumentBlock | undefined): boolean {
  return block?.kind === 'text' && block.source.startsWith('#')
}

/** The list of footnotes at the end of an answer. */
export const Footnotes = memo(function Footnotes({ source, idPrefix }: { source: string; idPrefix: string }) {
  const format = useLazyModule(parser)?.formatMarkdown
  const content = useMemo(() => {
    const prepared = normalizeMath(source)
    if (!format || isTooComplex(prepared)) return null
    try {
      return findSection(format(prepared, null, idPrefix))
    } catch {
      return null
    }
  }, [format, source, idPrefix])
  return content && <div className="md-block">{content}</div>
})

/** The formatted notes are a paragraph that only mentions them, then their section. */
function findSection(formatted: ReactElement): ReactNode {
  const { children } = formatted.props as { children?: ReactNode }
  const parts = Array.isArray(children) ? children : [children]
  return parts.find((part) => isValidElement(part) && part.type === 'section') ?? null
}

const noNumbers = {}
const isServer = typeof window === 'undefined'

/** Blocks that appear are formatted at once up to this many characters a frame; the others queue. */
const charactersPerFrame = 3_000
let spent = 0
let spentAt = 0

function spend(characters: number): boolean {
  const now = performance.now()
  if (now - spentAt > 16) {
    spent = 0
    spentAt = now
  }
  spent += characters
  return spent <= charactersPerFrame
}

function isSame(before: BlockProps, after: BlockProps): boolean {
  return (
    before.isOpen === after.isOpen &&
    before.idPrefix === after.idPrefix &&
    before.block.kind === after.block.kind &&
    before.block.source === after.block.source &&
    before.block.appendix === after.block.appendix &&
    JSON.stringify(before.block.numbers) === JSON.stringify(after.block.numbers)
  )
}
