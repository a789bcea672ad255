/**
 * The process log: `event` of a delta or of a synchronous answer, to the events of the timeline (api-facts §3.5).
 * Remembers what is open, so that a finish without a name or a call without a node still finds its place. Pure.
 */
import type { RunEvent } from '@/lib/runs/events'
import { toJson, tryParseJson } from '../json'
import { readContentText } from './message-data'
import { readToolCalls } from './tool-calls'
import type { ToolCall } from './tool-calls'
import { wireEventSchema } from './wire'
import type { WireEvent, WireToolCalls } from './wire'

/** Log events of one run; further ones are left out. */
export const maxStepEvents = 5_000
/** Characters of JSON of all log events of one run. */
export const maxStepLength = 16 * 1024 * 1024

export type StepReader = {
  /** @param event one event or a list of them, raw; @param receivedAt epoch ms */
  readEvents(event: unknown, receivedAt: number): RunEvent[]
  /** Tool calls beside the content instead of in an event: they belong to the node that is at work. */
  readLooseCalls(calls: WireToolCalls[], receivedAt: number): RunEvent[]
  hasLeftOut(): boolean
}

export function createStepReader(): StepReader {
  const clock = createLogClock()
  /** Ids of the nodes at work, the latest last. */
  let openNodes: { nodeId: string; nodeName: string }[] = []
  /** Names of the tools at work, by node, the latest last. */
  const openTools = new Map<string, string[]>()
  const lastOfNode = new Map<string, string>()
  let count = 0
  let length = 0
  let hasLeftOut = false

  function readEvents(event: unknown, receivedAt: number): RunEvent[] {
    const list = Array.isArray(event) ? event : [event]
    if (list.length > 1) clock.setByLatest(list, receivedAt)
    return list.flatMap((raw: unknown) => {
      if (isEmpty(raw) || !admit(raw)) return []
      const parsed = wireEventSchema.safeParse(raw)
      const at = clock.read(parsed.data?.time ?? null, list.length > 1 ? 0 : receivedAt)
      return parsed.success ? readEvent(parsed.data, raw, at) : [toUnknownStep({}, raw, at)]
    })
  }

  function admit(raw: unknown): boolean {
    const json = toJson(raw)
    if (isRepetition(raw, json)) return false
    count++
    length += json.length
    if (count <= maxStepEvents && length <= maxStepLength) return true
    hasLeftOut = true
    return false
  }

  /** The same event of the same node with the same time, sent twice in a row. */
  function isRepetition(raw: unknown, json: string): boolean {
    if (typeof raw !== 'object' || raw === null || !('time' in raw) || !('node_id' in raw)) return false
    const node = String(raw.node_id)
    if (lastOfNode.get(node) === json) return true
    if (count < maxStepEvents) lastOfNode.set(node, json)
    return false
  }

  function readEvent(event: WireEvent, raw: unknown, at: number): RunEvent[] {
    const node = { nodeId: event.node_id || event.node_name || '', nodeName: event.node_name ?? '' }
    switch (event.type?.toLowerCase()) {
      case 'node_processing':
        openNodes.push(node)
        return [
          {
            type: 'node-start',
            nodeId: node.nodeId,
            name: node.nodeName,
            input: readContentText(event.content),
            at,
          },
        ]
      case 'node_finish':
        openNodes = openNodes.filter(({ nodeId }) => nodeId !== node.nodeId)
        return [
          {
            type: 'node-end',
            nodeId: node.nodeId,
            name: node.nodeName,
            output: readContentText(event.content),
            at,
          },
        ]
      case 'tool_processing':
        return callsOf(event, false).map((call) => startTool(node, call, at))
      case 'tool_finish':
        return callsOf(event, true).map((call) => endTool(node, call, at))
      default:
        return [readProgress(event, node, at) ?? toUnknownStep(event, raw, at)]
    }
  }

  function startTool(node: { nodeId: string; nodeName: string }, call: ToolCall, at: number): RunEvent {
    const name = call.name ?? ''
    openTools.set(node.nodeId, [...(openTools.get(node.nodeId) ?? []), name])
    const input = call.input ?? { kind: 'unknown', json: '{}' }
    return { type: 'tool-start', ...node, name, input, at }
  }

  function endTool(node: { nodeId: string; nodeName: string }, call: ToolCall, at: number): RunEvent {
    const open = openTools.get(node.nodeId) ?? []
    const name = call.name ?? open[0] ?? ''
    const index = open.indexOf(name)
    if (index >= 0) openTools.set(node.nodeId, open.toSpliced(index, 1))
    const output = call.output ?? { kind: 'unknown', json: '{}' }
    return { type: 'tool-end', ...node, name, input: call.input, output, at }
  }

  return {
    readEvents,
    readLooseCalls(calls, receivedAt) {
      const node = openNodes.at(-1) ?? { nodeId: '', nodeName: '' }
      return calls
        .filter((call) => admit(call))
        .flatMap((call) => readToolCalls(call, null))
        .map((call) => (call.output ? endTool(node, call, receivedAt) : startTool(node, call, receivedAt)))
    },
    hasLeftOut: () => hasLeftOut,
  }
}

function callsOf(event: WireEvent, isFinished: boolean): ToolCall[] {
  const calls = (event.tool_calls ?? []).flatMap((call) => readToolCalls(call, isFinished))
  if (calls.length > 0) return calls
  const part = { kind: 'unknown' as const, json: toJson(event.content ?? null) }
  return [{ name: null, input: isFinished ? null : part, output: isFinished ? part : null }]
}

/** Loop progress has no documented type string; it is known by its fields, on the event or in its content. */
function readProgress(
  event: WireEvent,
  node: { nodeId: string; nodeName: string },
  at: number,
): RunEvent | null {
  const content = typeof event.content === 'string' ? tryParseJson(event.content) : event.content
  const inner = wireEventSchema.safeParse(content).data
  const progress = isNumber(event.current_round) ? event : isNumber(inner?.current_round) ? inner : null
  if (!progress || !isNumber(progress.current_round)) return null
  return {
    type: 'loop-progress',
    ...node,
    currentRound: progress.current_round,
    totalRounds: progress.total_round ?? null,
    status: progress.status?.toLowerCase() === 'finished' ? 'finished' : 'processing',
    finishReason: progress.finish_reason || null,
    at,
  }
}

function toUnknownStep(
  event: Pick<WireEvent, 'node_id' | 'node_name' | 'type'>,
  raw: unknown,
  at: number,
): RunEvent {
  return {
    type: 'unknown-step',
    nodeId: event.node_id || event.node_name || '',
    name: event.node_name ?? '',
    kind: event.type ?? 'unknown',
    json: toJson(raw),
    at,
  }
}

/**
 * Puts upstream's times on our clock: the difference is taken once, at the first time that is given, so that durations
 * stay upstream's own.
 */
function createLogClock() {
  let offset: number | null = null
  let latest = 0

  return {
    /** Of a list that came at once only the latest has just happened. */
    setByLatest(list: unknown[], receivedAt: number): void {
      const times = list.flatMap((raw) => toMilliseconds(wireEventSchema.safeParse(raw).data?.time) ?? [])
      if (times.length === 0) latest = Math.max(latest, receivedAt)
      else {
        offset ??= receivedAt - Math.max(...times)
        latest = Math.max(latest, Math.min(...times) + offset)
      }
    },
    /** @param arrival stands in for a missing time, unless something later is known already; 0: right after the last */
    read(time: number | null, arrival: number): number {
      const given = toMilliseconds(time)
      if (given === null) return Math.max(arrival, latest)
      offset ??= arrival - given
      latest = Math.max(latest, given + offset)
      return given + offset
    },
  }
}

/** Epoch times are ms; seconds are known by their size. */
function toMilliseconds(time: number | null | undefined): number | null {
  if (!isNumber(time) || time <= 0) return null
  return Math.round(time < 100_000_000_000 ? time * 1_000 : time)
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}

function isEmpty(raw: unknown): boolean {
  return raw === null || raw === undefined || (typeof raw === 'object' && Object.keys(raw).length === 0)
}
