/** Values from a link: `/agents/7?v.topic=lakes&v.tone=formal`, also into the part of a template: `?v.letter.name=…`. */
import type { AgentForm, FormField } from '@/lib/forms/schema'
import { holdsFiles, keyOf, noValues, withText } from './form-values'
import type { FormValues } from './form-values'

const prefix = 'v.'
/** Far more than an address holds. */
const maxLength = 20_000

export type Prefill = {
  values: FormValues
  /** Names of the fields that were filled, in the form's order. */
  filled: string[]
}

/** Unknown names, files and options that do not exist are ignored. */
export function prefillOf(form: Pick<AgentForm, 'fields'>, query: URLSearchParams): Prefill {
  let values = noValues
  const filled: string[] = []
  const fill = (name: string, slot: Pick<FormField, 'kind' | 'options'>, key: string) => {
    const text = query.get(`${prefix}${name}`)
    if (text === null || text === '' || text.length > maxLength || holdsFiles(slot.kind)) return
    if (slot.kind === 'choice' && slot.options.length > 0 && !slot.options.includes(text)) return
    values = withText(values, key, text)
    filled.push(name)
  }
  for (const field of form.fields) {
    if (field.kind !== 'template' || !field.template) fill(field.name, field, keyOf(field))
    else for (const part of field.template.parts) fill(`${field.name}.${part.name}`, part, keyOf(field, part))
  }
  return { values, filled }
}

/** The same address without the values, so that a reload does not undo what was changed since. */
export function withoutPrefill(url: URL): string {
  const left = new URL(url)
  for (const name of url.searchParams.keys()) if (name.startsWith(prefix)) left.searchParams.delete(name)
  return `${left.pathname}${left.search}${left.hash}`
}
