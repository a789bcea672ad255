/** What a person chose for each variable of a form, and what becomes of it. Pure. */
import type { AgentForm, FormField } from '@/lib/forms/schema'
import { kindsOfField } from '@/lib/uploads/limits'
import { matchColumns } from './map-columns'
import type { BatchField, PlainSource } from './schema'

type Part = NonNullable<FormField['template']>['parts'][number]

/** A place that takes one value: a variable, or the part of a template. */
export type Slot = {
  key: string
  field: FormField
  part: Part | null
  /** What a person is shown as its name. */
  name: string
}

/** By key of slot. A slot without a column takes its text, or its files, for all rows; empty ones are left out. */
export type Mapping = {
  columns: Record<string, number>
  texts: Record<string, string>
  files: Record<string, string[]>
}

export const noMapping: Mapping = { columns: {}, texts: {}, files: {} }

/** No name of a variable holds it. */
const separator = '\u001F'

export function slotsOf(form: Pick<AgentForm, 'fields'>): Slot[] {
  return form.fields.flatMap((field) =>
    field.kind === 'template' && field.template
      ? field.template.parts.map((part) => slotOf(field, part))
      : [slotOf(field, null)],
  )
}

export function takesFiles({ field }: Slot): boolean {
  return kindsOfField(field.kind) !== null
}

/** Columns by their names; where a table has none, in their order. What was typed for all rows stays. */
export function guessColumns(
  form: Pick<AgentForm, 'fields'>,
  columns: (string | null)[],
  mapping: Mapping,
): Mapping {
  const slots = slotsOf(form).filter((slot) => !takesFiles(slot) && !mapping.texts[slot.key]?.trim())
  const hasNames = columns.some((column) => column !== null)
  const matches = hasNames
    ? matchColumns(
        slots.map(({ name }) => name),
        columns.map((column) => column ?? ''),
      )
    : slots.map((_, index) => (index < columns.length ? index : null))
  const guessed = slots.flatMap(({ key }, index): [string, number][] => {
    const column = matches[index] ?? null
    return column === null ? [] : [[key, column]]
  })
  return { ...mapping, columns: Object.fromEntries(guessed) }
}

/** As it is sent; variables for which nothing was chosen are left out. */
export function toBatchFields(form: Pick<AgentForm, 'fields'>, mapping: Mapping): BatchField[] {
  return form.fields.flatMap((field): BatchField[] => {
    const base = { fieldId: field.id, name: field.name, kind: field.kind }
    if (field.kind === 'template' && field.template) {
      const parts = field.template.parts.map((part) => ({
        name: part.name,
        source: sourceOf(slotOf(field, part), mapping),
      }))
      if (!parts.some(({ source }) => hasValue(source))) return []
      return [{ ...base, source: { from: 'template', text: field.template.text, parts } }]
    }
    const source = sourceOf(slotOf(field, null), mapping)
    return hasValue(source) ? [{ ...base, source }] : []
  })
}

function slotOf(field: FormField, part: Part | null): Slot {
  return part
    ? { key: `${field.name}${separator}${part.name}`, field, part, name: part.name }
    : { key: field.name, field, part: null, name: field.name }
}

function sourceOf(slot: Slot, { columns, texts, files }: Mapping): PlainSource {
  const column = columns[slot.key]
  if (takesFiles(slot)) return { from: 'constant', value: '', uploads: files[slot.key] ?? [] }
  if (column !== undefined) return { from: 'column', column }
  return { from: 'constant', value: texts[slot.key] ?? '', uploads: [] }
}

function hasValue(source: PlainSource): boolean {
  return source.from === 'column' || source.value.trim() !== '' || source.uploads.length > 0
}
