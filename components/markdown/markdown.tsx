'use client'

import { memo, useEffect, useId, useReducer, useRef } from 'react'
import type { RefObject } from 'react'
import { Footnotes, isHeading, MarkdownBlock, parser } from './block'
import { advanceDocument } from './document'
import type { DocumentBlock, MarkdownDocument } from './document'
import { preloadFormulas } from './formula'
import { preloadHighlighter } from './use-colours'
import './markdown.css'

/**
 * An answer's Markdown. While `isStreaming`, `text` may grow with every render: finished blocks stay as they are and
 * only the last one is formatted again, as often as its cost allows.
 */
export function Markdown({ text, isStreaming }: { text: string; isStreaming: boolean }) {
  const cost = useRef(0)
  const idPrefix = `md${useId()}-`
  const { groups, notes } = useDocument(text, isStreaming, cost)
  return (
    <div className="md">
      {groups.map((blocks, index) => (
        <BlockGroup
          key={index}
          blocks={blocks}
          hasOpenEnd={isStreaming && index === groups.length - 1}
          isLast={index === groups.length - 1}
          isNearEnd={index >= groups.length - 2}
          isAfterHeading={isHeading(groups[index - 1]?.at(-1))}
          idPrefix={idPrefix}
          cost={cost}
        />
      ))}
      {notes !== null && <Footnotes source={notes} idPrefix={idPrefix} />}
    </div>
  )
}

/** Keeps the work per update the same however long the answer is: full groups are skipped as a whole. */
const BlockGroup = memo(function BlockGroup({
  blocks,
  hasOpenEnd,
  isLast,
  isNearEnd,
  isAfterHeading,
  idPrefix,
  cost,
}: {
  blocks: readonly DocumentBlock[]
  hasOpenEnd: boolean
  isLast: boolean
  isNearEnd: boolean
  isAfterHeading: boolean
  idPrefix: string
  cost: RefObject<number>
}) {
  return (
    <div
      className="md-group"
      data-lines={isLast ? undefined : estimateLines(blocks)}
      data-heading={isHeading(blocks[0]) || undefined}
      data-after-heading={isAfterHeading || undefined}
    >
      {blocks.map((block, index) => (
        <MarkdownBlock
          key={index}
          block={block}
          isOpen={hasOpenEnd && index === blocks.length - 1}
          isNearEnd={isNearEnd && index >= blocks.length - 8}
          idPrefix={idPrefix}
          cost={cost}
        />
      ))}
    </div>
  )
})

/** Lines a full group will roughly take, in powers of two: its height while it is out of view (markdown.css). */
function estimateLines(blocks: readonly DocumentBlock[]): number {
  let lines = 0
  for (const { source } of blocks) {
    for (const line of source.split('\n')) lines += Math.max(1, Math.ceil(line.length / 72))
  }
  return Math.min(1024, Math.max(16, 2 ** Math.round(Math.log2(lines))))
}

/**
 * The first piece shows at once, then what comes at the pace of `followRun`. Where formatting is slow it gets a tenth
 * of the time: after an update of 6 ms the next waits 60 ms.
 */
const shortestRestMs = 30
const restFactor = 10
const longestRestMs = 250

function useDocument(text: string, isStreaming: boolean, cost: RefObject<number>): MarkdownDocument {
  const shown = useRef<{ document: MarkdownDocument; text: string; at: number } | null>(null)
  const [, showMore] = useReducer((count: number) => count + 1, 0)

  const rest = Math.min(longestRestMs, Math.max(shortestRestMs, cost.current * restFactor))
  const now = performance.now()
  const isDue = !shown.current || !isStreaming || now - shown.current.at >= rest
  // Looking at a grown text copies it, so between updates only its length is asked.
  if (isDue || text.length < (shown.current?.text.length ?? 0)) {
    shown.current = {
      document: advanceDocument(shown.current?.document ?? null, text, isStreaming),
      text,
      at: now,
    }
  }
  const isBehind = shown.current?.text.length !== text.length

  // After every update: text that arrived meanwhile sets the wait anew; an update that comes when it is due needs none.
  // oxlint-disable-next-line react/exhaustive-deps
  useEffect(() => {
    if (!isBehind) return
    const timer = setTimeout(showMore, rest)
    return () => clearTimeout(timer)
  })

  return shown.current?.document ?? advanceDocument(null, text, isStreaming)
}

/**
 * Most who open the page will read an answer: the parser comes as soon as nothing else wants the line, formulas and
 * colours after it, unless the reader saves data; then they come when an answer needs them.
 */
if (typeof window !== 'undefined') {
  const whenIdle = (load: () => void) => {
    if ('requestIdleCallback' in window) requestIdleCallback(load, { timeout: 5_000 })
    else setTimeout(load, 500)
  }
  const savesData = 'connection' in navigator && Object(navigator.connection).saveData === true
  whenIdle(() => void parser.load().then(() => savesData || whenIdle(preloadParts)))
}

function preloadParts(): void {
  void preloadFormulas()
  void preloadHighlighter()
}
