'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { cn } from '@/lib/cn'

type SheetTableProps = {
  label: string
  rows: string[][]
  /** Row numbers as a sheet counts, the first is 1. */
  cited: ReadonlySet<number>
  active: number | null
  /** Where to go, anew for each `nonce`. */
  goTo: { row: number; nonce: number } | null
}

const rowHeight = 32
const numberWidth = 60
const sampledRows = 200

/** The rows of a sheet; only those in view are in the page. The first row stays in sight as the header. */
export function SheetTable({ label, rows, cited, active, goTo }: SheetTableProps) {
  const t = useTranslations('sources')
  const scroller = useRef<HTMLDivElement>(null)
  const [header = [], ...body] = rows
  // It keeps functions of its own that change behind React's back; this component is drawn anew by it alone.
  // oxlint-disable-next-line react/react-compiler
  const virtualizer = useVirtualizer({
    count: body.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollPaddingStart: rowHeight,
  })
  const target = goTo?.row ?? null
  useLayoutEffect(() => {
    if (target === null) return
    if (target <= 1) virtualizer.scrollToOffset(0)
    else virtualizer.scrollToIndex(target - 2, { align: 'center' })
    // Once for each place that is asked for; from then on the reader scrolls.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [target, goTo?.nonce])

  const columns = `${numberWidth}px ${columnWidths(rows, active)
    .map((width) => `${width}px`)
    .join(' ')}`
  const rowProps = (number: number) => ({
    role: 'row',
    'aria-rowindex': number,
    'aria-current': number === active ? ('true' as const) : undefined,
    'data-cited': cited.has(number) || undefined,
  })
  return (
    <div
      ref={scroller}
      role="region"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it
      tabIndex={0}
      className="scroll-quiet focus-ring-inset relative min-h-0 grow overflow-auto overscroll-contain text-sm"
    >
      <div
        role="table"
        aria-label={label}
        aria-rowcount={rows.length}
        aria-colcount={header.length + 1}
        className="w-max min-w-full"
      >
        <div role="rowgroup" className="sticky top-0 z-10">
          <div
            {...rowProps(1)}
            style={{ gridTemplateColumns: columns, height: rowHeight }}
            className="sheet-row grid border-b border-line bg-sunken font-medium"
          >
            <Number number={1} />
            {header.map((cell, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- columns never move
              <span
                key={index}
                role="columnheader"
                className={cellClass}
                title={cell.length > 20 ? cell : undefined}
              >
                {cell}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const number = index + 2
            return (
              <div
                key={index}
                {...rowProps(number)}
                style={{
                  gridTemplateColumns: columns,
                  height: rowHeight,
                  transform: `translateY(${start}px)`,
                }}
                className="sheet-row absolute top-0 left-0 grid min-w-full border-b border-line bg-ground"
              >
                <Number number={number} />
                {header.map((_, column) => {
                  const cell = body[index]?.[column] ?? ''
                  return (
                    <span
                      // oxlint-disable-next-line react/no-array-index-key -- columns never move
                      key={column}
                      role="cell"
                      className={cn(cellClass, isNumber(cell) && 'text-right tabular-nums')}
                      title={cell.length > 20 ? cell : undefined}
                    >
                      {cell}
                    </span>
                  )
                })}
              </div>
            )
          })}
        </div>
      </div>
      {body.length === 0 && <p className="px-4 py-3 text-muted">{t('emptySheet')}</p>}
    </div>
  )
}

const cellClass = 'truncate border-l border-line px-2 py-1.5'

function Number({ number }: { number: number }) {
  return (
    <span
      role="rowheader"
      className="sheet-number sticky left-0 z-1 px-2 py-1.5 text-right text-xs leading-5 text-muted tabular-nums"
    >
      {number}
    </span>
  )
}

function isNumber(cell: string): boolean {
  return cell !== '' && /^[-+]?[\d,.\s]+%?$/.test(cell)
}

/** As wide as what stands in the first rows and in the cited one, within reason. */
function columnWidths(rows: string[][], active: number | null): number[] {
  const sample = rows.slice(0, sampledRows)
  const cited = active === null ? undefined : rows[active - 1]
  if (cited) sample.push(cited)
  return (rows[0] ?? []).map((_, column) => {
    let longest = 4
    for (const row of sample) longest = Math.max(longest, widthOf(row[column] ?? ''))
    return Math.min(320, Math.round(longest * 7.4) + 20)
  })
}

function widthOf(text: string): number {
  let width = 0
  for (const character of text.slice(0, 60)) width += character > '\u2e80' ? 2 : 1
  return width
}
