/** What came for each field of the form, beside what the form asked for. */
import type { ContentItem } from '@/lib/upstream/agents/wire'
import type { EngineVariable, OddVariable } from '../agent'
import { splitList } from '../given'

export type Received =
  | { kind: 'text'; field: string; type: string; value: string }
  | { kind: 'choice'; field: string; type: string; value: string; place: number | null; count: number }
  | { kind: 'files'; field: string; type: string; addresses: string[] }
  | { kind: 'template'; field: string; type: string; value: string; parts: TemplatePart[] }
  | { kind: 'foreign'; field: string; type: string; value: string }
  | { kind: 'empty'; field: string; type: string }

/** `isChoice`: taken from a list, not written by the person. */
export type TemplatePart = { name: string; value: string; isChoice: boolean }

type Variable = EngineVariable | OddVariable

/** In the order of the form, then what belongs to none of its fields. */
export function readReceived(variables: Variable[], items: ContentItem[]): Received[] {
  const left = [...items]
  const known = variables.map((variable): Received => {
    const field = typeof variable['name'] === 'string' ? variable['name'] : ''
    const type = typeof variable.type === 'string' ? variable.type : ''
    const at = left.findIndex((item) => item.key === field && item.value.trim() !== '')
    const [item] = at < 0 ? [] : left.splice(at, 1)
    return item ? read(variable, field, type, item) : { kind: 'empty', field, type }
  })
  const foreign = left
    .filter(({ value }) => value.trim() !== '')
    .map(({ key, type, value }): Received => ({ kind: 'foreign', field: key ?? '', type, value }))
  return [...known, ...foreign]
}

function read(variable: Variable, field: string, type: string, { value }: ContentItem): Received {
  const word = type.toLowerCase()
  if (word.startsWith('upload_')) return { kind: 'files', field, type, addresses: splitList(value) }
  if (word === 'selection_list') {
    const options = optionsOf(variable)
    const place = options.indexOf(value)
    return { kind: 'choice', field, type, value, place: place < 0 ? null : place + 1, count: options.length }
  }
  const parts = word === 'input_template' ? readTemplate(variable, value) : null
  return parts ? { kind: 'template', field, type, value, parts } : { kind: 'text', field, type, value }
}

function optionsOf(variable: Variable): string[] {
  const options = variable['allowed_values'] ?? (variable as OddVariable)['allow_values']
  return Array.isArray(options) ? options.filter((option) => typeof option === 'string') : []
}

/** Takes the text of a template apart again; null when it does not have the template's form. */
function readTemplate(variable: Variable, value: string): TemplatePart[] | null {
  // Only our own list has variables of this type, and they are whole.
  const { options, splicing_template: template } = (variable as EngineVariable).input_template
  if (template === undefined) return null
  const names = [...template.matchAll(/\{\{(.+?)\}\}/g)].map(([, name = '']) => name)
  const escape = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  const pattern = template
    .split(/\{\{.+?\}\}/)
    .map(escape)
    .join('([\\s\\S]*?)')
  const match = new RegExp(`^${pattern}$`).exec(value.trim())
  const isChoice = (name: string) =>
    options.some((part) => part.name === name && part.type === 'selection_list')
  return match
    ? names.map((name, index) => ({ name, value: match[index + 1] ?? '', isChoice: isChoice(name) }))
    : null
}
