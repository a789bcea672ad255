import Papa from 'papaparse'
import type { SheetRows } from './limits'

type Limits = { rows: number; columns: number; characters: number }

/** Text in UTF-8, UTF-16 with its mark, or else GB 18030, which sheets from Chinese desktops are written in. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Rows of a CSV or TSV; the delimiter is found by itself. */
export function readCsv(text: string, limits: Limits): SheetRows {
  const { data } = Papa.parse<string[]>(text, { preview: limits.rows + 1, skipEmptyLines: false })
  const last = data.at(-1)
  // A line end at the end of the file begins no row.
  const rows = last?.length === 1 && last[0] === '' ? data.slice(0, -1) : data
  const isCut = { rows: rows.length > limits.rows, columns: rows.some((row) => row.length > limits.columns) }
  return {
    rows: rows
      .slice(0, limits.rows)
      .map((row) => row.slice(0, limits.columns).map((cell) => cell.slice(0, limits.characters))),
    isCut,
  }
}
