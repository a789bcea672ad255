/**
 * What an assistant answers through (api-facts §5.1): text, tools whose input and outputs go out as separate chunks
 * without any id of the call, and the last chunk. It never knows whether the caller asked for a stream or for one body.
 * Every method rejects once the caller has gone.
 */
import type { AssistantRequest } from '@/lib/upstream/assistants/wire'
import { countTokens } from '../answer'
import { Metronome, waitExactly } from '../clock'
import type { EventStream } from '../event-stream'
import type { StoredFile } from '../files/file-store'
import { newAnswerId } from '../ids'
import { findLanguage } from '../index/language'
import type { Language } from '../index/language'
import type { Conversation, EngineState } from '../state'
import { toTypingChunks } from '../typing'

export type AssistantToolType = 'web_browser' | 'code_interpreter' | 'drawing_tool' | 'retrieval' | 'function'

export type ReplyOptions = {
  state: EngineState
  conversation: Conversation
  request: AssistantRequest
  question: string
  /** Of the conversation, oldest first. */
  files: StoredFile[]
  /** Ids in this request that are no file of ours. */
  unknownFiles: string[]
  /** Where this engine can be reached by whoever asked, up to and including its prefix. */
  publicUrl: string
  signal: AbortSignal
  /** Null for one body. */
  stream: EventStream | null
}

export type ReplyEnd = {
  reason: string
  status?: 'completed' | 'failed'
  lastError?: { code: string; message: string } | null
}

const chunksPerSecond = 65

export class AssistantReply {
  readonly state: EngineState
  readonly conversation: Conversation
  readonly request: AssistantRequest
  readonly question: string
  readonly language: Language
  readonly files: StoredFile[]
  readonly unknownFiles: string[]
  readonly publicUrl: string
  readonly signal: AbortSignal
  readonly stream: EventStream | null
  readonly id = newAnswerId()
  text = ''
  /** Goes with every delta. */
  metadata: Record<string, unknown>
  /** How it ends when nothing else was said. */
  end: ReplyEnd = { reason: 'stop' }
  readonly #toolCalls: Record<string, unknown>[] = []
  /** What tools read and wrote, for the count of tokens. */
  #toolText = ''

  constructor(options: ReplyOptions) {
    this.state = options.state
    this.conversation = options.conversation
    this.request = options.request
    this.question = options.question
    this.language = findLanguage(options.question)
    this.files = options.files
    this.unknownFiles = options.unknownFiles
    this.publicUrl = options.publicUrl
    this.signal = options.signal
    this.stream = options.stream
    this.metadata = options.request.metadata ?? {}
  }

  /** The same sentence in the language of the question. */
  words(en: string, zh: string): string {
    return this.language === 'zh' ? zh : en
  }

  /** A natural pause, shortened by the pace. */
  wait(milliseconds: number): Promise<void> {
    return waitExactly(milliseconds / this.state.pace, this.signal)
  }

  /** Streams text as a model types it; `speed` is how many times faster than usual. */
  async say(text: string, speed = 1): Promise<void> {
    const rate = this.stream ? chunksPerSecond * speed * this.state.pace : Infinity
    const metronome = new Metronome(1000 / rate, this.signal)
    for (const chunk of toTypingChunks(text)) {
      await metronome.tick()
      await this.sayChunk(chunk)
    }
  }

  /** One chunk of text, at once. */
  async sayChunk(chunk: string): Promise<void> {
    this.text += chunk
    await this.sendDelta({ role: 'assistant', content: chunk })
  }

  /** The tool begins: what it is given. */
  input(type: Exclude<AssistantToolType, 'retrieval' | 'function'>, input: string): Promise<void> {
    return this.sendTool(type, { input })
  }

  callFunction(name: string, parameters: unknown): Promise<void> {
    return this.sendTool('function', { name, arguments: JSON.stringify(parameters) })
  }

  /** Some of what the tool gave; may be called again for the rest. */
  outputs(type: AssistantToolType, outputs: Record<string, unknown>[]): Promise<void> {
    return this.sendTool(type, { outputs })
  }

  /** @param type one of the documents, or one that nobody knows */
  async sendTool(type: string, content: Record<string, unknown>): Promise<void> {
    const call = { index: 0, type, [type]: content }
    this.#toolCalls.push(call)
    this.#toolText += JSON.stringify(content)
    await this.sendDelta({ role: 'tool', tool_calls: [call] })
  }

  async sendDelta(delta: Record<string, unknown>): Promise<void> {
    await this.sendChunk({ choices: [{ index: 0, delta: { ...delta, metadata: this.metadata } }] })
  }

  async sendChunk(rest: Record<string, unknown>): Promise<void> {
    this.signal.throwIfAborted()
    await this.stream?.send({
      id: this.id,
      created: Date.now(),
      status: 'in_process',
      last_error: null,
      assistant_id: this.request.assistant_id,
      conversation_id: this.conversation.id,
      ...rest,
    })
  }

  /** The last chunk; its delta holds no text. */
  async finish(): Promise<void> {
    const { reason, status = 'completed', lastError = null } = this.end
    const delta = { role: 'assistant', metadata: this.metadata }
    await this.sendChunk({
      choices: [{ index: 0, finish_reason: reason, delta }],
      usage: this.countUsage(),
      status,
      last_error: lastError,
    })
    await this.stream?.send('[DONE]')
    this.stream?.end()
  }

  /** The generic body that the seed prints for a call without a stream (D25). */
  toBody(): Record<string, unknown> {
    const message = {
      role: 'assistant',
      content: this.text,
      ...(this.#toolCalls.length === 0 ? {} : { tool_calls: this.#toolCalls }),
    }
    return {
      id: this.id,
      request_id: this.request.request_id ?? this.id,
      created: Math.floor(Date.now() / 1000),
      model: this.request.model ?? 'glm-4-assistant',
      assistant_id: this.request.assistant_id,
      conversation_id: this.conversation.id,
      choices: [{ index: 0, message, finish_reason: this.end.reason }],
      usage: this.countUsage(),
    }
  }

  countUsage(): { prompt_tokens: number; completion_tokens: number; total_tokens: number } {
    const before = this.conversation.turns.map(({ question, answer }) => question + answer).join('')
    const read = countTokens(before + this.question + this.#toolText)
    const written = countTokens(this.text)
    return { prompt_tokens: read, completion_tokens: written, total_tokens: read + written }
  }
}
