import { decodeText } from './decode-text'
import type { SheetRow } from './passage'

/** Rows below the header of each sheet; a cell is named by its column. */
export async function readSheets(bytes: Buffer, documentId: string): Promise<SheetRow[]> {
  const { default: readExcelFile } = await import('read-excel-file/node')
  const sheets = await readExcelFile(bytes)
  return sheets.flatMap(({ sheet, data }) => toRows(data, sheet, documentId))
}

/**
 * Comma, semicolon or tab separated values in UTF-8, UTF-16 or GB18030. A row counts as one however many lines its
 * cells have. Reads one row more than `limit`, so that too many are noticed.
 * @throws UnreadableDocument when the bytes are no text
 */
export async function readCsv(bytes: Buffer, documentId: string, limit: number): Promise<SheetRow[]> {
  const { default: papaparse } = await import('papaparse')
  const { data } = papaparse.parse<string[]>(decodeText(bytes), { preview: limit + 2 })
  return toRows(data, null, documentId)
}

function toRows(
  data: readonly (readonly unknown[])[],
  sheetName: string | null,
  documentId: string,
): SheetRow[] {
  const [header = [], ...rows] = data
  const columns = toNames(header, Math.max(header.length, ...rows.slice(0, 100).map((row) => row.length)))
  return rows.flatMap((row, index): SheetRow[] => {
    if (row.every((cell) => cell === null || cell === undefined || cell === '')) return []
    const cells = Object.fromEntries(columns.map((column, at) => [column, toCell(row[at])]))
    return [
      {
        kind: 'row',
        documentId,
        sheetName,
        line: index + 2,
        cells,
        text: columns.map((column) => `${column}: ${cells[column]}`).join('; '),
      },
    ]
  })
}

/** A column without a name, or with one that is taken, goes by its letter as well. */
function toNames(header: readonly unknown[], count: number): string[] {
  const names: string[] = []
  for (let at = 0; at < count; at += 1) {
    const own = String(header[at] ?? '').trim()
    names.push(own === '' || names.includes(own) ? `${own} ${toLetters(at)}`.trim() : own)
  }
  return names
}

function toLetters(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest > 0 ? toLetters(rest - 1) : '') + String.fromCharCode(65 + (index % 26))
}

function toCell(value: unknown): string | number {
  if (typeof value === 'number') return value
  if (typeof value === 'string') return value.trim()
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return value === null || value === undefined ? '' : JSON.stringify(value)
}
