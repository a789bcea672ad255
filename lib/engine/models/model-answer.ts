/**
 * What a model answers through: it thinks, says text, calls tools and tells results, and never knows whether the caller
 * asked for a stream or for one body. Every method rejects once the caller has gone; `say` and `think` reject with
 * `AnswerOver` when the stop text came or the tokens are used up.
 */
import { Metronome, waitExactly } from '../clock'
import type { EventStream } from '../event-stream'
import { findLanguage } from '../index/language'
import type { Language } from '../index/language'
import { newAnswerId } from '../ids'
import type { EngineState } from '../state'
import { toTypingChunks } from '../typing'
import type { ChatRequest } from './chat-request'
import { lastQuestion } from './dialogue'
import { TextGate } from './text-gate'
import type { GateEnd } from './text-gate'
import { countUsage } from './usage'
import type { Usage } from './usage'

const chunksPerSecond = 65
const defaultMaxTokens = 131_072

export type WebResult = {
  icon: string
  title: string
  link: string
  media: string
  publish_date: string
  content: string
  refer: string
}

export type VideoResult = { url: string; cover_image_url: string }
export type ContentFilter = { role: 'assistant' | 'user' | 'history'; level: number }
/** `type` names the field that holds the rest: function, mcp, code_interpreter, … */
export type ToolCall = { id?: string; type: string } & Record<string, unknown>
/** Fields beside `choices`. */
export type Extras = {
  web_search?: WebResult[]
  video_result?: VideoResult[]
  content_filter?: ContentFilter[]
  status?: string
}

/** Nothing more may be said. */
export class AnswerOver extends Error {
  readonly reason: GateEnd

  constructor(reason: GateEnd) {
    super(reason)
    this.reason = reason
  }
}

export type ModelAnswerOptions = {
  state: EngineState
  request: ChatRequest
  /** Where this engine can be reached by whoever asked, up to and including its prefix. */
  publicUrl: string
  signal: AbortSignal
  /** Null for one body. */
  stream: EventStream | null
}

export class ModelAnswer {
  readonly state: EngineState
  readonly request: ChatRequest
  readonly publicUrl: string
  readonly signal: AbortSignal
  readonly stream: EventStream | null
  readonly id = newAnswerId()
  readonly created = Math.floor(Date.now() / 1000)
  readonly question: string
  readonly language: Language
  text = ''
  reasoning = ''
  /** Of one body. */
  readonly toolCalls: ToolCall[] = []
  audio: { id: string; data: string; expires_at: number } | null = null
  readonly extras: Extras = {}
  /** What goes with the last chunk. */
  readonly lastExtras: Extras = {}
  /** How many times faster than usual it types. */
  speed = 1
  /** Counted by whoever wrote the words; else by us. */
  usage: Usage | null = null
  readonly #gate: TextGate
  #nextCall = 0

  constructor({ state, request, publicUrl, signal, stream }: ModelAnswerOptions) {
    this.state = state
    this.request = request
    this.publicUrl = publicUrl
    this.signal = signal
    this.stream = stream
    this.question = lastQuestion(request.messages)
    this.language = findLanguage(this.question)
    const [stop = ''] = typeof request.stop === 'string' ? [request.stop] : (request.stop ?? [])
    // A language model behind us keeps to the limit by tokens of its own.
    this.#gate = new TextGate(stop, state.languageModel ? Infinity : (request.max_tokens ?? defaultMaxTokens))
  }

  get head(): Record<string, unknown> {
    return {
      id: this.id,
      object: 'chat.completion.chunk',
      created: this.created,
      model: this.request.model,
    }
  }

  /** A natural pause, shortened by the pace. */
  wait(milliseconds: number): Promise<void> {
    return waitExactly(milliseconds / this.state.pace, this.signal)
  }

  /** One line of what it does, as a model that thinks aloud. */
  think(text: string): Promise<void> {
    return this.#type(text, 1.6, (piece) => this.thinkChunk(piece))
  }

  async thinkChunk(piece: string): Promise<void> {
    const { text, end } = this.#gate.spend(piece)
    this.reasoning += text
    if (text !== '') await this.sendDelta({ reasoning_content: text })
    if (end) throw new AnswerOver(end)
  }

  /** Text as a model types it. */
  say(text: string, speed = 1): Promise<void> {
    return this.#type(text, speed, (piece) => this.sayChunk(piece))
  }

  async sayChunk(piece: string): Promise<void> {
    await this.#tell(this.#gate.pass(piece))
  }

  /** Text that was held back, because it might have become the stop text. */
  async endText(): Promise<void> {
    await this.#tell(this.#gate.flush())
  }

  async #tell({ text, end }: { text: string; end: GateEnd | null }): Promise<void> {
    this.text += text
    if (text !== '') await this.sendDelta({ content: text })
    if (end) throw new AnswerOver(end)
  }

  async #type(text: string, speed: number, send: (piece: string) => Promise<void>): Promise<void> {
    const rate = this.stream ? chunksPerSecond * speed * this.speed * this.state.pace : Infinity
    const metronome = new Metronome(1000 / rate, this.signal)
    for (const piece of toTypingChunks(text)) {
      await metronome.tick()
      await send(piece)
    }
  }

  /** One tool call: whole, or its arguments in pieces when the caller asked for `tool_stream`. */
  async callFunction(name: string, parameters: string, id = newCallId()): Promise<void> {
    this.toolCalls.push({ id, type: 'function', function: { name, arguments: parameters } })
    const index = this.#nextCall
    this.#nextCall += 1
    const pieces = this.request.tool_stream === true ? cut(parameters, 12) : [parameters]
    for (const [at, piece] of pieces.entries()) {
      const head = at === 0 ? { id, type: 'function' } : {}
      const named = at === 0 ? { name } : {}
      await this.sendDelta({
        tool_calls: [{ index, ...head, function: { ...named, arguments: piece } }],
      })
      if (pieces.length > 1) await this.wait(30)
    }
  }

  /** A tool that ran here. */
  async tellTool(call: ToolCall): Promise<void> {
    this.toolCalls.push(call)
    const index = this.#nextCall
    this.#nextCall += 1
    await this.sendDelta({ tool_calls: [{ index, ...call }] })
  }

  /** Web results, films and filters; with the next chunk of their own, or with the last one. */
  async tell(extras: Extras, place: 'now' | 'last' = 'now'): Promise<void> {
    Object.assign(this.extras, extras)
    if (place === 'last') Object.assign(this.lastExtras, extras)
    else await this.sendDelta({ content: '' }, extras)
  }

  async sendDelta(delta: Record<string, unknown>, beside: Record<string, unknown> = {}): Promise<void> {
    await this.sendChunk({
      choices: [{ index: 0, delta: { role: 'assistant', ...delta } }],
      ...beside,
    })
  }

  async sendChunk(rest: Record<string, unknown>): Promise<void> {
    this.signal.throwIfAborted()
    await this.stream?.send({ ...this.head, ...rest })
  }

  countUsage(): Usage {
    return (this.usage ??= countUsage(this.state, this.request, this.reasoning, this.writtenText()))
  }

  /** The last chunk, or the whole body's choice. */
  async finish(reason: string): Promise<void> {
    await this.sendChunk({
      choices: [{ index: 0, finish_reason: reason, delta: { role: 'assistant', content: '' } }],
      usage: this.countUsage(),
      ...this.lastExtras,
    })
  }

  /** The body of a call that asked for no stream. */
  toBody(reason: string): Record<string, unknown> {
    const message = {
      role: 'assistant',
      content: this.toolCalls.length > 0 && this.text === '' ? null : this.text,
      ...(this.reasoning === '' ? {} : { reasoning_content: this.reasoning }),
      ...(this.toolCalls.length === 0 ? {} : { tool_calls: this.toolCalls }),
      ...(this.audio ? { audio: this.audio } : {}),
    }
    return {
      ...this.head,
      object: 'chat.completion',
      request_id: this.request.request_id ?? this.id,
      choices: [{ index: 0, message, finish_reason: reason }],
      usage: this.countUsage(),
      ...this.extras,
    }
  }

  writtenText(): string {
    const called = this.toolCalls.map((call) => JSON.stringify(call['function'] ?? ''))
    return [this.text, ...called].join('')
  }
}

export function newCallId(): string {
  return `call_${newAnswerId().slice(8)}`
}

function cut(text: string, length: number): string[] {
  const characters = [...text]
  const pieces: string[] = []
  for (let at = 0; at < characters.length; at += length)
    pieces.push(characters.slice(at, at + length).join(''))
  return pieces.length === 0 ? [''] : pieces
}
