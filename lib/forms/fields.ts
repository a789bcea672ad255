/** From the platform's variables to the fields of a form (api-facts §3.1). Pure. */
import type { AgentVariable, PlainVariable } from '@/lib/upstream/agents/variables'
import { maxFields } from './schema'
import type { AgentForm, FieldKind, FormField } from './schema'

/** Of fields whose variable has no id of its own, or one that is taken: files for them go up without a unit. */
const madeId = /^field-\d+$/
const fieldId = /^[A-Za-z0-9_-]{1,64}$/

const kinds: Record<string, FieldKind> = {
  input: 'text',
  selection_list: 'choice',
  upload_file: 'file',
  upload_image: 'image',
  upload_video: 'video',
  upload_audio: 'audio',
  input_template: 'template',
}

/** `upload_unit_id` of a file for this field; null when the platform gave the variable no id. */
export function unitIdOf(id: string): string | null {
  return madeId.test(id) ? null : id
}

/**
 * One field a variable, in order, at most `maxFields`. Names are the keys of values, so that of several variables with
 * one name the first counts. A choice without options and a template without parts become texts. Parts of a template
 * that take files become fields of their own: a file has no place within a text.
 */
export function toFields(variables: readonly AgentVariable[]): FormField[] {
  const names = new Set<string>()
  const ids = new Set<string>()
  const isNew = (known: Set<string>, word: string) => !known.has(word) && known.add(word) !== undefined
  return variables
    .flatMap(toDrafts)
    .filter(({ name }) => isNew(names, name))
    .slice(0, maxFields)
    .map((field, index) => {
      const isUsable = fieldId.test(field.id) && !madeId.test(field.id) && isNew(ids, field.id)
      return isUsable ? field : { ...field, id: `field-${index}` }
    })
}

/** `dialogue` when a composer is all that it needs: nothing, or one plain text. */
export function formKind(fields: readonly FormField[]): AgentForm['kind'] {
  return fields.length === 0 || (fields.length === 1 && fields[0]?.kind === 'text') ? 'dialogue' : 'form'
}

function toDrafts(variable: AgentVariable): FormField[] {
  const plain = toPlain(variable)
  if (plain.kind !== 'template') return [{ ...plain, template: null }]
  const parts = (variable.template?.parts ?? [])
    .map(toPlain)
    .filter(({ name }, index, all) => all.findIndex((other) => other.name === name) === index)
  const texts = parts.filter(({ kind }) => kind === 'text' || kind === 'choice')
  const files = parts.filter(({ kind }) => kind !== 'text' && kind !== 'choice' && kind !== 'template')
  const names = texts.map(({ name }) => name)
  const own: FormField =
    texts.length === 0
      ? { ...plain, kind: 'text', template: null }
      : { ...plain, template: { text: toSlots(variable.template?.text ?? '', names), parts: texts } }
  return [own, ...files.map((file) => ({ ...file, template: null }))]
}

function toPlain({ id, name, type, tips, options: given }: PlainVariable) {
  const known = Object.hasOwn(kinds, type) ? (kinds[type] ?? 'text') : 'text'
  const options = known === 'choice' ? given.filter((option) => option.trim() !== '') : []
  const isUnusable = known === 'choice' && options.length === 0
  return {
    id,
    name,
    kind: isUnusable ? ('text' as const) : known,
    tips,
    options,
    unknownType: !isUnusable && Object.hasOwn(kinds, type) ? null : type,
  }
}

/**
 * Upstream's text with `{{name}}` as ours with `{name}`: slots of parts that do not exist go, and parts without a slot
 * follow, one a line, so that nothing that is filled in is lost.
 */
function toSlots(text: string, names: readonly string[]): string {
  const placed = new Set<string>()
  const slots = text.replaceAll(/\{\{([^{}]*)\}\}/g, (_whole, inner: string) => {
    const name = inner.trim()
    if (!names.includes(name)) return ''
    placed.add(name)
    return `{${name}}`
  })
  for (const name of names) if (slots.includes(`{${name}}`)) placed.add(name)
  const rest = names.filter((name) => !placed.has(name)).map((name) => `${name}: {${name}}`)
  return [slots, ...rest].filter((line) => line !== '').join('\n')
}
