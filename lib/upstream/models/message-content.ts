/** `content` of a message or a delta (D36): text, one part, parts, or nothing. Anything else is kept as JSON. Pure. */
import type { AnswerMedia } from '@/lib/runs/events'
import { toJson } from '../json'

export type ContentPiece =
  | { kind: 'text'; text: string }
  | { kind: 'reasoning'; text: string }
  | { kind: 'audio'; base64: string }
  | { kind: 'media'; media: AnswerMedia }

export function readContent(content: unknown): ContentPiece[] {
  if (content === null || content === undefined || content === '') return []
  if (Array.isArray(content)) return content.flatMap(readContent)
  if (typeof content !== 'object') return [{ kind: 'text', text: String(content) }]
  return readPart(content)
}

function readPart(part: object): ContentPiece[] {
  const type = 'type' in part && typeof part.type === 'string' ? part.type.toLowerCase() : ''
  const text = textOf(part, 'text')
  if (['', 'text', 'output_text'].includes(type) && text !== null)
    return text === '' ? [] : [{ kind: 'text', text }]
  if (type === 'thinking' || type === 'reasoning') {
    const thought = textOf(part, type) ?? text
    if (thought !== null) return [{ kind: 'reasoning', text: thought }]
  }
  const url = addressOf(part, type)
  if (url !== null && type.startsWith('image')) return [{ kind: 'media', media: { kind: 'image', url } }]
  if (url !== null && type.startsWith('video'))
    return [{ kind: 'media', media: { kind: 'video', url, coverUrl: textOf(part, 'cover_image_url') } }]
  if (url !== null && type.startsWith('audio')) return [{ kind: 'media', media: { kind: 'audio', url } }]
  const sound = type.endsWith('audio') ? valueOf(part, type) : null
  const base64 = typeof sound === 'object' && sound !== null ? textOf(sound, 'data') : null
  if (base64 !== null) return [{ kind: 'audio', base64 }]
  return [{ kind: 'media', media: { kind: 'unknown', type: type || 'content', json: toJson(part) } }]
}

/** `{type: "image_url", image_url: {url}}`, `{type: "image_url", image_url: "…"}` or `{type: "image", url}`. */
function addressOf(part: object, type: string): string | null {
  const inner = valueOf(part, type)
  const address = typeof inner === 'object' && inner !== null ? textOf(inner, 'url') : inner
  return (typeof address === 'string' ? address : textOf(part, 'url')) || null
}

function textOf(value: object, key: string): string | null {
  const found = valueOf(value, key)
  return typeof found === 'string' ? found : null
}

function valueOf(value: object, key: string): unknown {
  return Object.entries(value).find(([name]) => name === key)?.[1]
}
