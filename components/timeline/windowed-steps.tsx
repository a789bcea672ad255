'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { KeyboardEventHandler, ReactNode } from 'react'
import type { StepLineFrame } from './step-line'

const lineHeight = 36

type WindowedStepsProps = {
  'aria-label': string
  onKeyDown: KeyboardEventHandler<HTMLElement>
  /** Stays at the top. */
  header: ReactNode
  keys: string[]
  /** Is brought into view. */
  currentKey: string | null
  drawLine: (index: number, frame: StepLineFrame) => ReactNode
}

/** A long timeline in a box of its own; only the lines in view are in the page. */
export function WindowedSteps({ header, keys, currentKey, drawLine, ...list }: WindowedStepsProps) {
  const box = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- what it returns is used here only
  const virtualizer = useVirtualizer({
    count: keys.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => keys[index] ?? index,
    overscan: 12,
    useFlushSync: false,
  })
  const currentIndex = currentKey === null ? -1 : keys.indexOf(currentKey)
  useEffect(() => {
    if (currentIndex >= 0) virtualizer.scrollToIndex(currentIndex, { align: 'center' })
  }, [currentIndex, virtualizer])
  return (
    <div
      ref={box}
      className="scroll-quiet -mx-2 max-h-[min(36rem,70dvh)] overflow-y-auto overscroll-contain px-2"
    >
      <div className="sticky top-0 z-1 bg-ground">{header}</div>
      <ol {...list} className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) =>
          drawLine(index, {
            ref: virtualizer.measureElement,
            'data-index': index,
            className: 'absolute inset-x-0 top-0',
            style: { transform: `translateY(${start}px)` },
          }),
        )}
      </ol>
    </div>
  )
}
