/** What a question asks of a sheet: which figures, of which rows, joined how, in which order. Pure. */
import type { SheetRow } from '../../documents/passage'
import { readHowMany } from '../../agents/guide/how-many'
import { chinese, english, metrics } from '../../agents/guide/lake-columns'
import { findColumns, isNumeric, narrow, toNumber } from '../../agents/reader/sheet-columns'
import { tokenize } from '../../index/tokenize'

export type Sheet = { name: string; fileName: string; rows: SheetRow[] }

export type Joining = 'mean' | 'sum' | 'count' | 'max' | 'min'

export type SheetQuestion = {
  sheet: Sheet
  /** After the rows that the question names. */
  rows: SheetRow[]
  /** Null: the sheet has no figures, or rows are counted. */
  column: string | null
  /** Of a comparison of two columns. */
  second: string | null
  /** The column whose cells make groups. */
  group: string | null
  joining: Joining
  isAscending: boolean
  limit: number
  /** What names a row. */
  label: string
}

const usualLimit = 10

/** @param sheets at least one */
export function readQuestion(sheets: [Sheet, ...Sheet[]], question: string): SheetQuestion {
  const [first] = sheets
  const sheet =
    sheets.find(({ fileName, name }) => mentions(question, fileName) || mentions(question, name)) ??
    sheets.find(({ rows }) => findFigures(rows, question).length > 0) ??
    first
  const rows = narrow(sheet.rows, question)
  const asked = findFigures(sheet.rows, question)
  const column = asked[0] ?? columnsOf(sheet.rows).find((one) => isNumeric(sheet.rows, one)) ?? null
  const group = findGroup(sheet.rows, question)
  const joining = findJoining(question)
  return {
    sheet,
    rows,
    // Rows are counted whatever stands in them.
    column: group !== null && joining === 'count' ? null : column,
    second: asksRelation.test(question) ? (asked[1] ?? null) : null,
    group,
    joining,
    isAscending: /\b(?:lowest|smallest|least|fewest|shallowest|ascending)\b|最[低小少浅短]|升序/i.test(question),
    limit: readHowMany(question) ?? usualLimit,
    label: labelOf(sheet.rows, question),
  }
}

const asksRelation = /correlat|relation|versus|\bvs\.?\b|depend|相关|关系|关联/i

/** Numeric columns that the question names, in its order of fit; those of the lakes also by their usual words. */
function findFigures(rows: SheetRow[], question: string): string[] {
  const known = metrics
    .filter(({ column, words }) => columnsOf(rows).includes(column) && words.test(question))
    .map(({ column }) => column)
  return [...new Set([...findColumns(rows, question), ...known])]
}

function findGroup(rows: SheetRow[], question: string): string | null {
  const said = /\b(?:by|per|for each|group(?:ed)? by)\s+(?:the\s+)?([\p{L} ]+)|[按每各](?:个)?([\p{Script=Han}]{1,6})/iu.exec(question)
  const words = said?.[1] ?? said?.[2]
  if (words === undefined) return null
  const asked = new Set(tokenize(words))
  const texts = columnsOf(rows).filter((column) => !isNumeric(rows, column))
  const isChinese = said?.[2] !== undefined
  const fitting = texts
    .filter((column) => tokenize(column).some((term) => term.length > 1 && asked.has(term)) || (isChinese && mentionsPart(column, words)))
    .filter((column) => new Set(rows.map(({ cells }) => cells[column])).size < rows.length)
  return fitting.find((column) => isChinese === /\p{Script=Han}/u.test(firstCell(rows, column))) ?? fitting[0] ?? null
}

function firstCell(rows: SheetRow[], column: string): string {
  return String(rows.find(({ cells }) => cells[column] !== '')?.cells[column] ?? '')
}

function mentionsPart(column: string, words: string): boolean {
  return [...column.matchAll(/\p{Script=Han}{2,}/gu)].some(([run]) => words.includes(run) || run.includes(words))
}

function findJoining(question: string): Joining {
  if (/\b(?:average|mean)\b|平均/i.test(question)) return 'mean'
  if (/\b(?:sum|total|altogether)\b|合计|总[和共计量]|一共/i.test(question)) return 'sum'
  if (/\b(?:how many|number of|count)\b|多少[个条行]|几[个条行]|数量|个数/i.test(question)) return 'count'
  if (/\b(?:lowest|smallest|minimum|min)\b|最[低小浅]/i.test(question)) return 'min'
  return /\b(?:highest|largest|deepest|maximum|max)\b|最[高大深]/i.test(question) ? 'max' : 'mean'
}

/** The first column of words; of the lakes the one in the language of the question. */
function labelOf(rows: SheetRow[], question: string): string {
  const columns = columnsOf(rows)
  if (columns.includes(english.name) && columns.includes(chinese.name))
    return /\p{Script=Han}/u.test(question) ? chinese.name : english.name
  return columns.find((column) => !isNumeric(rows, column)) ?? columns[0] ?? ''
}

function columnsOf(rows: SheetRow[]): string[] {
  return Object.keys(rows[0]?.cells ?? {})
}

function mentions(question: string, name: string): boolean {
  const stem = name.toLowerCase().replace(/\.[^.]+$/, '')
  return stem.length > 2 && question.toLowerCase().includes(stem)
}

/** The figures of a column, without rows that have none. */
export function figuresOf(rows: SheetRow[], column: string): { row: SheetRow; value: number }[] {
  return rows.flatMap((row) => {
    const value = toNumber(row, column)
    return value === null ? [] : [{ row, value }]
  })
}
