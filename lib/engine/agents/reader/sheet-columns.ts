/** The columns of a sheet: which hold figures, and which rows and columns a question names. Pure. */
import type { SheetRow } from '../../documents/passage'
import { tokenize } from '../../index/tokenize'

/** The numeric columns whose names the question says, the best fitting first. */
export function findColumns(rows: SheetRow[], question: string): string[] {
  const asked = new Set(tokenize(question).filter((term) => term.length > 1))
  return Object.keys(rows[0]?.cells ?? {})
    .filter((column) => isNumeric(rows, column))
    .map((column) => ({ column, fit: tokenize(column).filter((term) => asked.has(term)).length }))
    .filter(({ fit }) => fit > 0)
    .sort((one, other) => other.fit - one.fit)
    .map(({ column }) => column)
}

export function isNumeric(rows: SheetRow[], column: string): boolean {
  const sample = rows.slice(0, 200).filter(({ cells }) => cells[column] !== '')
  return (
    sample.length > 0 && sample.filter((row) => toNumber(row, column) !== null).length > sample.length * 0.8
  )
}

export function toNumber({ cells }: SheetRow, column: string): number | null {
  const cell = cells[column]
  if (typeof cell === 'number') return cell
  const plainCell = (cell ?? '').replace(/[,，\s]/g, '')
  return /^[-+]?\d+(?:\.\d+)?%?$/.test(plainCell) ? Number.parseFloat(plainCell) : null
}

/** The rows with a cell that the question names, such as a place or a month. */
export function narrow(rows: SheetRow[], question: string): SheetRow[] {
  const asked = question.toLowerCase()
  const named = new Map<string, Set<string>>()
  for (const { cells } of rows) {
    for (const [column, cell] of Object.entries(cells)) {
      if (typeof cell === 'number' || cell.length < 2 || toNumber({ cells } as SheetRow, column) !== null)
        continue
      if (hasWord(asked, cell.toLowerCase())) named.set(column, (named.get(column) ?? new Set()).add(cell))
    }
  }
  const matching = rows.filter(({ cells }) =>
    [...named].every(([column, values]) => values.has(String(cells[column]))),
  )
  return matching.length === 0 ? rows : matching
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(word)
  if (at < 0) return false
  const isLetter = (character: string | undefined) => /[a-z0-9]/.test(character ?? '')
  return (
    !(isLetter(text[at - 1]) && isLetter(word[0])) &&
    !(isLetter(text[at + word.length]) && isLetter(word.at(-1)))
  )
}
