/** From the cells of a row to what an agent's form is filled with. Pure. */
import type { AgentForm, FieldValue } from '@/lib/forms/schema'
import type { BatchField, PlainSource } from './schema'

/** Where a part stands in the text of its template. */
const slotPattern = /\{([^{}]+)\}/g

/**
 * Reads the values of a row as they are sent. Variables without a value are left out; a choice that differs from an
 * option in case, width or spaces alone becomes that option.
 */
export function rowReader(
  form: Pick<AgentForm, 'fields'>,
  fields: BatchField[],
): (cells: string[]) => FieldValue[] {
  const options = new Map(
    form.fields
      .filter(({ kind }) => kind === 'choice')
      .map((field) => [field.name, new Map(field.options.map((option) => [folded(option), option]))]),
  )
  return (cells) =>
    fields.flatMap(({ fieldId, name, kind, source }) => {
      const text =
        source.from === 'template' ? joinTemplate(source.text, source.parts, cells) : textOf(source, cells)
      const value = kind === 'choice' ? chosen(text, options.get(name)) : text
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

function chosen(text: string, options: Map<string, string> | undefined): string {
  return options?.get(folded(text)) ?? text.trim()
}

function folded(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase()
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
