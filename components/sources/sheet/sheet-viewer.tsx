'use client'

import { Tabs } from '@base-ui/react/tabs'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useAnnounce } from '@/components/shell/announcer'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { NumberField } from '../number-field'
import type { ViewerProps } from '../viewer-props'
import type { Stop } from '../stops'
import { sheetLimits } from './limits'
import type { SheetProblem, SheetRows } from './limits'
import type { OpenSheet } from './open-sheet'
import { matchRow } from './row-match'
import type { RowMatch } from './row-match'
import { SheetTable } from './sheet-table'
import { useRows, useSheet } from './use-sheet'
import './sheet.css'

/** A workbook or CSV with the cited rows marked. */
export default function SheetViewer(props: ViewerProps) {
  const { source, bar } = props
  const [attempt, setAttempt] = useState(0)
  const opened = useSheet(source.url, attempt)
  switch (opened.state) {
    case 'open':
      return <OpenedSheet {...props} sheet={opened.sheet} />
    case 'opening':
      return (
        <>
          {bar(null)}
          <Waiting />
        </>
      )
    case 'failed':
      return (
        <>
          {bar(null)}
          <Problem problem={opened.problem} onRetry={() => setAttempt(attempt + 1)} />
        </>
      )
    default:
      return opened satisfies never
  }
}

function OpenedSheet({ source, stops, at, bar, sheet }: ViewerProps & { sheet: OpenSheet }) {
  const t = useTranslations('sources')
  const stop = stops[at]
  const wanted = stop?.slice.row?.sheet ?? null
  const cited = wanted === null ? 0 : sheet.names.findIndex((name) => isSameName(name, wanted))
  // A CSV has one sheet without a name, whatever upstream calls it.
  const home = cited === -1 && sheet.names.length === 1 ? 0 : cited
  const [chosen, setChosen] = useState<{ at: number; index: number } | null>(null)
  const index = chosen?.at === at ? chosen.index : Math.max(0, home)
  const read = useRows(sheet, index)
  const offered = offeredSheets(sheet.names.length, home)
  const isCut = offered.length < sheet.names.length

  if (home === -1) {
    return (
      <>
        {bar(t('exactness.noSheet', { sheet: wanted ?? '' }))}
        <Content
          source={source.name}
          read={read}
          stops={[]}
          at={0}
          bar={null}
          index={index}
          name={sheet.names[index] ?? ''}
        />
        <SheetTabs
          sheet={sheet}
          offered={offered}
          index={index}
          onChoose={(next) => setChosen({ at, index: next })}
        />
      </>
    )
  }
  const own = stops.map((one) => (isOn(one, sheet, index) ? one : null))
  return (
    <>
      <Content
        source={source.name}
        read={read}
        stops={own}
        at={at}
        bar={bar}
        index={index}
        name={sheet.names[index] ?? ''}
      />
      {isCut && (
        <p className="border-t border-line px-3 py-1.5 text-xs text-muted">
          {t('sheetsCut', { count: sheetLimits.sheets, all: sheet.names.length })}
        </p>
      )}
      <SheetTabs
        sheet={sheet}
        offered={offered}
        index={index}
        onChoose={(next) => setChosen({ at, index: next })}
      />
    </>
  )
}

type ContentProps = {
  source: string
  read: SheetRows | SheetProblem | null
  /** Null for those on other sheets. */
  stops: (Stop | null)[]
  at: number
  bar: ViewerProps['bar'] | null
  index: number
  name: string
}

function Content({ source, read, stops, at, bar, index, name }: ContentProps) {
  const t = useTranslations('sources')
  const format = useFormatter()
  const announce = useAnnounce()
  const [jump, setJump] = useState<{ key: string; row: number; nonce: number } | null>(null)
  const rows = read !== null && typeof read === 'object' ? read.rows : null
  const matches = useMatches(rows, stops)
  const match = matches[at] ?? null
  const active = match && match.kind !== 'none' ? match.row : null
  const key = `${index} ${at}`
  const sentence = match && describe(match, name)

  function describe(found: RowMatch, sheetName: string): string {
    const place = found.kind === 'none' ? '' : format.number(found.row)
    switch (found.kind) {
      case 'row':
        return sheetName
          ? t('exactness.row', { row: place, sheet: sheetName })
          : t('exactness.rowOnly', { row: place })
      case 'found':
        return t('exactness.rowFound', { row: place })
      case 'differs':
        return t('exactness.rowDiffers', { row: place })
      case 'none':
        return t('exactness.document')
      default:
        return found satisfies never
    }
  }

  const cutSentence =
    rows && read !== null && typeof read === 'object' && (read.isCut.rows || read.isCut.columns)
      ? t(read.isCut.rows ? (read.isCut.columns ? 'bothCut' : 'rowsCut') : 'columnsCut', {
          rows: sheetLimits.rows,
          columns: sheetLimits.columns,
        })
      : null
  useEffect(() => {
    if (sentence) announce(sentence)
  }, [announce, sentence, key])
  useEffect(() => {
    if (cutSentence) announce(cutSentence)
  }, [announce, cutSentence])

  if (!rows) {
    return (
      <>
        {bar?.(null)}
        {read === null ? <Waiting /> : <Problem problem={read as SheetProblem} onRetry={null} />}
      </>
    )
  }
  const target = jump?.key === key ? jump : active === null ? null : { row: active, nonce: 0 }
  return (
    <>
      {bar?.(sentence)}
      <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 border-b border-line px-3 py-1 text-sm text-muted">
        <NumberField
          label={t('rowField')}
          value={jump?.key === key ? jump.row : (active ?? 1)}
          max={Math.max(1, rows.length)}
          suffix={t('ofRows', { count: rows.length })}
          onGo={(row) => setJump({ key, row, nonce: (jump?.nonce ?? 0) + 1 })}
        />
        {cutSentence && <span className="text-xs">{cutSentence}</span>}
      </div>
      <SheetTable
        key={index}
        label={name ? t('sheetOf', { sheet: name, name: source }) : source}
        rows={rows}
        cited={new Set(matches.flatMap((one) => (one && one.kind !== 'none' ? [one.row] : [])))}
        active={active}
        goTo={target}
      />
    </>
  )
}

/** The row of each stop; looked for once, because a slice without a line is compared with every row. */
function useMatches(rows: string[][] | null, stops: (Stop | null)[]): (RowMatch | null)[] {
  const [known] = useState(() => new WeakMap<string[][], Map<string, RowMatch>>())
  if (!rows) return []
  const matches = known.get(rows) ?? new Map<string, RowMatch>()
  known.set(rows, matches)
  return stops.map((stop) => {
    if (!stop) return null
    const { id, row, text } = stop.slice
    const match = matches.get(id) ?? matchRow(rows, row?.line ?? null, text)
    matches.set(id, match)
    return match
  })
}

type SheetTabsProps = {
  sheet: OpenSheet
  offered: number[]
  index: number
  onChoose: (index: number) => void
}

function SheetTabs({ sheet, offered, index, onChoose }: SheetTabsProps) {
  const t = useTranslations('sources')
  if (sheet.names.length < 2) return null
  return (
    <Tabs.Root value={index} onValueChange={(value) => onChoose(Number(value))}>
      <Tabs.List
        aria-label={t('sheets')}
        className="scroll-quiet flex h-10 shrink-0 items-center gap-1 overflow-x-auto border-t border-line px-2"
      >
        {offered.map((one) => (
          <Tabs.Tab
            key={one}
            value={one}
            className="focus-ring-inset h-8 max-w-48 shrink-0 truncate rounded-small px-2.5 text-sm text-muted transition-colors hover:text-ink data-active:bg-selected data-active:text-ink"
          >
            {sheet.names[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs.Root>
  )
}

function Waiting() {
  const t = useTranslations('sources')
  return (
    <div
      role="status"
      aria-label={t('opening')}
      className="grid min-h-0 grow content-start gap-2 overflow-hidden p-3"
    >
      {Array.from({ length: 12 }, (_, row) => (
        // oxlint-disable-next-line react/no-array-index-key -- they are all alike
        <Skeleton key={row} className="h-5" />
      ))}
    </div>
  )
}

function Problem({ problem, onRetry }: { problem: SheetProblem; onRetry: (() => void) | null }): ReactNode {
  const t = useTranslations('sources')
  return (
    <ErrorState text={t(`sheetProblem.${problem}`)} className="px-4 py-3">
      {onRetry && problem === 'unreachable' && (
        <Button size="small" variant="outline" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </ErrorState>
  )
}

function isSameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}

function isOn(stop: Stop, sheet: OpenSheet, index: number): boolean {
  const wanted = stop.slice.row?.sheet ?? null
  return wanted === null || sheet.names.length === 1 || isSameName(sheet.names[index] ?? '', wanted)
}

/** The first ones, and the cited one wherever it is. */
function offeredSheets(count: number, cited: number): number[] {
  const first = Array.from({ length: Math.min(count, sheetLimits.sheets) }, (_, index) => index)
  return cited >= first.length ? [...first, cited] : first
}
