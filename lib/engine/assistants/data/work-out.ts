/** Works out what a question asks of a sheet, with the Python that does the same. Pure. */
import type { SheetRow } from '../../documents/passage'
import type { Bar } from '../../media/bar-chart'
import { figuresOf } from './sheet-question'
import type { Joining, SheetQuestion } from './sheet-question'

export type Summary = {
  count: number
  sum: number
  mean: number
  median: number
  min: number
  max: number
  deviation: number
}

/** `name` is in Latin letters where the row has any: charts write no others. */
type Line = { label: string; name: string; value: number; rows: number }

export type Worked =
  | { kind: 'ranking' | 'groups'; table: Line[]; of: number }
  | { kind: 'relation'; coefficient: number; pairs: number }
  | { kind: 'nothing' }

export function summarize(values: number[]): Summary {
  const sorted = values.toSorted((one, other) => one - other)
  const sum = values.reduce((all, value) => all + value, 0)
  const mean = sum / (values.length || 1)
  const middle = sorted.length / 2
  const at = (index: number) => sorted[index] ?? 0
  const variance = values.reduce((all, value) => all + (value - mean) ** 2, 0) / Math.max(1, values.length - 1)
  return {
    count: values.length,
    sum,
    mean,
    median: Number.isInteger(middle) ? (at(middle - 1) + at(middle)) / 2 : at(Math.floor(middle)),
    min: at(0),
    max: at(sorted.length - 1),
    deviation: Math.sqrt(variance),
  }
}

export function workOut(asked: SheetQuestion): Worked {
  const { rows, column, second, group } = asked
  if (column === null) return group === null ? { kind: 'nothing' } : joinGroups(asked, group)
  if (second !== null) return correlate(rows, column, second)
  return group === null ? rank(asked, column) : joinGroups(asked, group)
}

function rank({ rows, label, isAscending, limit }: SheetQuestion, column: string): Worked {
  const figures = figuresOf(rows, column)
  if (figures.length === 0) return { kind: 'nothing' }
  const table = figures
    .toSorted((one, other) => (isAscending ? one.value - other.value : other.value - one.value))
    .slice(0, limit)
    .map(({ row, value }) => ({ label: String(row.cells[label] ?? ''), name: toName(row, label), value, rows: 1 }))
  return { kind: 'ranking', table, of: figures.length }
}

function toName({ cells }: SheetRow, label: string): string {
  const texts = [cells[label], ...Object.values(cells)].filter((cell) => typeof cell === 'string')
  return texts.find((text) => /\p{Script=Latin}/u.test(text)) ?? texts[0] ?? ''
}

function joinGroups({ rows, column, joining, isAscending, limit }: SheetQuestion, group: string): Worked {
  const groups = Map.groupBy(rows, ({ cells }) => String(cells[group] ?? ''))
  const joined = [...groups].map(([label, own]) => {
    const values = column === null ? [] : figuresOf(own, column).map(({ value }) => value)
    return { label,
      name: label, value: join(values, own.length, column === null ? 'count' : joining), rows: own.length }
  })
  const table = joined
    .toSorted((one, other) => (isAscending ? one.value - other.value : other.value - one.value))
    .slice(0, limit)
  return { kind: 'groups', table, of: groups.size }
}

function join(values: number[], rows: number, joining: Joining): number {
  const summary = summarize(values)
  return joining === 'count' ? rows : summary[joining]
}

/** Pearson's coefficient over the rows that have both figures. */
function correlate(rows: SheetRow[], first: string, second: string): Worked {
  const others = new Map(figuresOf(rows, second).map(({ row, value }) => [row, value]))
  const pairs = figuresOf(rows, first).flatMap(({ row, value }) => {
    const other = others.get(row)
    return other === undefined ? [] : [[value, other] as const]
  })
  if (pairs.length < 3) return { kind: 'nothing' }
  const [x, y] = [summarize(pairs.map(([value]) => value)), summarize(pairs.map(([, value]) => value))]
  const together = pairs.reduce((sum, [one, other]) => sum + (one - x.mean) * (other - y.mean), 0)
  const coefficient = together / ((pairs.length - 1) * x.deviation * y.deviation || 1)
  return { kind: 'relation', coefficient, pairs: pairs.length }
}

/** What Python would print for a table. */
export function printTable(worked: Worked): string {
  if (worked.kind === 'nothing') return 'Empty DataFrame'
  if (worked.kind === 'relation') return worked.coefficient.toFixed(4)
  return worked.table.map(({ label, value }) => `${label}\t${toShort(value)}`).join('\n')
}

export function printSummary(column: string, summary: Summary): string {
  const { count, mean, deviation, min, median, max } = summary
  const lines = { count, mean, std: deviation, min, '50%': median, max }
  return [
    ...Object.entries(lines).map(([name, value]) => `${name.padEnd(6)}${toShort(value)}`),
    `Name: ${column}, dtype: float64`,
  ].join('\n')
}

export function toLoadingCode({ sheet, column }: SheetQuestion): string {
  const name = JSON.stringify(sheet.fileName)
  const read = /\.csv$/i.test(sheet.fileName)
    ? `pd.read_csv(${name})`
    : `pd.read_excel(${name}, sheet_name=${JSON.stringify(sheet.name)})`
  const look = column === null ? 'df.head()' : `df[${JSON.stringify(column)}].describe()`
  return `import pandas as pd\n\ndf = ${read}\nprint(len(df))\nprint(${look})`
}

export function toWorkingCode(asked: SheetQuestion): string {
  const { rows, sheet, column, second, group, joining, isAscending, limit, label } = asked
  const chosen = rows.length === sheet.rows.length ? [] : [`df = df.loc[${toIndexes(rows)}]  # ${rows.length} rows`]
  const quoted = (name: string) => JSON.stringify(name)
  const order = isAscending ? 'ascending=True' : 'ascending=False'
  if (column !== null && second !== null)
    return [...chosen, `print(df[${quoted(column)}].corr(df[${quoted(second)}]))`].join('\n')
  const what =
    group !== null
      ? `df.groupby(${quoted(group)})${column === null || joining === 'count' ? '.size()' : `[${quoted(column)}].${joining}()`}`
      : `df.set_index(${quoted(label)})[${quoted(column ?? label)}]`
  return [...chosen, `result = ${what}.sort_values(${order}).head(${limit})`, 'print(result)'].join('\n')
}

export const chartCode = 'import matplotlib.pyplot as plt\n\nresult.plot.barh()\nplt.savefig("chart.png")'

function toIndexes(rows: SheetRow[]): string {
  const shown = rows.slice(0, 12).map(({ line }) => line - 2)
  return `[${shown.join(', ')}${rows.length > shown.length ? ', …' : ''}]`
}

export function toBars(worked: Worked): Bar[] {
  return worked.kind === 'ranking' || worked.kind === 'groups' ? worked.table.map(({ name, value }) => ({ label: name, value })) : []
}

export function toShort(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 })
}
