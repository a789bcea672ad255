import type { Language } from '../../index/language'
import type { Reply } from './reply'

/** One JSON object, as `response_format: json_object` wants it. */
export function toJsonAnswer({ markdown, sources }: Reply, question: string, language: Language): string {
  return JSON.stringify({ question, answer: withoutMarkdown(markdown), sources, language }, null, 2)
}

function withoutMarkdown(markdown: string): string {
  return markdown
    .replace(/^#+\s+/gm, '')
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/(?<!\*)\*([^*\n]+)\*/g, '$1')
    .trim()
}
