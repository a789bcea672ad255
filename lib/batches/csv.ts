/**
 * CSV as RFC 4180 says, for spreadsheets: CRLF, quotes doubled, a byte order mark so that Excel reads UTF-8. Pure.
 *
 * A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, their full-width forms, a tab
 * or a carriage return) gets an apostrophe in front, as OWASP's "CSV Injection" advises: answers and other people's
 * tables must not run in the reader's spreadsheet. Plain numbers such as `-5` or `+3.2 %` stay numbers.
 */
export const byteOrderMark = '\uFEFF'

export function csvLine(cells: string[]): string {
  return `${cells.map((cell) => quoted(withoutFormula(cell))).join(',')}\r\n`
}

/** The text as a spreadsheet may open it: never a formula. */
export function withoutFormula(cell: string): string {
  return /^[=+\-@\t\r＝＋－＠]/.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell
}

const plainNumber = /^[+-]?(?:\d[\d,]*)?\.?\d+(?:[eE][+-]?\d+)?\s?%?$/

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell
}
