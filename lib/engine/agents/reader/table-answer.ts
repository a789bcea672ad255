/** Questions about the columns of a sheet: the highest, the mean, the sum, how many; over all rows or those that match. */
import type { SheetRow } from '../../documents/passage'
import type { StoredFile } from '../../files/file-store'
import type { Language } from '../../index/language'
import { cite, plain } from './cite'
import type { Composed } from './compose'
import { toTable } from './row-table'
import { findColumns, narrow, toNumber } from './sheet-columns'

const highest = /\b(?:highest|largest|biggest|greatest|maximum|max|most|longest|deepest)\b|最[高大多深长]/i
const lowest = /\b(?:lowest|smallest|least|minimum|min|fewest|shortest)\b|最[低小少浅短]/i
const mean = /\b(?:average|mean)\b|平均/i
const sum = /\b(?:sum|total|altogether)\b|合计|总[和共计]|一共/i
const count = /\bhow many\b|\bnumber of\b|\bcount\b|多少[个条行]|几[个条行]|数量/i

const shownRows = 5
const mostRowsKept = 20

/** Null when the question asks for nothing that can be worked out from a column. */
export function answerFromTables(files: StoredFile[], question: string, language: Language): Composed | null {
  const wantsOrder = highest.test(question) || lowest.test(question)
  if (!wantsOrder && !mean.test(question) && !sum.test(question) && !count.test(question)) return null
  for (const rows of sheetsOf(files)) {
    const chosen = narrow(rows, question)
    const column = findColumns(rows, question)[0] ?? null
    const found =
      column === null
        ? countRows(chosen, rows, question, files, language)
        : wantsOrder
          ? order(chosen, column, lowest.test(question), files, language)
          : workOut(chosen, column, mean.test(question), files, language)
    if (found) return found
  }
  return null
}

function sheetsOf(files: StoredFile[]): SheetRow[][] {
  const sheets = new Map<string, SheetRow[]>()
  for (const passage of files.flatMap((file) => file.passages)) {
    if (passage.kind !== 'row') continue
    const key = `${passage.documentId}/${passage.sheetName}`
    const rows = sheets.get(key) ?? []
    rows.push(passage)
    sheets.set(key, rows)
  }
  return [...sheets.values()]
}

function order(
  rows: SheetRow[],
  column: string,
  isAscending: boolean,
  files: StoredFile[],
  language: Language,
): Composed | null {
  const sorted = rows
    .flatMap((row) => {
      const value = toNumber(row, column)
      return value === null ? [] : [{ row, value }]
    })
    .sort((one, other) => (isAscending ? one.value - other.value : other.value - one.value))
  const [first] = sorted
  if (!first) return null
  const shown = sorted.slice(0, shownRows).map(({ row }) => row)
  const place = cite(first.row, files, language)
  const lead =
    language === 'zh'
      ? `${rows.length} 行里，“${plain(column)}”${isAscending ? '最小' : '最大'}的是 **${first.value}**（${place}）。`
      : `Of ${rows.length} rows the ${isAscending ? 'lowest' : 'highest'} “${plain(column)}” is **${first.value}** (${place}).`
  return { text: `${lead}\n\n${toTable(shown, language)}`, passages: shown }
}

function workOut(
  rows: SheetRow[],
  column: string,
  isMean: boolean,
  files: StoredFile[],
  language: Language,
): Composed | null {
  const values = rows.map((row) => toNumber(row, column)).filter((value) => value !== null)
  const [first] = rows
  if (!first || values.length === 0) return null
  const total = values.reduce((all, value) => all + value, 0)
  const value = Math.round((isMean ? total / values.length : total) * 100) / 100
  const place = cite(first, files, language)
  const text =
    language === 'zh'
      ? `“${plain(column)}”的${isMean ? '平均值' : '合计'}是 **${value}**，由 ${values.length} 行算出（从${place}起）。`
      : `The ${isMean ? 'average' : 'total'} of “${plain(column)}” is **${value}**, worked out from ${values.length} rows (beginning with ${place}).`
  return { text, passages: rows.slice(0, mostRowsKept) }
}

function countRows(
  chosen: SheetRow[],
  rows: SheetRow[],
  question: string,
  files: StoredFile[],
  language: Language,
): Composed | null {
  const [first] = chosen
  const asksRows = /\b(?:rows?|records?|lines?|entries)\b|行|条|记录/i.test(question)
  if (!count.test(question) || !first || (chosen.length === rows.length && !asksRows)) return null
  const place = cite(first, files, language)
  const text =
    language === 'zh'
      ? `共有 **${chosen.length}** 行符合（全表 ${rows.length} 行，从${place}起）。`
      : `**${chosen.length}** of ${rows.length} rows match (beginning with ${place}).`
  return {
    text: `${text}\n\n${toTable(chosen.slice(0, shownRows), language)}`,
    passages: chosen.slice(0, mostRowsKept),
  }
}
