/** What a run was given, field by field: form agents read it by the names of their variables. */
import type { ContentItem, ContentType, InvokeRequest } from '@/lib/upstream/agents/wire'

export type Given = {
  /** The items of the last message, as they came. */
  items: ContentItem[]
  /** The value under that name; without any name on the wire, the values of that type. Empty when not given. */
  text(name: string, type: ContentType): string
  /** Ids and addresses under that name, apart. */
  list(name: string, type: ContentType): string[]
}

export function readGiven(invoke: InvokeRequest): Given {
  const items = invoke.messages.at(-1)?.content ?? []
  const find = (name: string, type: ContentType) =>
    items.filter((item) => (item.key === undefined ? item.type === type : item.key === name))
  return {
    items,
    text: (name, type) =>
      find(name, type)
        .map(({ value }) => value)
        .join('\n')
        .trim(),
    list: (name, type) => find(name, type).flatMap(({ value }) => splitList(value)),
  }
}

/** Several ids or addresses are joined with commas; one inside an address is not followed by an id or a scheme. */
export function splitList(value: string): string[] {
  return value
    .split(/,(?=\s*(?:[a-z][a-z0-9+.-]*:\/\/|[A-Za-z0-9_-]+\s*(?:,|$)))/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
