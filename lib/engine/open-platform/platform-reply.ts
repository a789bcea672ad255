/**
 * What a model of the on-premises platform answers through: chunks of OpenAI's form, or one body. One model writes
 * `message` where the others write `delta` (api-facts §7). Every method rejects once the caller has gone.
 */
import { randomBytes } from 'node:crypto'
import { countTokens } from '../answer'
import { Metronome, waitExactly } from '../clock'
import type { EventStream } from '../event-stream'
import { findLanguage } from '../index/language'
import type { Language } from '../index/language'
import type { EngineState } from '../state'
import { toTypingChunks } from '../typing'
import type { PlatformRequest } from './platform-request'

export type PlatformReplyOptions = {
  state: EngineState
  request: PlatformRequest
  signal: AbortSignal
  /** Null for one body. */
  stream: EventStream | null
  /** What a chunk's piece of the answer is called. */
  pieceName: 'delta' | 'message'
}

const chunksPerSecond = 65

export class PlatformReply {
  readonly state: EngineState
  readonly request: PlatformRequest
  readonly signal: AbortSignal
  readonly stream: EventStream | null
  readonly language: Language
  readonly id = `chatcmpl-${randomBytes(12).toString('hex')}`
  readonly created = Math.floor(Date.now() / 1000)
  text = ''
  reasoning = ''
  /** Of the caller's text, what went to the model besides the question. */
  readBesides = ''
  finishReason = 'stop'
  readonly #pieceName: 'delta' | 'message'

  constructor({ state, request, signal, stream, pieceName }: PlatformReplyOptions) {
    this.state = state
    this.request = request
    this.signal = signal
    this.stream = stream
    this.language = findLanguage(request.question)
    this.#pieceName = pieceName
  }

  words(en: string, zh: string): string {
    return this.language === 'zh' ? zh : en
  }

  wait(milliseconds: number): Promise<void> {
    return waitExactly(milliseconds / this.state.pace, this.signal)
  }

  async say(text: string, speed = 1): Promise<void> {
    await this.#type(text, speed, (chunk) => this.sayChunk(chunk))
  }

  async sayChunk(chunk: string): Promise<void> {
    this.text += chunk
    await this.sendPiece({ role: 'assistant', content: chunk })
  }

  /** One line of what it does; told only when the caller asked for reasoning. */
  async think(en: string, zh: string): Promise<void> {
    if (!this.request.thinksAloud) return
    const line = `${this.reasoning === '' ? '' : '\n'}${this.words(en, zh)}`
    await this.#type(line, 1.6, (chunk) => this.thinkChunk(chunk))
  }

  async thinkChunk(chunk: string): Promise<void> {
    if (!this.request.thinksAloud) return
    this.reasoning += chunk
    await this.sendPiece({ role: 'assistant', reasoningContent: chunk })
  }

  async sendPiece(piece: Record<string, unknown>, rest: Record<string, unknown> = {}): Promise<void> {
    await this.sendChunk({ choices: [{ index: 0, [this.#pieceName]: piece, finish_reason: null }], ...rest })
  }

  async sendChunk(rest: Record<string, unknown>): Promise<void> {
    this.signal.throwIfAborted()
    await this.stream?.send({ ...this.#head('chat.completion.chunk'), ...rest })
  }

  async finish(): Promise<void> {
    await this.sendChunk({
      choices: [{ index: 0, [this.#pieceName]: {}, finish_reason: this.finishReason }],
      usage: this.#usage(),
    })
    await this.stream?.send('[DONE]')
    this.stream?.end()
  }

  toBody(): Record<string, unknown> {
    const message = {
      role: 'assistant',
      content: this.text,
      ...(this.reasoning === '' ? {} : { reasoningContent: this.reasoning }),
    }
    return {
      ...this.#head('chat.completion'),
      choices: [{ index: 0, message, finish_reason: this.finishReason }],
      usage: this.#usage(),
    }
  }

  #head(object: string): Record<string, unknown> {
    return { id: this.id, object, created: this.created, model: this.request.model }
  }

  #usage() {
    const said = this.request.turns.map(({ question, answer }) => question + answer).join('')
    const read = countTokens(said + this.readBesides + this.request.question)
    const written = countTokens(this.text + this.reasoning)
    return { prompt_tokens: read, completion_tokens: written, total_tokens: read + written }
  }

  async #type(text: string, speed: number, send: (chunk: string) => Promise<void>): Promise<void> {
    const rate = this.stream ? chunksPerSecond * speed * this.state.pace : Infinity
    const metronome = new Metronome(1000 / rate, this.signal)
    for (const chunk of toTypingChunks(text)) {
      await metronome.tick()
      await send(chunk)
    }
  }
}
