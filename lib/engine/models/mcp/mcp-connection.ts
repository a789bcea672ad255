/** A connection to one MCP server for the length of one answer. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { McpTool } from '../chat-request'
import { createGuardedFetch } from './guarded-fetch'

export type ServerTool = {
  name: string
  description: string
  annotations: Record<string, unknown>
  input_schema: Record<string, unknown>
}

export type McpConnection = {
  label: string
  tools: ServerTool[]
  /** @returns its text, and whether the tool calls it a failure. @throws what went wrong on the way */
  call(name: string, parameters: Record<string, unknown>): Promise<{ text: string; isError: boolean }>
  close(): Promise<void>
}

const patienceMs = 30_000
const longestOutput = 20_000
const mostTools = 64

/** @throws what went wrong, as an Error whose message can be shown */
export async function connectToMcp(
  { server_label, server_url, transport_type, headers = {}, allowed_tools = [] }: McpTool,
  ownHost: string,
  signal: AbortSignal,
): Promise<McpConnection> {
  if (server_url === undefined) throw new Error('server_url is missing.')
  const url = new URL(server_url)
  const options = { requestInit: { headers }, fetch: createGuardedFetch(ownHost) }
  const transport =
    transport_type === 'sse'
      ? new SSEClientTransport(url, options)
      : new StreamableHTTPClientTransport(url, options)
  const client = new Client({ name: 'moonlake-engine', version: '1.0.0' })
  const limits = { signal, timeout: patienceMs }
  try {
    // The package's own types differ in optional fields.
    await client.connect(transport as Transport, limits)
    const { tools } = await client.listTools(undefined, limits)
    const allowed =
      allowed_tools.length === 0 ? tools : tools.filter(({ name }) => allowed_tools.includes(name))
    return {
      label: server_label,
      tools: allowed.slice(0, mostTools).map(({ name, description = '', annotations = {}, inputSchema }) => ({
        name,
        description,
        annotations,
        input_schema: inputSchema,
      })),
      call: async (name, parameters) => {
        const result = await client.callTool({ name, arguments: parameters }, undefined, limits)
        return { text: toText(result.content).slice(0, longestOutput), isError: result.isError === true }
      },
      close: () => client.close(),
    }
  } catch (error) {
    await client.close().catch(() => {})
    throw error
  }
}

/** Texts as they are; pictures and the like as JSON. */
function toText(content: unknown): string {
  if (!Array.isArray(content)) return JSON.stringify(content ?? null)
  return content
    .map((part: unknown) =>
      typeof part === 'object' && part !== null && 'text' in part ? String(part.text) : JSON.stringify(part),
    )
    .join('\n')
}

/** One sentence, with the reason at its end. */
export function describeMcpError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (error.message === 'fetch failed' && cause instanceof Error)
    return 'code' in cause ? `${String(cause.code)}: ${cause.message}` : cause.message
  return error.message
}
