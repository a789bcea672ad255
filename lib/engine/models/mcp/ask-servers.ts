/** The mcp tools of a request: every server is asked what it offers, and the tool that fits the question is called. */
import type { McpTool } from '../chat-request'
import { newCallId } from '../model-answer'
import type { ModelAnswer } from '../model-answer'
import type { Thoughts } from '../thoughts'
import { fillArguments } from '../functions/fill-arguments'
import { pickByWords } from '../functions/pick-function'
import { connectToMcp, describeMcpError } from './mcp-connection'
import type { McpConnection, ServerTool } from './mcp-connection'

export type McpOutcome = { label: string; tool: string; output: string; error: string | null }

/** Connects to every server and tells its list; one that fails is told with its error. */
export async function openMcp(
  answer: ModelAnswer,
  tools: McpTool[],
  think: Thoughts,
): Promise<McpConnection[]> {
  const ownHost = new URL(answer.publicUrl).host
  const connections: McpConnection[] = []
  for (const tool of tools) {
    const label = tool.server_label
    try {
      const connection = await connectToMcp(tool, ownHost, answer.signal)
      connections.push(connection)
      const names = connection.tools.map(({ name }) => name).join(', ')
      await think(`The MCP server “${label}” offers ${names}.`, `MCP 服务器“${label}”提供 ${names}。`)
      await tellMcp(answer, { type: 'mcp_list_tools', server_label: label, tools: connection.tools })
    } catch (error) {
      answer.signal.throwIfAborted()
      const message = describeMcpError(error)
      await think(`The MCP server “${label}” failed: ${message}`, `MCP 服务器“${label}”出错：${message}`)
      await tellMcp(answer, { type: 'mcp_list_tools', server_label: label, tools: [], error: message })
    }
  }
  return connections
}

export async function closeMcp(connections: McpConnection[]): Promise<void> {
  await Promise.all(connections.map((connection) => connection.close().catch(() => {})))
}

/** Null when no tool fits. */
export async function callFittingTool(
  answer: ModelAnswer,
  connections: McpConnection[],
  question: string,
): Promise<McpOutcome | null> {
  const all = connections.flatMap((connection) => connection.tools.map((tool) => ({ ...tool, connection })))
  const tool = pickByWords(all, question)
  if (!tool) return null
  return callTool(
    answer,
    tool.connection,
    tool,
    fillArguments({ parameters: tool.input_schema }, question, {}),
  )
}

/** @param given arguments as JSON */
export async function callTool(
  answer: ModelAnswer,
  connection: McpConnection,
  tool: Pick<ServerTool, 'name'>,
  given: string,
): Promise<McpOutcome> {
  const { label } = connection
  const call = { type: 'mcp_call', server_label: label, name: tool.name, arguments: given }
  try {
    const { text, isError } = await connection.call(tool.name, parseArguments(given))
    await tellMcp(answer, { ...call, output: text, ...(isError ? { error: text } : {}) })
    return { label, tool: tool.name, output: text, error: isError ? text : null }
  } catch (error) {
    answer.signal.throwIfAborted()
    const message = describeMcpError(error)
    await tellMcp(answer, { ...call, error: message })
    return { label, tool: tool.name, output: '', error: message }
  }
}

async function tellMcp(answer: ModelAnswer, mcp: Record<string, unknown>): Promise<void> {
  const id = newCallId()
  await answer.tellTool({ id, type: 'mcp', mcp: { id, ...mcp } })
}

function parseArguments(given: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(given)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
