import type { SheetRow } from '../../documents/passage'
import type { Language } from '../../index/language'
import { plain } from './cite'

const mostColumns = 8
const longestCell = 120

/** Rows of one sheet as a Markdown table, with the number of each. */
export function toTable(rows: SheetRow[], language: Language): string {
  const columns = Object.keys(rows[0]?.cells ?? {}).slice(0, mostColumns)
  const head = [language === 'zh' ? '行' : 'Row', ...columns.map(plain)]
  const body = rows.map(({ line, cells }) => [
    String(line),
    ...columns.map((column) => plain(shorten(String(cells[column] ?? '')))),
  ])
  return [head, head.map((_, at) => (at === 0 ? '---:' : '---')), ...body]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function shorten(text: string): string {
  return text.length > longestCell ? `${text.slice(0, longestCell)}…` : text
}
