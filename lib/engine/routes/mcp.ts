/**
 * `/engine/mcp`: the almanac, over streamable HTTP without sessions; `/engine/mcp/sse` with `/engine/mcp/messages`: the
 * same over the older transport. No key is needed: whoever reaches the engine may know the moon.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { createAlmanac } from '../mcp/almanac'
import { sendFlatError } from '../reply'
import type { EngineState } from '../state'

const mostSessions = 50

/** @param rest what follows `/engine/mcp` in the path @param prefix what stands before it */
export async function handleMcp(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  rest: string,
  prefix: string,
): Promise<void> {
  if (rest === '/sse' && request.method === 'GET')
    return openSession(state, response, `${prefix}/engine/mcp/messages`)
  if (rest === '/messages' && request.method === 'POST') {
    const id = new URL(request.url ?? '/', 'http://engine').searchParams.get('sessionId') ?? ''
    const session = state.mcpSessions.get(id)
    if (!session) return sendFlatError(response, 404, 404, '会话不存在')
    return session.handlePostMessage(request, response)
  }
  if (rest !== '') return sendFlatError(response, 404, 404, '接口不存在')
  // Without sessions there is nothing to listen to or to end.
  if (request.method !== 'POST') return sendFlatError(response, 405, 405, '请求方法不支持')
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true })
  const server = createAlmanac(state)
  response.once('close', () => void server.close())
  // The package's own types differ in optional fields.
  await server.connect(transport as Transport)
  await transport.handleRequest(request, response)
}

async function openSession(state: EngineState, response: ServerResponse, path: string): Promise<void> {
  if (state.mcpSessions.size >= mostSessions) return sendFlatError(response, 503, 503, '会话过多')
  const transport = new SSEServerTransport(path, response)
  const { sessionId } = transport
  state.mcpSessions.set(sessionId, transport)
  response.once('close', () => state.mcpSessions.delete(sessionId))
  await createAlmanac(state).connect(transport)
}
