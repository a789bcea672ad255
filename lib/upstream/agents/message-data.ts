/**
 * What a MessageData says, from its three layouts: `msg` as text, as an object, or flattened beside an empty `msg`
 * (api-facts §3.5, D9, D10). Pure.
 */
import type { AnswerMedia, RunQuestion } from '@/lib/runs/events'
import { toJson, tryParseJson } from '../json'
import { messageDataSchema } from './wire'
import type { WireMessageData } from './wire'

export type MessagePart =
  | { kind: 'text'; text: string }
  | { kind: 'media'; media: AnswerMedia; nodeId: string | null }
  | { kind: 'question'; question: RunQuestion }

/** @param content of a delta, of a synchronous answer, or of an event; raw */
export function readMessageData(content: unknown): MessagePart[] {
  if (content === null || content === undefined) return []
  if (typeof content === 'string') return toTextParts(content)
  const parsed = messageDataSchema.safeParse(content)
  if (!parsed.success) return [toUnknownPart('unknown', content, null)]
  const { data } = parsed
  const type = data.type?.toLowerCase() ?? 'text'
  if (type === 'text') return toTextParts(data.msg ?? data.text)
  const parts = toBodies(data).flatMap((body) => toPart(type, body, data.node_id ?? null))
  return parts.length > 0 ? parts : [toUnknownPart(data.type ?? 'unknown', content, data.node_id ?? null)]
}

/** The text of an event's `content`, which is text or a MessageData (D8); null when there is none. */
export function readContentText(content: unknown): string | null {
  if (content === null || content === undefined) return null
  if (typeof content === 'string') return content
  const parsed = messageDataSchema.safeParse(content)
  if (parsed.success && typeof parsed.data.msg === 'string' && parsed.data.msg !== '') return parsed.data.msg
  return toJson(content)
}

function toTextParts(value: unknown): MessagePart[] {
  if (value === null || value === undefined || value === '') return []
  return [{ kind: 'text', text: typeof value === 'string' ? value : toJson(value) }]
}

/** The objects that hold the fields: those in `msg` (also as JSON text, also several), else the flattened ones. */
function toBodies(data: WireMessageData): WireMessageData[] {
  const { msg } = data
  const inner = typeof msg === 'string' && /^\s*[[{]/.test(msg) ? (tryParseJson(msg) ?? msg) : msg
  const bodies: WireMessageData[] = []
  const items: unknown[] = Array.isArray(inner) ? inner : [inner]
  for (const item of items) {
    const parsed = messageDataSchema.safeParse(item)
    if (typeof item === 'string' && item !== '') bodies.push({ ...data, msg: item })
    else if (parsed.success) bodies.push(parsed.data)
  }
  return bodies.length > 0 ? bodies : [data]
}

function toPart(type: string, body: WireMessageData, nodeId: string | null): MessagePart[] {
  const media = (media: AnswerMedia): MessagePart[] => [{ kind: 'media', media, nodeId }]
  // A bare address in `msg` stands for the object.
  const text = typeof body.msg === 'string' ? body.msg : null
  const url = nonEmpty(body.url) ?? nonEmpty(text)
  switch (type) {
    case 'image':
      return media({ kind: 'image', url })
    case 'video': {
      const coverUrl = nonEmpty(body.coverUrl) ?? nonEmpty(body.cover_url) ?? nonEmpty(body.cover_image_url)
      return media({ kind: 'video', url, coverUrl })
    }
    case 'audio':
      return media({ kind: 'audio', url })
    case 'all_tools':
      return media({
        kind: 'code',
        code: nonEmpty(body.code),
        file: nonEmpty(body.file),
        text: nonEmpty(body.text) ?? nonEmpty(text),
      })
    case 'computer_call':
      return media({
        kind: 'computer',
        task: nonEmpty(body.task),
        action: nonEmpty(body.action),
        status: nonEmpty(body.status),
        plan: nonEmpty(body.plan),
        operation: nonEmpty(body.operation),
        level: nonEmpty(body.level),
      })
    case 'qa':
      return toQuestion(body, text)
    default:
      return []
  }
}

/** Without a `call_id` nobody could answer it: then it is shown as text. */
function toQuestion(body: WireMessageData, text: string | null): MessagePart[] {
  const question = nonEmpty(body.question) ?? nonEmpty(text) ?? ''
  const callId = nonEmpty(body.call_id)
  if (callId === null) return question === '' ? [] : [{ kind: 'text', text: question }]
  const options = toOptions(body.options)
  const answerType = body.answer_type?.toLowerCase() === 'option' && options.length > 0 ? 'option' : 'input'
  return [{ kind: 'question', question: { callId, text: question, answerType, options } }]
}

function toOptions(value: unknown): string[] {
  const list = typeof value === 'string' ? (tryParseJson(value) ?? value.split(',')) : value
  if (!Array.isArray(list)) return []
  return list.flatMap((option: unknown) => {
    if (typeof option === 'string') return option.trim() === '' ? [] : [option.trim()]
    if (typeof option !== 'object' || option === null)
      return typeof option === 'number' ? [String(option)] : []
    const words: unknown[] = Object.values(option)
    const word = words.find((candidate) => typeof candidate === 'string' && candidate !== '')
    return typeof word === 'string' ? [word] : []
  })
}

function toUnknownPart(type: string, content: unknown, nodeId: string | null): MessagePart {
  return { kind: 'media', media: { kind: 'unknown', type, json: toJson(content) }, nodeId }
}

function nonEmpty(value: string | null | undefined): string | null {
  return value === null || value === undefined || value.trim() === '' ? null : value
}
