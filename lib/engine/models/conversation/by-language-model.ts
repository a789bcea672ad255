/**
 * The same conversation in the words of the configured language model: messages go to it with what the engine found,
 * its text and thoughts are streamed through, functions are passed on, MCP tools are run here.
 */
import * as z from 'zod'
import type { LanguageModelCall, LanguageModelMessage } from '../../language-model'
import { countTokens } from '../../answer'
import type { ChatMessage, ChatRequest } from '../chat-request'
import { textOf } from '../dialogue'
import type { Dialogue } from '../dialogue'
import type { McpConnection } from '../mcp/mcp-connection'
import type { ModelAnswer } from '../model-answer'
import type { Thoughts } from '../thoughts'
import { toUsage } from '../usage'
import { searchWeb } from '../web/web-search'
import { findInLibrary } from './knowledge'
import { standAlone } from './standalone'

const mostRounds = 6
const longestNote = 6_000

/** @param notes what was found in pictures, sounds and files of the question */
export async function writeByLanguageModel(
  answer: ModelAnswer,
  dialogue: Dialogue,
  think: Thoughts,
  notes: string[] = [],
): Promise<string> {
  const model = answer.state.languageModel
  if (!model) throw new Error('no language model is configured')
  const found = [...notes, ...(await findNotes(answer, dialogue))]
  const connections = await connect(answer, think)
  try {
    const messages = toMessages(answer.request.messages, found)
    const tools = listTools(answer.request, connections)
    for (let round = 0; ; round += 1) {
      const { end, text } = await writeRound(answer, messages, tools)
      if (end.calls.length === 0) return end.finishReason === 'length' ? 'length' : 'stop'
      const ours = end.calls.flatMap((call) => findMcpTool(call, connections) ?? [])
      if (ours.length < end.calls.length || round >= mostRounds) {
        for (const call of end.calls) await answer.callFunction(call.name, call.arguments, call.id)
        return 'tool_calls'
      }
      messages.push({ role: 'assistant', content: text, tool_calls: end.calls.map(toWireCall) })
      const { callTool } = await import('../mcp/ask-servers')
      for (const { call, connection, name } of ours) {
        const outcome = await callTool(answer, connection, { name }, call.arguments)
        messages.push({ role: 'tool', tool_call_id: call.id, content: outcome.error ?? outcome.output })
      }
    }
  } finally {
    await Promise.all(connections.map((connection) => connection.close().catch(() => {})))
  }
}

async function writeRound(answer: ModelAnswer, messages: LanguageModelMessage[], tools: unknown[]) {
  const { request, signal, state } = answer
  const isSilent = request.thinking?.type === 'disabled'
  if (!state.languageModel) throw new Error('no language model is configured')
  const stream = state.languageModel.converse({ messages, tools, parameters: toParameters(request), signal })
  let text = ''
  for (let step = await stream.next(); ; step = await stream.next()) {
    if (step.done === true) {
      const { usage } = step.value
      const before = answer.usage
      if (usage)
        answer.usage = toUsage(
          usage.promptTokens + (before?.prompt_tokens ?? 0),
          usage.completionTokens + (before?.completion_tokens ?? 0),
          0,
          countTokens(answer.reasoning),
        )
      return { end: step.value, text }
    }
    const delta = step.value
    if (delta.type === 'text') {
      text += delta.text
      await answer.sayChunk(delta.text)
    } else if (!isSilent) await answer.thinkChunk(delta.text)
  }
}

/** Web results when the tool is there, and what the library has. */
async function findNotes(answer: ModelAnswer, dialogue: Dialogue): Promise<string[]> {
  if (dialogue.results.length > 0) return []
  const { question } = standAlone(dialogue)
  const web = (answer.request.tools ?? []).find(({ type }) => type === 'web_search')
  if (web?.type === 'web_search' && web.web_search.enable !== false) {
    const { results } = searchWeb(web.web_search, question, answer.language)
    const isTold = web.web_search.search_result !== false
    if (isTold && results.length > 0)
      await answer.tell({ web_search: results }, web.web_search.result_sequence === 'before' ? 'now' : 'last')
    const lines = results.map(
      ({ refer, title, link, content }) => `[${refer}] ${title} (${link}): ${content}`,
    )
    return lines.length === 0
      ? []
      : [`Web results; cite them as ${isTold ? '[ref_1]' : 'pages by their title'}:\n${lines.join('\n')}`]
  }
  const known = findInLibrary(await answer.state.library(), question, answer.language)
  return known ? [`From ${known.sources.join(', ')}:\n${known.passages.join('\n')}`] : []
}

async function connect(answer: ModelAnswer, think: Thoughts): Promise<McpConnection[]> {
  const servers = (answer.request.tools ?? []).flatMap((tool) => (tool.type === 'mcp' ? [tool.mcp] : []))
  if (servers.length === 0) return []
  const { openMcp } = await import('../mcp/ask-servers')
  return openMcp(answer, servers, think)
}

/** Found material stands right before the question, so that a system prompt keeps the first word. */
function toMessages(messages: ChatMessage[], notes: string[]): LanguageModelMessage[] {
  const asked = messages.findLastIndex(({ role }) => role === 'user')
  const all = messages.map((message): LanguageModelMessage => {
    const content = textOf(message.content)
    if (message.role === 'tool') return { role: 'tool', tool_call_id: message.tool_call_id, content }
    if (message.role !== 'assistant') return { role: message.role, content }
    return {
      role: 'assistant',
      content,
      ...(message.tool_calls && message.tool_calls.length > 0 ? { tool_calls: message.tool_calls } : {}),
    }
  })
  if (notes.length === 0) return all
  const content = `Material that was found for the next question. Use it where it helps.\n\n${notes
    .map((note) => note.slice(0, longestNote))
    .join('\n\n')}`
  return all.toSpliced(Math.max(0, asked), 0, { role: 'system', content })
}

function listTools({ tools }: ChatRequest, connections: McpConnection[]): unknown[] {
  const functions = (tools ?? []).filter(({ type }) => type === 'function')
  const served = connections.flatMap((connection) =>
    connection.tools.map(({ name, description, input_schema }) => ({
      type: 'function',
      function: { name: toFunctionName(connection, name), description, parameters: input_schema },
    })),
  )
  return [...functions, ...served]
}

function toFunctionName({ label }: McpConnection, name: string): string {
  return `${label}__${name}`.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 64)
}

function findMcpTool(call: LanguageModelCall, connections: McpConnection[]) {
  for (const connection of connections) {
    const tool = connection.tools.find(({ name }) => toFunctionName(connection, name) === call.name)
    if (tool) return { call, connection, name: tool.name }
  }
  return null
}

function toWireCall({ id, name, arguments: given }: LanguageModelCall): unknown {
  return { id, type: 'function', function: { name, arguments: given } }
}

const passedOn = z.object({
  max_tokens: z.number().nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  response_format: z.unknown().optional(),
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
})

function toParameters(request: ChatRequest): Record<string, unknown> {
  const { temperature, top_p, ...others } = passedOn.parse(request)
  const sampling = request.do_sample === false ? {} : { temperature, top_p }
  return Object.fromEntries(
    Object.entries({ ...others, ...sampling }).filter(([, value]) => value !== null && value !== undefined),
  )
}
