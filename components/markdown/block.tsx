'use client'

import { isValidElement, memo, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { ReactElement, ReactNode, RefObject } from 'react'
import { BlockContext } from './block-context'
import { CodePreview } from './code-block'
import type { DocumentBlock } from './document'
import { FencedBlock } from './elements'
import { readFence } from './fence'
import { lazyModule, useLazyModule } from './lazy-module'
import { PlainText } from './plain-text'
import { prepareBlock } from './prepare'
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
  const { kind, source } = block
  if (kind === 'code') return <Code source={source} isOpen={isOpen} isNearEnd={isNearEnd} />
  if (kind === 'plain' || kind === 'listing')
    return <PlainText source={source} kind={kind} isPreview={false} />
  if (kind === 'math' && isOpen) return <code className="md-tex md-tex-display">{source}</code>
  return <Formatted block={block} isOpen={isOpen} isNearEnd={isNearEnd} idPrefix={idPrefix} cost={cost} />
}

function Code({ source, isOpen, isNearEnd }: { source: string; isOpen: boolean; isNearEnd: boolean }) {
  const isHydrating = useIsHydrating()
  const isDue = useIsDue(true, () => isHydrating || (isNearEnd && spend(codeBlockCharacters)))
  const context = useMemo(() => ({ isOpen, source }), [isOpen, source])
  const fence = readFence(source)
  if (!isDue) return <CodePreview {...fence} />
  return (
    <BlockContext value={context}>
      <FencedBlock {...fence} />
    </BlockContext>
  )
}

function Formatted({ block, isOpen, isNearEnd, idPrefix, cost }: BlockProps) {
  const format = useLazyModule(parser)?.formatMarkdown ?? null
  const isDue = useIsDue(
    format !== null,
    () => parser.get() !== null && isNearEnd && spend(block.source.length),
  )

  const { source, appendix = '', numbers = noNumbers } = block
  const isUsed = format !== null && isDue
  const prepared = useMemo(
    () => (isUsed ? prepareBlock(source, isOpen, appendix) : null),
    [isUsed, source, isOpen, appendix],
  )
  const content = useMemo(() => {
    if (!format || prepared === null) return null
    const start = performance.now()
    try {
      return format(prepared, numbers, idPrefix)
    } catch {
      // A text that the parser cannot take is still an answer.
      return null
    } finally {
      if (isOpen) cost.current = performance.now() - start
    }
  }, [format, prepared, numbers, idPrefix, isOpen, cost])
  const context = useMemo(() => ({ isOpen, source: prepared ?? '' }), [isOpen, prepared])

  if (!content) return <PlainText source={source} kind={block.kind} isPreview={!isUsed} />
  return <BlockContext value={context}>{content}</BlockContext>
}

/** Whether it is time to draw a block: at once, if `isNow` says so at first; else when the queue has come to it. */
function useIsDue(isPossible: boolean, isNow: () => boolean): boolean {
  const [isDue, setIsDue] = useState(() => isServer || isNow())
  const isWaiting = isPossible && !isDue
  useEffect(() => (isWaiting ? enqueue(() => setIsDue(true)) : undefined), [isWaiting])
  return isDue
}

/** True in the render that takes over the server's markup, which must come out the same. */
function useIsHydrating(): boolean {
  return useSyncExternalStore(subscribeToNothing, isNever, isAlways)
}

const subscribeToNothing = () => () => {}
const isNever = () => false
const isAlways = () => true

/** Headings stand apart from what is before them. */
export function isHeading(block: DocumentBlock | undefined): boolean {
  return block?.kind === 'text' && block.source.startsWith('#')
}

/** The list of footnotes at the end of an answer. */
export const Footnotes = memo(function Footnotes({ source, idPrefix }: { source: string; idPrefix: string }) {
  const format = useLazyModule(parser)?.formatMarkdown
  const content = useMemo(() => {
    if (!format) return null
    const prepared = prepareBlock(source, false, '')
    try {
      if (prepared !== null) return findSection(format(prepared, null, idPrefix))
    } catch {
      // Shown as plain text below.
    }
    return <PlainText source={source} kind="plain" isPreview={false} />
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
/** A code block is drawn without parsing, but with its controls it takes as long as so much text. */
const codeBlockCharacters = 400
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
