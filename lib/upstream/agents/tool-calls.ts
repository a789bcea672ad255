/**
 * Tool calls of the process log, in and out, for the three documented kinds (api-facts §3.5, D11, D12, D24). Anything
 * else is kept as JSON. Pure.
 */
import type { ToolInput, ToolOutput } from '@/lib/runs/events'
import { toJson, tryParseJson } from '../json'
import { toWebReference } from '../web-references'
import type { WireToolCalls } from './wire'

/** One call; `name` null when upstream gave none. */
export type ToolCall = { name: string | null; input: ToolInput | null; output: ToolOutput | null }

/**
 * @param call `tool_calls` of an event or a delta
 * @param isFinished whether it is about the result; null: judged by whether one is there
 */
export function readToolCalls(call: WireToolCalls, isFinished: boolean | null): ToolCall[] {
  const raw = call.tool_calls_data
  const data = typeof raw === 'string' ? (tryParseJson(raw) ?? raw) : raw
  const items = (Array.isArray(data) ? data : [data]).filter((item) => item !== null && item !== undefined)
  const type = call.type?.toLowerCase() ?? null
  if (type === 'web_search') return [readWebSearch(items, isFinished)]
  const known = type === 'function' ? readFunction : type === 'retrieval' ? readRetrieval : null
  const calls = known ? items.map((item) => (isObject(item) ? known(item, isFinished) : null)) : [null]
  if (calls.length === 0) return [{ name: type === 'retrieval' ? type : null, input: null, output: null }]
  return calls.map((found, at) => found ?? readUnknown(type, known ? items[at] : data, isFinished))
}

function readFunction(item: Record<string, unknown>, isFinished: boolean | null): ToolCall {
  const output = item['output']
  const isEnd = isFinished ?? hasValue(output)
  return {
    name: toText(item['action_key']) || null,
    input: hasValue(item['params']) ? { kind: 'function', parameters: toText(item['params']) } : null,
    output: isEnd ? { kind: 'function', output: toText(output) } : null,
  }
}

function readRetrieval(item: Record<string, unknown>, isFinished: boolean | null): ToolCall {
  const slices = item['slice_info']
  const isEnd = isFinished ?? hasValue(slices)
  return {
    name: 'retrieval',
    input: hasValue(item['input']) ? { kind: 'retrieval', query: toText(item['input']) } : null,
    output: isEnd ? { kind: 'retrieval', slices: toSlices(slices) } : null,
  }
}

function readWebSearch(items: unknown[], isFinished: boolean | null): ToolCall {
  const objects = items.filter(isObject)
  const queries = objects.flatMap((item) => (hasValue(item['input']) ? [toText(item['input'])] : []))
  const references = objects
    .filter((item) => !hasValue(item['input']) || hasValue(item['refer']))
    .map((item) => toWebReference(item))
  const isEnd = isFinished ?? references.length > 0
  return {
    name: 'web_search',
    input: queries.length > 0 ? { kind: 'web_search', queries } : null,
    output: isEnd ? { kind: 'web_search', references } : null,
  }
}

function readUnknown(type: string | null, data: unknown, isFinished: boolean | null): ToolCall {
  const part = { kind: 'unknown' as const, json: toJson(data ?? null) }
  const isEnd = isFinished ?? true
  return { name: type, input: isEnd ? null : part, output: isEnd ? part : null }
}

/** JSON text of a list, a list, or plain text (D12). */
function toSlices(value: unknown): string[] {
  const parsed = typeof value === 'string' && /^\s*\[/.test(value) ? (tryParseJson(value) ?? value) : value
  if (!hasValue(parsed)) return []
  return (Array.isArray(parsed) ? parsed : [parsed]).flatMap((slice: unknown) => {
    const inner = isObject(slice) ? (slice['text'] ?? slice['content'] ?? slice) : slice
    return hasValue(inner) ? [toText(inner)] : []
  })
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value
  return value === null || value === undefined ? '' : toJson(value)
}

function hasValue(value: unknown): boolean {
  return value !== null && value !== undefined && value !== ''
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
