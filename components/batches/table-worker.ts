/** Reads a table off the page's thread: one request, one answer. */
import Papa from 'papaparse'
import readExcelFile from 'read-excel-file/web-worker'
import { capped } from '@/lib/batches/table'
import type { RawTable, TableFormat } from '@/lib/batches/table'
import { unpackedBytes } from './unpacked-bytes'

export type TableRequest = { bytes: ArrayBuffer; format: TableFormat; sheet: string | null }
export type TableAnswer = { table: RawTable } | { problem: 'too_large' | 'unreadable' }

/** A workbook that unpacks to more is refused: it may have been made to fill the memory. */
const maxUnpackedBytes = 300 * 1024 * 1024

addEventListener('message', (event: MessageEvent<TableRequest>) => {
  void read(event.data)
    .catch((): TableAnswer => ({ problem: 'unreadable' }))
    .then((answer) => postMessage(answer))
})

async function read({ bytes, format, sheet }: TableRequest): Promise<TableAnswer> {
  if (format === 'csv') return { table: readCsv(bytes) }
  if (unpackedBytes(bytes) > maxUnpackedBytes) return { problem: 'too_large' }
  return { table: await readWorkbook(bytes, sheet) }
}

function readCsv(bytes: ArrayBuffer): RawTable {
  const { text, encoding } = decode(bytes)
  if (text.includes('\0')) throw new Error('not a text')
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true })
  return { ...capped(data), totalRows: data.length, sheets: [], sheet: null, encoding }
}

/** By its byte order mark, else UTF-8 when it is that without a fault, else what Chinese spreadsheets write. */
function decode(bytes: ArrayBuffer): { text: string; encoding: string | null } {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength))
  if (first === 0xff && second === 0xfe) return decodeAs('UTF-16LE', bytes)
  if (first === 0xfe && second === 0xff) return decodeAs('UTF-16BE', bytes)
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: null }
  } catch {
    return decodeAs('GB18030', bytes)
  }
}

function decodeAs(encoding: string, bytes: ArrayBuffer): { text: string; encoding: string } {
  return { text: new TextDecoder(encoding).decode(bytes), encoding }
}

async function readWorkbook(bytes: ArrayBuffer, wanted: string | null): Promise<RawTable> {
  const sheets = await readExcelFile(bytes)
  const chosen = sheets.find(({ sheet }) => sheet === wanted) ?? sheets.find(({ data }) => data.length > 1)
  const { sheet, data } = chosen ?? sheets[0] ?? { sheet: null, data: [] }
  const { rows, hasMoreColumns } = capped(data.map((row) => row.map(textOf)))
  const names = sheets.map((one) => one.sheet)
  return { rows, hasMoreColumns, totalRows: data.length, sheets: names, sheet, encoding: null }
}

/** As a spreadsheet would show it, dates as ISO 8601. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) {
    const text = cell.toISOString()
    return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ')
  }
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  return String(cell)
}
