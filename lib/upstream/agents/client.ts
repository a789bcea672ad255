import 'server-only'
import type { RunEvent } from '@/lib/runs/events'
import type { Exchange } from '../exchange'
import { ExchangeError } from '../exchange'
import { UpstreamError, plainFailure } from '../failure'
import { readText, toUpstreamError } from '../http'
import type { Upstream } from '../http'
import { tryParseJson } from '../json'
import { MessageTooLargeError, createSseReader } from '../sse'
import { createTranslator } from './translate'
import type { InvokeEnd, Translator } from './translate'
import { conversationDataSchema, suggestionsDataSchema, variablesDataSchema } from './wire'
import type { ContentItem, InvokeRequest, WireVariable } from './wire'

/** Ms of silence after upstream said `stop` until we end without its `[DONE]`. */
export const afterStopMs = 600
/** Recommended questions that are shown, and characters of one. */
export const maxSuggestions = 6
export const maxSuggestionLength = 200

/** An input that the agent asks for. */
export type AgentVariable = {
  id: string
  /** What `content[].key` of an invoke must say. */
  name: string
  /** `input`, `selection_list`, `upload_file`, …; lower case, unknown types are kept. */
  type: string
  tips: string
  options: string[]
}

export type InvokeOptions = {
  appId: string
  /** Upstream's id; null starts a new conversation, whose id comes with an `upstream-ids` event. */
  conversationId: string | null
  /** What the person wrote. `content` instead sends several inputs. */
  question?: string
  /** Name of the variable that takes the question; text apps answer nothing without it. */
  key?: string | null
  content?: ContentItem[]
  /** Of the workflow's question that this answers. */
  callId?: string | null
  /** Our run id, for upstream's log. */
  thirdRequestId: string
  /** False asks for one synchronous answer; it is told as the same events. */
  stream?: boolean
  signal?: AbortSignal
}

export type AgentClient = {
  /** The inputs that an agent asks for, in order; none for a plain dialogue. @throws UpstreamError */
  getVariables(appId: string, signal?: AbortSignal): Promise<AgentVariable[]>
  /** @returns upstream's id of a new conversation. @throws UpstreamError */
  createConversation(appId: string, signal?: AbortSignal): Promise<string>
  /** Questions that upstream recommends after an answer. @throws UpstreamError */
  listSuggestedQuestions(appId: string, conversationId: string, signal?: AbortSignal): Promise<string[]>
  /**
   * Asks an agent. Upstream is called once the first event is asked for, and at most once is a generation begun.
   * Yields run events without `run-start`, `run-error` and `run-end`: those are the writer's. Returns how it ended;
   * upstream's failures are returned, not thrown. A waiting_to_retry notice counts the seconds to wait; it comes once
   * more with 0 when the waiting is over.
   *
   * @throws the signal's reason when it aborts; upstream's socket is closed at once then, and soon
   *   when the caller returns early
   */
  invoke(options: InvokeOptions): AsyncGenerator<RunEvent, InvokeEnd>
}

/** What a line of an event stream may begin with. */
const fieldNames = ['data', 'event', 'id', 'retry', ':']

const root = ['llm-application', 'open']

/** The agent platform (api-facts §3) as functions; no envelope, status or snake_case leaves it. */
export function createAgentClient(upstream: Upstream): AgentClient {
  return {
    async getVariables(appId, signal) {
      const data = await upstream.readData({
        method: 'GET',
        path: [...root, 'v2', 'application', appId, 'variables'],
        ...withSignal(signal),
      })
      return (variablesDataSchema.safeParse(data).data ?? []).flatMap(toVariable)
    },

    async createConversation(appId, signal) {
      // Repeating it may leave an empty conversation behind, which costs nothing.
      const data = await upstream.readData({
        method: 'POST',
        path: [...root, 'v2', 'application', appId, 'conversation'],
        body: {},
        ...withSignal(signal),
      })
      const id = conversationDataSchema.safeParse(data).data?.conversation_id
      if (!id) throw new UpstreamError(plainFailure('garbage'))
      return id
    },

    async listSuggestedQuestions(appId, conversationId, signal) {
      const data = await upstream.readData({
        method: 'GET',
        path: [...root, 'history_session_record', appId, conversationId],
        ...withSignal(signal),
      })
      return toQuestions(suggestionsDataSchema.safeParse(data).data?.problems)
    },

    async *invoke(options) {
      const { signal } = options
      let exchange: Exchange
      try {
        exchange = yield* openWithNotices(upstream, options)
      } catch (error) {
        if (signal?.aborted) throw signal.reason
        return toEnd(error)
      }
      try {
        yield { type: 'upstream-start', at: upstream.clock.now() }
        const end = yield* readGeneration(exchange, upstream)
        if (signal?.aborted) throw signal.reason
        return end.outcome === 'done' ? end : { ...end, failure: upstream.redact(end.failure) }
      } finally {
        exchange.release()
      }
    },
  }
}

async function* openWithNotices(
  upstream: Upstream,
  options: InvokeOptions,
): AsyncGenerator<RunEvent, Exchange> {
  const opening = upstream.openGeneration({
    path: [...root, 'v3', 'application', 'invoke'],
    body: toRequest(options),
    ...withSignal(options.signal),
  })
  let hasWaited = false
  for (;;) {
    const step = await opening.next()
    if (step.done) {
      if (hasWaited) yield { type: 'notice', code: 'waiting_to_retry', count: 0 }
      return step.value
    }
    hasWaited = true
    yield { type: 'notice', code: 'waiting_to_retry', count: Math.ceil(step.value.waitMs / 1_000) }
  }
}

/**
 * The body decides what it is, not its content type: `{` begins a JSON answer or error, `<` a gateway's page, anything
 * else is read as an event stream.
 */
async function* readGeneration(exchange: Exchange, upstream: Upstream): AsyncGenerator<RunEvent, InvokeEnd> {
  const translator = createTranslator()
  const now = () => upstream.clock.now()
  const bytes = exchange.bytes[Symbol.asyncIterator]()
  const start: Uint8Array[] = []
  let hasMessages = false
  try {
    const first = await readFirstByte(bytes, start)
    const whole = { bytes: joined(start, bytes), release: () => exchange.release() }
    if (first === null) return { outcome: 'failed', failure: plainFailure('no_answer') }
    if (first === '<') return { outcome: 'failed', failure: plainFailure('gateway') }
    if (first === '{' || first === '[') {
      const answer = tryParseJson((await readText(whole, upstream.limits.jsonBytes)).replace(/^\uFEFF/, ''))
      yield* translator.readAnswer(answer, now())
    } else {
      for await (const events of readStream(whole.bytes, translator, exchange, now)) {
        hasMessages = true
        yield* events
      }
    }
    const ended = yield* end(translator, null)
    const isNothing = ended.outcome === 'failed' && ended.failure.code === 'no_answer'
    return isNothing && !looksLikeEvents(start)
      ? { outcome: 'failed', failure: plainFailure('garbage') }
      : ended
  } catch (error) {
    if (error instanceof MessageTooLargeError) {
      yield { type: 'notice', code: 'event_limit', count: null }
      if (!hasMessages) return { outcome: 'failed', failure: plainFailure('garbage') }
      return yield* end(translator, plainFailure('garbage'))
    }
    const plain = toUpstreamError(error)
    if (!(plain instanceof UpstreamError)) throw error
    return yield* end(translator, plain.failure)
  }
}

/** The events of each piece of the body together, texts that arrived together joined. */
async function* readStream(
  bytes: AsyncIterable<Uint8Array>,
  translator: Translator,
  exchange: Exchange,
  now: () => number,
): AsyncGenerator<RunEvent[], void> {
  let events: RunEvent[] = []
  let receivedAt = 0
  let isFinished = false
  const reader = createSseReader((data) => {
    const added = translator.readMessage(data, receivedAt)
    for (const event of added) append(events, event)
  })
  try {
    for await (const piece of bytes) {
      receivedAt = now()
      reader.feed(piece)
      if (events.length > 0) {
        yield events
        events = []
      }
      if (translator.isOver()) return
      if (!isFinished && translator.isFinished()) {
        isFinished = true
        exchange.setIdleLimit(afterStopMs)
      }
    }
  } catch (error) {
    // The message that was being received counts, whatever ended the stream.
    if (!(error instanceof ExchangeError)) {
      if (events.length > 0) yield events
      throw error
    }
    receivedAt = now()
    reader.end()
    if (events.length > 0) yield events
    throw error
  }
  receivedAt = now()
  reader.end()
  if (events.length > 0) yield events
}

function append(events: RunEvent[], event: RunEvent): void {
  const last = events.at(-1)
  if (event.type === 'text-delta' && last?.type === 'text-delta')
    events[events.length - 1] = { type: 'text-delta', text: last.text + event.text }
  else events.push(event)
}

async function* end(
  translator: Translator,
  cut: Parameters<Translator['end']>[0],
): AsyncGenerator<RunEvent, InvokeEnd> {
  const ended = translator.end(cut)
  yield* ended.events
  return ended.end
}

/** @param start gets the pieces that were read on the way; null when the body ends without a visible character */
async function readFirstByte(bytes: AsyncIterator<Uint8Array>, start: Uint8Array[]): Promise<string | null> {
  for (;;) {
    const next = await bytes.next()
    if (next.done) return null
    start.push(next.value)
    // White space and the three bytes of a byte order mark.
    const first = next.value.find((byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf)
    if (first !== undefined) return String.fromCharCode(first)
  }
}

function looksLikeEvents(start: Uint8Array[]): boolean {
  const line = new TextDecoder().decode(Buffer.concat(start)).trimStart().slice(0, 16)
  return fieldNames.some((name) => line.startsWith(name) || name.startsWith(line))
}

async function* joined(
  start: Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  yield* start
  for (;;) {
    const next = await rest.next()
    if (next.done) return
    yield next.value
  }
}

function toEnd(error: unknown): InvokeEnd {
  const plain = toUpstreamError(error)
  if (!(plain instanceof UpstreamError)) throw error
  const { failure } = plain
  // Our own watchdogs ended the wait: the socket is closed, the outcome is unknown.
  const isOurs =
    error instanceof UpstreamError && error.cause instanceof ExchangeError && error.cause.reason !== 'network'
  return { outcome: isOurs ? 'interrupted' : 'failed', failure }
}

function toRequest(options: InvokeOptions): InvokeRequest {
  const { appId, conversationId, question, key, callId } = options
  const content: ContentItem[] = options.content ?? [
    { type: 'input', value: question ?? '', ...(key ? { key } : {}) },
  ]
  return {
    app_id: appId,
    ...(conversationId === null ? {} : { conversation_id: conversationId }),
    third_request_id: options.thirdRequestId,
    stream: options.stream ?? true,
    send_log_event: true,
    messages: [{ role: 'user', ...(callId ? { type: 'qa', call_id: callId } : {}), content }],
  }
}

function toVariable(variable: WireVariable): AgentVariable[] {
  const name = variable.name?.trim()
  if (!name) return []
  return [
    {
      id: variable.id ?? '',
      name,
      type: variable.type?.trim().toLowerCase() || 'input',
      tips: variable.tips ?? '',
      options: [
        ...new Set(variable.allowed_values?.length ? variable.allowed_values : (variable.allow_values ?? [])),
      ],
    },
  ]
}

/** A list, an object of texts, or text with one question a line (D17); numbering is taken off. */
function toQuestions(problems: unknown): string[] {
  const parsed = typeof problems === 'string' ? (tryParseJson(problems) ?? problems.split('\n')) : problems
  const values: unknown[] = typeof parsed === 'object' && parsed !== null ? Object.values(parsed).flat() : []
  const questions = values.flatMap((value) => {
    const text = typeof value === 'string' ? value : toQuestionOf(value)
    const question = text?.replace(/^\s*\d{1,2}[.、)]\s*/, '').trim()
    return question ? [question.slice(0, maxSuggestionLength)] : []
  })
  return [...new Set(questions)].slice(0, maxSuggestions)
}

function toQuestionOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null
  return Object.values(value).find((word): word is string => typeof word === 'string' && word !== '') ?? null
}

function withSignal(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal ? { signal } : {}
}
