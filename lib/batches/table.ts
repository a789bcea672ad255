/** A table that a person chose, as the browser reads it. Pure. */
import { maxBatchColumns, maxBatchRows } from './schema'

export const maxTableBytes = 20 * 1024 * 1024

export type TableFormat = 'csv' | 'xlsx'

/** Rows as they stand in the file, the head among them; at most one more than a batch can hold. */
export type RawTable = {
  rows: string[][]
  /** Of the file, also those that were left out. */
  totalRows: number
  hasMoreColumns: boolean
  /** Of the workbook; empty for CSV. */
  sheets: string[]
  sheet: string | null
  /** What the text was read as, when it is not UTF-8. */
  encoding: string | null
}

export type TableProblem = 'type' | 'too_large' | 'unreadable' | 'no_rows'

/** A table whose columns have names; rows have a cell for every column. */
export type Table = {
  columns: (string | null)[]
  rows: string[][]
  emptyRows: number
  /** Rows below the head, also those beyond what a batch can hold. */
  totalRows: number
}

export function formatOf(fileName: string): TableFormat | null {
  if (/\.(csv|tsv|txt)$/i.test(fileName)) return 'csv'
  return /\.xlsx$/i.test(fileName) ? 'xlsx' : null
}

/** @param hasHeader whether the first row holds the names of the columns; a column without one is null */
export function tableOf(raw: RawTable, hasHeader: boolean): Table {
  const width = Math.max(0, ...raw.rows.map((row) => row.length))
  const [head = []] = hasHeader ? raw.rows : []
  const below = (hasHeader ? raw.rows.slice(1) : raw.rows).slice(0, maxBatchRows)
  const rows = below
    .filter((row) => row.some((cell) => cell.trim() !== ''))
    .map((row) => Array.from({ length: width }, (_, column) => row[column] ?? ''))
  return {
    columns: Array.from({ length: width }, (_, column) => head[column]?.trim() || null),
    rows,
    emptyRows: below.length - rows.length,
    totalRows: raw.totalRows - (hasHeader ? 1 : 0),
  }
}

/** Cuts what a batch cannot hold; one more row than that is kept for the head. */
export function capped(rows: string[][]): { rows: string[][]; hasMoreColumns: boolean } {
  const kept = rows.slice(0, maxBatchRows + 1)
  return {
    rows: kept.map((row) => row.slice(0, maxBatchColumns)),
    hasMoreColumns: kept.some((row) => row.length > maxBatchColumns),
  }
}

/** How a spreadsheet names a column: A … Z, AA … */
export function letterOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : letterOf(Math.floor(column / 26) - 1) + last
}
