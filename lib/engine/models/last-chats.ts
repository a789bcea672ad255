/** What models were asked lately, so that whoever drives the engine can see what arrived. */
import type { EngineState } from '../state'
import type { ChatRequest } from './chat-request'

const mostChats = 40
/** Sounds and pictures are named by their length. */
const longestText = 4_000

export type LastChat = {
  requestId: string | null
  model: string
  messages: unknown
  /** Names of functions, labels of MCP servers, types of the others. */
  tools: string[]
  /** Everything else of the request. */
  parameters: unknown
}

export function keepChat({ stats }: EngineState, request: ChatRequest): void {
  const { model, messages, ...parameters } = request
  stats.lastChats.push({
    requestId: request.request_id ?? null,
    model,
    messages: shorten(messages),
    tools: (request.tools ?? []).map(nameTool),
    parameters: shorten(parameters),
  })
  if (stats.lastChats.length > mostChats) stats.lastChats.shift()
}

function nameTool(tool: NonNullable<ChatRequest['tools']>[number]): string {
  if (tool.type === 'function') return tool.function.name
  return tool.type === 'mcp' ? `mcp:${tool.mcp.server_label}` : tool.type
}

function shorten(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length > longestText ? `${value.slice(0, 40)}… (${value.length} characters)` : value
  if (Array.isArray(value)) return value.map(shorten)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    // Headers hold secrets of people's servers; their names are enough.
    Object.entries(value).map(([key, one]) => [
      key,
      key === 'headers' ? Object.keys(one as object) : shorten(one),
    ]),
  )
}
