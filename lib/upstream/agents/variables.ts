/** The inputs that an agent asks for, in our words (seed 003 §3.1, api-facts §3.1, D2, D3). Pure. */
import { toSnakeKeys } from '../snake-keys'
import { variablesDataSchema } from './wire'
import type { WirePlainVariable, WireVariable } from './wire'

/** What one input asks for. */
export type PlainVariable = {
  /** Also the unit that files are uploaded to; empty when upstream gave none. */
  id: string
  /** What `content[].key` of an invoke must say. */
  name: string
  /** `input`, `selection_list`, `upload_file`, …; lower case, unknown types are kept. */
  type: string
  tips: string
  options: string[]
}

/** An input that the agent asks for. */
export type AgentVariable = PlainVariable & {
  /** Of type `input_template`: its parts, and the text that takes them as `{{name}}`; else null. */
  template: { text: string; parts: PlainVariable[] } | null
}

/** @param data of the envelope; what has no name is left out, because nothing can be sent to it */
export function toVariables(data: unknown): AgentVariable[] {
  return (variablesDataSchema.safeParse(toSnakeKeys(data)).data ?? []).flatMap(toVariable)
}

function toVariable(variable: WireVariable): AgentVariable[] {
  const [plain] = toPlainVariable(variable)
  if (!plain) return []
  const { options, splicing_template: text } = variable.input_template ?? {}
  const isTemplate = plain.type === 'input_template' || Boolean(options?.length)
  const template = isTemplate ? { text: text ?? '', parts: (options ?? []).flatMap(toPlainVariable) } : null
  return [{ ...plain, template }]
}

function toPlainVariable(variable: WirePlainVariable): PlainVariable[] {
  const name = variable.name?.trim()
  if (!name) return []
  return [
    {
      id: variable.id ?? '',
      name,
      type: variable.type?.trim().toLowerCase() || 'input',
      tips: variable.tips ?? '',
      options: [
        ...new Set(variable.allowed_values?.length ? variable.allowed_values : (variable.allow_values ?? [])),
      ],
    },
  ]
}
