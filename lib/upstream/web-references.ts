/** Pages that a search of any family found (api-facts §3.5, §4.2, §5.1). Pure. */
import type { WebReference } from '@/lib/runs/events'
import { toJson } from './json'

/** @param refer of a page that upstream gave none; citations are matched by it */
export function toWebReference(item: Record<string, unknown>, refer: string | null = null): WebReference {
  const optional = (key: string) => toText(item[key]) || null
  return {
    refer: optional('refer') ?? refer,
    title: toText(item['title']),
    link: optional('link') ?? optional('url'),
    content: toText(item['content']),
    media: optional('media'),
    icon: optional('icon'),
    published: optional('publish_date'),
  }
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value
  return value === null || value === undefined ? '' : toJson(value)
}
