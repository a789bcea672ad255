/** What the service says about its assistants, in our words (api-facts §5.2, D31). Pure. */
import { toSnakeKeys } from '../snake-keys'
import { firstText } from '../suggested-questions'
import { assistantSchema } from './wire'

export type Assistant = {
  id: string
  /** The id where upstream gives none. */
  name: string
  description: string
  /** An address; null for none. */
  avatar: string | null
  /** Names of the tools that it has, such as `web_browser`. */
  tools: string[]
  starterPrompts: string[]
  /** Whether it takes the languages of a translation. */
  isTranslator: boolean
}

/** The translation assistant in the official clients' examples. */
const documentedTranslator = '9996ijk789lmn012o345p999'

/** @param data of the envelope: a list, one assistant, or an object that holds the list */
export function toAssistants(data: unknown): Assistant[] {
  const assistants = listIn(toSnakeKeys(data)).flatMap(toAssistant)
  return [...new Map(assistants.map((assistant) => [assistant.id, assistant])).values()]
}

/** Upstream does not mark the assistants that translate: known by id, by what they are called, or by a tool or tag. */
export function translates({ id, words }: { id: string; words: readonly string[] }): boolean {
  return id === documentedTranslator || words.some((word) => /翻译|translat/i.test(word))
}

function listIn(data: unknown): unknown[] {
  if (Array.isArray(data)) return data
  if (typeof data !== 'object' || data === null) return []
  if ('assistant_id' in data) return [data]
  if ('data' in data) return listIn(data.data)
  return Object.values(data).find((value): value is unknown[] => Array.isArray(value)) ?? []
}

function toAssistant(item: unknown): Assistant[] {
  const assistant = assistantSchema.safeParse(item).data
  const id = assistant?.assistant_id || assistant?.id
  if (!assistant || !id) return []
  const name = assistant.name?.trim() || id
  const tools = textsOf(assistant.tools)
  return [
    {
      id,
      name,
      description: assistant.description?.trim() ?? '',
      avatar: /^https?:\/\//i.test(assistant.avatar ?? '') ? (assistant.avatar ?? null) : null,
      tools,
      starterPrompts: textsOf(assistant.starter_prompts),
      isTranslator: translates({ id, words: [name, ...tools, ...(assistant.tags ?? []).flatMap(wordsOf)] }),
    },
  ]
}

function textsOf(values: unknown[] | null | undefined): string[] {
  return (values ?? []).flatMap((value) => firstText(value)?.trim() || [])
}

function wordsOf(tag: unknown): string[] {
  const values: unknown[] = typeof tag === 'object' && tag !== null ? Object.values(tag) : [tag]
  return values.filter((value): value is string => typeof value === 'string')
}
