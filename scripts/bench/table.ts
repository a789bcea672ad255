export type Table = { title: string; head: string[]; rows: string[][]; note?: string }

/** A Markdown table whose columns also line up in a terminal. */
export function toMarkdown({ title, head, rows, note }: Table): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length), 3),
  )
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [`## ${title}`, '', line(head), rule, ...rows.map(line), ...(note ? ['', note] : []), ''].join('\n')
}
