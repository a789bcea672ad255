/** What is filled into a form, as the page holds it, and what becomes of it. Pure. */
import { maxFilesPerField } from '@/lib/forms/schema'
import type { AgentForm, FieldKind, FieldValue, FormField, ShownValue } from '@/lib/forms/schema'
import { isFilled } from '@/lib/forms/validate'
import { kindsOfField } from '@/lib/uploads/limits'
import type { Upload } from '@/lib/uploads/schema'

/** Texts by key of field or part; ids of uploads by key of field, in order. What is empty has no entry. */
export type FormValues = { texts: Record<string, string>; files: Record<string, string[]> }

export type TemplatePart = NonNullable<FormField['template']>['parts'][number]

export const noValues: FormValues = { texts: {}, files: {} }

/** Between the names of a template and of its part: no name holds it. */
const separator = '\u001F'
/** Where a part stands in the text of its template. */
const slotPattern = /\{([^{}]+)\}/g

/** A field's name is unique in its form, and stays when the agent's author builds the form anew. */
export function keyOf(field: FormField, part?: TemplatePart): string {
  return part ? `${field.name}${separator}${part.name}` : field.name
}

export function holdsFiles(kind: FieldKind): boolean {
  return kindsOfField(kind) !== null
}

export function isEmpty({ texts, files }: FormValues): boolean {
  return Object.keys(texts).length === 0 && Object.keys(files).length === 0
}

export function withText(values: FormValues, key: string, text: string): FormValues {
  return { ...values, texts: withEntry(values.texts, key, text === '' ? null : text) }
}

export function withFiles(values: FormValues, key: string, ids: string[]): FormValues {
  return { ...values, files: withEntry(values.files, key, ids.length === 0 ? null : ids) }
}

export function withoutUploads(values: FormValues, gone: readonly string[]): FormValues {
  return Object.entries(values.files).reduce((next, [key, ids]) => {
    const left = ids.filter((id) => !gone.includes(id))
    return left.length === ids.length ? next : withFiles(next, key, left)
  }, values)
}

export function uploadIds(values: FormValues): string[] {
  return Object.values(values.files).flat()
}

/** Of saved values those that the form still has a place for: an option that is gone is not chosen any more. */
export function fitting(form: Pick<AgentForm, 'fields'>, { texts, files }: FormValues): FormValues {
  let next = noValues
  for (const field of form.fields) {
    if (holdsFiles(field.kind)) {
      next = withFiles(next, keyOf(field), (files[keyOf(field)] ?? []).slice(0, maxFilesPerField))
      continue
    }
    for (const [slot, key] of textSlots(field)) {
      const text = texts[key]
      if (text !== undefined && isPossible(slot, text)) next = withText(next, key, text)
    }
  }
  return next
}

/** The text of a template with what was filled in; an empty part leaves nothing behind. */
export function joinTemplate(field: FormField, texts: FormValues['texts']): string {
  const { template } = field
  if (!template) return ''
  return template.text.replaceAll(slotPattern, (whole, name: string) => {
    const part = template.parts.find((one) => one.name === name)
    return part ? (texts[keyOf(field, part)] ?? '') : whole
  })
}

/** The same in pieces, with the names of parts that are still empty. */
export function previewOf(
  field: FormField,
  texts: FormValues['texts'],
): { at: number; text: string; isBlank: boolean }[] {
  const { template } = field
  return (template?.text.split(slotPattern) ?? []).map((piece, at) => {
    if (at % 2 === 0) return { at, text: piece, isBlank: false }
    const part = template?.parts.find(({ name }) => name === piece)
    const text = part ? texts[keyOf(field, part)] : `{${piece}}`
    return text ? { at, text, isBlank: false } : { at, text: piece, isBlank: true }
  })
}

/** As they are sent: empty fields are left out. */
export function toFieldValues(form: Pick<AgentForm, 'fields'>, values: FormValues): FieldValue[] {
  return form.fields.flatMap((field) => {
    const value = valueOf(field, values.texts)
    const uploads = holdsFiles(field.kind) ? (values.files[keyOf(field)] ?? []) : []
    if (!isFilled({ value, uploads })) return []
    return [{ fieldId: field.id, name: field.name, kind: field.kind, value, uploads }]
  })
}

/** The same as a transcript shows them. */
export function toShownValues(inputs: FieldValue[], find: (id: string) => Upload | undefined): ShownValue[] {
  return inputs.map((input) => ({ ...input, uploads: input.uploads.flatMap((id) => find(id) ?? []) }))
}

/** What was sent before, as values of a form. */
export function fromShownValues(form: Pick<AgentForm, 'fields'>, shown: ShownValue[]): FormValues {
  let next = noValues
  for (const { name, value, uploads } of shown) {
    const field = form.fields.find((one) => one.name === name)
    if (!field) continue
    const ids = uploads.map(({ id }) => id)
    next = withFiles(withText(next, name, value), name, ids)
    for (const [key, text] of partsIn(field, value)) next = withText(next, key, text)
  }
  return fitting(form, next)
}

/** A form for values whose own form cannot be had: the agent is gone, or the platform cannot be asked. */
export function formOf(appId: string, shown: ShownValue[]): AgentForm {
  return {
    appId,
    kind: 'form',
    isUncertain: true,
    fields: shown.map(({ fieldId, name, kind }) => ({
      id: fieldId,
      name,
      kind: holdsFiles(kind) ? kind : 'text',
      tips: '',
      options: [],
      unknownType: null,
      template: null,
    })),
  }
}

/** A text field or choice and the key of what is in it. */
export function textSlots(field: FormField): [slot: Pick<FormField, 'kind' | 'options'>, key: string][] {
  if (field.kind !== 'template' || !field.template) return [[field, keyOf(field)]]
  return field.template.parts.map((part) => [part, keyOf(field, part)])
}

function valueOf(field: FormField, texts: FormValues['texts']): string {
  if (holdsFiles(field.kind)) return ''
  if (field.kind !== 'template' || !field.template) return texts[keyOf(field)] ?? ''
  const isFilled = field.template.parts.some((part) => texts[keyOf(field, part)]?.trim())
  return isFilled ? joinTemplate(field, texts) : ''
}

/** What was put into the parts of a template, read back from the whole text; nothing where that cannot be told. */
function partsIn(field: FormField, value: string): [key: string, text: string][] {
  const { template } = field
  if (!template) return []
  const filled: TemplatePart[] = []
  const pieces = template.text.split(slotPattern).map((piece, index) => {
    const part = index % 2 === 1 ? template.parts.find(({ name }) => name === piece) : undefined
    if (!part) return index % 2 === 1 ? literal(`{${piece}}`) : literal(piece)
    filled.push(part)
    return String.raw`([\s\S]*?)`
  })
  const found = new RegExp(`^${pieces.join('')}$`).exec(value)
  return found ? filled.map((part, index) => [keyOf(field, part), found[index + 1] ?? '']) : []
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

function isPossible({ kind, options }: Pick<FormField, 'kind' | 'options'>, text: string): boolean {
  return kind !== 'choice' || options.length === 0 || options.includes(text)
}

function withEntry<Value>(entries: Record<string, Value>, key: string, value: Value | null) {
  const { [key]: _, ...others } = entries
  return value === null ? others : { ...others, [key]: value }
}
