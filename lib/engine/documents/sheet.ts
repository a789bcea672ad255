import type { SheetRow } from './passage'

/** Rows below the header of each sheet; a cell is named by its column. */
export async function readSheets(bytes: Buffer, documentId: string): Promise<SheetRow[]> {
  const { default: readExcelFile } = await import('read-excel-file/node')
  const sheets = await readExcelFile(bytes)
  return sheets.flatMap(({ sheet, data }) => {
    const [header = [], ...rows] = data
    const columns = header.map((cell) => String(cell ?? ''))
    return rows.map((row, index): SheetRow => {
      const cells = Object.fromEntries(columns.map((column, at) => [column, toCell(row[at])]))
      return {
        kind: 'row',
        documentId,
        sheetName: sheet,
        line: index + 2,
        cells,
        text: columns.map((column) => `${column}: ${cells[column]}`).join('; '),
      }
    })
  })
}

function toCell(value: unknown): string | number {
  if (typeof value === 'number' || typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return value === null || value === undefined ? '' : JSON.stringify(value)
}
