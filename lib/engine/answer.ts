/**
 * What an agent answers through: it says text, starts and ends nodes and tools, and never knows whether the caller
 * asked for a stream or for one synchronous body. Every method rejects once the caller has gone.
 */
import type { InvokeRequest } from '@/lib/upstream/agents/wire'
import { Metronome, waitExactly } from './clock'
import type { EventStream } from './event-stream'
import { findLanguage } from './index/language'
import type { Language } from './index/language'
import type { Conversation, EngineState, SlicePlace } from './state'
import { toTypingChunks } from './typing'

export type EngineNode = { id: string; name: string }

export type ToolCall =
  | { type: 'function'; tool_calls_data: { action_key: string; params: string; output?: string } }
  | { type: 'retrieval'; tool_calls_data: { input: string } | { slice_info: string } }
  | { type: 'web_search'; tool_calls_data: { input: string }[] | WebResult[] }

export type WebResult = {
  refer: string
  title: string
  link: string
  content: string
  media: string
  icon: string
}

export type MessageContent = { type: string; msg: unknown } & Record<string, unknown>

export type NodeEvent = {
  node_id: string
  node_name: string
  type: string
  content?: string
  tool_calls?: ToolCall
  time?: number
  /** Of a loop. */
  current_round?: number
  total_round?: number
  status?: 'processing' | 'finished'
  finish_reason?: string
}

export type UsageRow = {
  model: string
  nodeName: string
  inputTokenCount: number
  outputTokenCount: number
  totalTokenCount: number
}

export type AnswerRequest = {
  invoke: InvokeRequest
  question: string
  requestId: string
  /** Where this engine can be reached by whoever asked, up to and including its prefix, for media and documents. */
  publicUrl: string
}

const model = 'moonlake-engine'
const chunksPerSecond = 65

export class Answer {
  readonly question: string
  readonly language: Language
  readonly requestId: string
  readonly publicUrl: string
  readonly invoke: InvokeRequest
  text = ''
  content: MessageContent[] = []
  readonly events: NodeEvent[] = []
  readonly usage: UsageRow[] = []

  constructor(
    readonly state: EngineState,
    readonly conversation: Conversation,
    request: AnswerRequest,
    readonly signal: AbortSignal,
    /** Null for a synchronous call. */
    readonly stream: EventStream | null,
  ) {
    this.invoke = request.invoke
    this.question = request.question
    this.language = findLanguage(request.question)
    this.requestId = request.requestId
    this.publicUrl = request.publicUrl
  }

  /** The fields that every chunk carries. */
  get ids(): { request_id: string; conversation_id: string } {
    return { request_id: this.requestId, conversation_id: this.conversation.id }
  }

  /** A natural pause, shortened by the pace. */
  wait(milliseconds: number): Promise<void> {
    return waitExactly(milliseconds / this.state.pace, this.signal)
  }

  /** Streams text as a model types it; `speed` is how many times faster than usual. */
  async say(text: string, speed = 1): Promise<void> {
    if (!this.stream) {
      this.text += text
      return
    }
    const metronome = new Metronome(1000 / chunksPerSecond / speed / this.state.pace, this.signal)
    for (const chunk of toTypingChunks(text)) {
      await metronome.tick()
      await this.sayChunk(chunk)
    }
  }

  /** One chunk of text, at once. */
  async sayChunk(chunk: string): Promise<void> {
    this.text += chunk
    await this.sendDelta({ content: { type: 'text', msg: chunk } })
  }

  async sendContent(content: MessageContent): Promise<void> {
    this.content.push(content)
    await this.sendDelta({ content })
  }

  async sendDelta(delta: Record<string, unknown>): Promise<void> {
    this.signal.throwIfAborted()
    await this.stream?.send({ ...this.ids, choices: [{ index: 0, delta }] })
  }

  async sendEvent(event: NodeEvent): Promise<void> {
    this.events.push(event)
    if (this.invoke.send_log_event === true) await this.sendDelta({ event })
    else this.signal.throwIfAborted()
  }

  startNode(node: EngineNode, input: string): Promise<void> {
    return this.sendEvent({ ...nodeFields(node), type: 'node_processing', content: input, time: Date.now() })
  }

  endNode(node: EngineNode, output: string): Promise<void> {
    return this.sendEvent({ ...nodeFields(node), type: 'node_finish', content: output, time: Date.now() })
  }

  startTool(node: EngineNode, call: ToolCall): Promise<void> {
    return this.sendEvent({
      ...nodeFields(node),
      type: 'tool_processing',
      tool_calls: call,
      time: Date.now(),
    })
  }

  endTool(node: EngineNode, call: ToolCall): Promise<void> {
    return this.sendEvent({ ...nodeFields(node), type: 'tool_finish', tool_calls: call, time: Date.now() })
  }

  /** How far a loop is; the documents give no type for this event, it is known by its fields (api-facts §3.5). */
  sendProgress(node: EngineNode, round: number, rounds: number, finishReason?: string): Promise<void> {
    return this.sendEvent({
      ...nodeFields(node),
      type: 'loop_progress',
      current_round: round,
      total_round: rounds,
      status: finishReason === undefined ? 'processing' : 'finished',
      ...(finishReason === undefined ? {} : { finish_reason: finishReason }),
      time: Date.now(),
    })
  }

  /** Counts what a node read and wrote; a token is a Chinese character or about four others. */
  count(node: EngineNode, input: string, output: string): void {
    const inputTokenCount = countTokens(input)
    const outputTokenCount = countTokens(output)
    this.usage.push({
      model,
      nodeName: node.name,
      inputTokenCount,
      outputTokenCount,
      totalTokenCount: inputTokenCount + outputTokenCount,
    })
  }

  /** Kept so that slice_info can answer for this request and node. */
  keepSlices(node: EngineNode, places: SlicePlace[]): void {
    const nodes = this.state.retrievals.get(this.requestId) ?? new Map<string, SlicePlace[]>()
    nodes.set(node.id, [...(nodes.get(node.id) ?? []), ...places])
    this.state.retrievals.set(this.requestId, nodes)
  }
}

export function countTokens(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  return han + Math.ceil((text.length - han) / 4)
}

function nodeFields(node: EngineNode): { node_id: string; node_name: string } {
  return { node_id: node.id, node_name: node.name }
}
