'use client'

import { useFormatter, useTranslations } from 'use-intl'
import type { UsageRow } from '@/lib/runs/events'
import { sumOf } from '@/lib/runs/step-tokens'

/** Tokens by node, and their sum. A node that ran several times has one line. */
export function UsageDetails({ rows }: { rows: UsageRow[] }) {
  const t = useTranslations('chat')
  const lines = joinRows(rows)
  const format = useFormatter()
  const sum = (field: 'inputTokens' | 'outputTokens' | 'totalTokens') =>
    rows.reduce((total, row) => total + row[field], 0)
  const hasModels = rows.some(({ model }) => model !== null)
  const number = 'py-1 pl-4 text-right align-top tabular-nums'
  return (
    <div className="scroll-quiet mt-2 animate-fade overflow-x-auto text-xs">
      <table className="w-full max-w-question border-t border-line">
        <caption className="sr-only">{t('usage')}</caption>
        <thead className="text-muted">
          <tr>
            <th scope="col" className="py-1 text-left font-normal">
              {t('usageNode')}
            </th>
            {hasModels && (
              <th scope="col" className="py-1 pl-4 text-left font-normal">
                {t('usageModel')}
              </th>
            )}
            <th scope="col" className={`${number} font-normal`}>
              {t('usageInput')}
            </th>
            <th scope="col" className={`${number} font-normal`}>
              {t('usageOutput')}
            </th>
            <th scope="col" className={`${number} font-normal`}>
              {t('usageAll')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ row, count }) => (
            <tr key={keyOf(row)}>
              <th scope="row" className="py-1 text-left font-normal break-words align-top">
                {count > 1
                  ? t('usageRuns', { name: row.nodeName ?? t('wholeRun'), count: String(count) })
                  : (row.nodeName ?? t('wholeRun'))}
              </th>
              {hasModels && <td className="py-1 pl-4 align-top text-muted">{row.model}</td>}
              <td className={number}>
                {format.number(row.inputTokens)}
                <Part count={row.cachedTokens} words={(count) => t('usageCached', { count })} />
              </td>
              <td className={number}>
                {format.number(row.outputTokens)}
                <Part count={row.reasoningTokens} words={(count) => t('usageReasoning', { count })} />
              </td>
              <td className={number}>{format.number(row.totalTokens)}</td>
            </tr>
          ))}
        </tbody>
        {lines.length > 1 && (
          <tfoot className="border-t border-line font-medium">
            <tr>
              <th scope="row" colSpan={hasModels ? 2 : 1} className="py-1 text-left font-medium">
                {t('usageAll')}
              </th>
              <td className={number}>{format.number(sum('inputTokens'))}</td>
              <td className={number}>{format.number(sum('outputTokens'))}</td>
              <td className={number}>{format.number(sum('totalTokens'))}</td>
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

type PartProps = { count: number | null | undefined; words: (count: string) => string }

/** What of the number above was something special. */
function Part({ count, words }: PartProps) {
  const format = useFormatter()
  if (!count) return null
  return <span className="block font-normal text-muted">{words(format.number(count))}</span>
}

/** Rows of one node and model in one, in the order in which the nodes first appear. */
function joinRows(rows: UsageRow[]): { row: UsageRow; count: number }[] {
  const lines = new Map<string, { row: UsageRow; count: number }>()
  for (const row of rows) {
    const line = lines.get(keyOf(row))
    if (line) lines.set(keyOf(row), { row: addRows(line.row, row), count: line.count + 1 })
    else lines.set(keyOf(row), { row, count: 1 })
  }
  return [...lines.values()]
}

function addRows(one: UsageRow, other: UsageRow): UsageRow {
  return {
    ...one,
    ...sumOf([one, other]),
    cachedTokens: (one.cachedTokens ?? 0) + (other.cachedTokens ?? 0),
    reasoningTokens: (one.reasoningTokens ?? 0) + (other.reasoningTokens ?? 0),
  }
}

function keyOf({ nodeName, model }: UsageRow): string {
  return JSON.stringify([nodeName, model])
}
