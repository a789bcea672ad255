/** From the cells of a row to what an agent's form is filled with. Pure. */
import type { AgentForm, FieldValue } from '@/lib/forms/schema'
import type { BatchField, PlainSource } from './schema'

/** Where a part stands in the text of its template. */
const slotPattern = /\{([^{}]+)\}/g

/** The values of one row as they are sent; variables without a value are left out. */
export function valuesOfRow(fields: BatchField[], cells: string[]): FieldValue[] {
  return fields.flatMap(({ fieldId, name, kind, source }) => {
    const text =
      source.from === 'template' ? joinTemplate(source.text, source.parts, cells) : textOf(source, cells)
    const value = kind === 'choice' ? text.trim() : text
    const uploads = source.from === 'constant' ? source.uploads : []
    return value.trim() === '' && uploads.length === 0 ? [] : [{ fieldId, name, kind, value, uploads }]
  })
}

/** Whether the mapping speaks of the form's own variables, each once. A form that could not be read fits everything. */
export function fitsForm(form: AgentForm, fields: BatchField[], columns: number): boolean {
  const names = new Set(fields.map(({ name }) => name))
  if (names.size < fields.length || !fields.every(({ source }) => sourceExists(source, columns))) return false
  if (form.isUncertain) return true
  return fields.every((field) =>
    form.fields.some((one) => one.id === field.fieldId && one.name === field.name && one.kind === field.kind),
  )
}

function sourceExists(source: BatchField['source'], columns: number): boolean {
  if (source.from === 'template') return source.parts.every((part) => sourceExists(part.source, columns))
  return source.from === 'constant' || source.column < columns
}

function textOf(source: PlainSource, cells: string[]): string {
  return source.from === 'column' ? (cells[source.column] ?? '') : source.value
}

/** An empty part leaves nothing behind; with all parts empty there is nothing to send. */
function joinTemplate(text: string, parts: { name: string; source: PlainSource }[], cells: string[]): string {
  const filled = new Map(parts.map((part) => [part.name, textOf(part.source, cells)]))
  if (![...filled.values()].some((value) => value.trim() !== '')) return ''
  return text.replaceAll(slotPattern, (whole, name: string) => filled.get(name) ?? whole)
}
