/**
 * What upstream does with MCP servers while it answers (api-facts §4.2): asking for their tools, and calling them. One
 * step may come whole, or in pieces that grow until its output is there. Pure.
 */
import type { ToolInput, ToolOutput } from '@/lib/runs/events'
import type { Answer } from '../answer'
import { toJson, tryParseJson } from '../json'
import type { CompletionNode } from './completion'
import type { WireMcp, WireToolCall } from './wire'

/** Steps of one answer; further ones are left out. */
export const maxMcpSteps = 1_000

export type McpCalls = {
  /** @param at epoch ms */
  read(piece: WireToolCall, mcp: WireMcp, at: number): void
  /** Something else begins: tells what had been waiting for more. */
  settle(at: number): void
}

type Step = {
  index: number | null
  id: string | null
  isList: boolean
  server: string
  tool: string
  arguments: string
  isTold: boolean
  isOver: boolean
}

export function createMcpCalls(answer: Answer, node: CompletionNode): McpCalls {
  const steps: Step[] = []

  function read(piece: WireToolCall, mcp: WireMcp, at: number): void {
    const step = find(piece, mcp) ?? begin(piece, mcp, at)
    if (!step) return answer.addNotice('event_limit')
    answer.understand()
    step.server ||= mcp.server_label ?? ''
    step.tool ||= mcp.name ?? ''
    step.arguments = joinArguments(step.arguments, mcp.arguments)
    const output = readOutput(step, mcp)
    if (output === null) {
      if (step.isList || isWhole(step.arguments)) tellStart(step, at)
      return
    }
    tellStart(step, at)
    step.isOver = true
    answer.tell({ type: 'tool-end', ...node, name: nameOf(step), input: toInput(step), output, at })
  }

  /** Output belongs to an open step of that id, place or tool. */
  function find({ index, id }: WireToolCall, mcp: WireMcp): Step | undefined {
    const isList = mcp.type === 'mcp_list_tools'
    const key = mcp.id || id
    return steps.findLast((step) => {
      if (step.isOver || (mcp.type && step.isList !== isList)) return false
      if (key && step.id) return step.id === key
      if (typeof index === 'number' && step.index !== null && step.index !== index) return false
      const isSame = (known: string, given: string | null | undefined) =>
        known === '' || !given || known === given
      return isSame(step.server, mcp.server_label) && isSame(step.tool, mcp.name)
    })
  }

  function begin({ index, id }: WireToolCall, mcp: WireMcp, at: number): Step | null {
    if (steps.length >= maxMcpSteps) return null
    settle(at)
    const step: Step = {
      index: index ?? null,
      id: mcp.id || id || null,
      isList: mcp.type === 'mcp_list_tools' || (!mcp.type && mcp.tools !== null && mcp.tools !== undefined),
      server: '',
      tool: '',
      arguments: '',
      isTold: false,
      isOver: false,
    }
    steps.push(step)
    return step
  }

  function tellStart(step: Step, at: number): void {
    if (step.isTold) return
    step.isTold = true
    answer.tell({ type: 'tool-start', ...node, name: nameOf(step), input: toInput(step), at })
  }

  function settle(at: number): void {
    for (const step of steps) tellStart(step, at)
  }

  return { read, settle }
}

function nameOf({ isList, tool, server }: Step): string {
  return (isList ? 'mcp_list_tools' : tool) || server || 'mcp'
}

function toInput(step: Step): ToolInput {
  const { isList, server, tool } = step
  return isList
    ? { kind: 'mcp_list', server }
    : { kind: 'mcp', server, tool, arguments: step.arguments || '{}' }
}

/** Null when the step is still under way. */
function readOutput({ isList }: Step, mcp: WireMcp): ToolOutput | null {
  const error = hasValue(mcp.error) ? toText(mcp.error) : null
  if (isList) {
    if (error === null && !mcp.tools) return null
    const tools = (mcp.tools ?? []).map((tool) => {
      const schema = tool.input_schema ?? tool.inputSchema
      return {
        name: tool.name ?? '',
        description: tool.description || null,
        inputSchema: hasValue(schema) ? toText(schema) : null,
      }
    })
    return { kind: 'mcp_list', tools, error }
  }
  if (error === null && !hasValue(mcp.output)) return null
  return { kind: 'mcp', output: hasValue(mcp.output) ? toText(mcp.output) : '', error }
}

/** Text may be a piece, or all of it once more; an object is all of it. */
function joinArguments(known: string, given: unknown): string {
  if (!hasValue(given)) return known
  if (typeof given !== 'string') return toJson(given)
  return known === given || isWhole(known) ? given : known + given
}

function isWhole(json: string): boolean {
  return json !== '' && tryParseJson(json) !== undefined
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : toJson(value)
}

function hasValue(value: unknown): boolean {
  return value !== null && value !== undefined && value !== ''
}
