/**
 * The optional language model behind the engine: any server that speaks OpenAI's chat completions, such as Ollama or
 * vLLM. When one is configured, models and LLM nodes take their words from it; what the engine finds goes along.
 */
import { createParser } from 'eventsource-parser'
import * as z from 'zod'

export type LanguageModelOptions = {
  /** Up to and including `/v1`. */
  baseUrl: string
  apiKey?: string | null | undefined
  model: string
}

/** In OpenAI's words, as they came from whoever asked. */
export type LanguageModelMessage = { role: string; content: unknown } & Record<string, unknown>

export type LanguageModelRequest = {
  messages: LanguageModelMessage[]
  /** Functions that it may call; none: it only writes. */
  tools?: unknown[]
  /** `temperature`, `max_tokens` and the like, as they are sent. */
  parameters?: Record<string, unknown>
  signal: AbortSignal
}

export type LanguageModelDelta = { type: 'text' | 'reasoning'; text: string }
export type LanguageModelCall = { id: string; name: string; arguments: string }
export type LanguageModelEnd = {
  finishReason: string
  calls: LanguageModelCall[]
  usage: { promptTokens: number; completionTokens: number } | null
}

export type LanguageModel = {
  name: string
  /** One text for one prompt, without what the model thinks. @throws LanguageModelError, or the signal's reason */
  write(options: { system: string; prompt: string; signal: AbortSignal }): AsyncGenerator<string, void>
  /** A turn of a conversation. @throws LanguageModelError, or the signal's reason */
  converse(request: LanguageModelRequest): AsyncGenerator<LanguageModelDelta, LanguageModelEnd>
}

/** It cannot be reached or refuses. The message is a sentence that may be shown; it holds no key. */
export class LanguageModelError extends Error {}

export function createLanguageModel(options: LanguageModelOptions): LanguageModel {
  const converse = (request: LanguageModelRequest) => readConversation(options, request)
  return {
    name: options.model,
    converse,
    write: ({ system, prompt, signal }) =>
      writeOnly(
        converse({
          messages: [
            { role: 'system', content: system },
            { role: 'user', content: prompt },
          ],
          signal,
        }),
      ),
  }
}

const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            reasoning_content: z.string().nullish(),
            /** Of Ollama and OpenRouter. */
            reasoning: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.number().nullish(),
                  id: z.string().nullish(),
                  function: z
                    .object({ name: z.string().nullish(), arguments: z.string().nullish() })
                    .nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).partial().nullish(),
  error: z.unknown().optional(),
})

async function* readConversation(
  options: LanguageModelOptions,
  request: LanguageModelRequest,
): AsyncGenerator<LanguageModelDelta, LanguageModelEnd> {
  const response = await ask(options, request)
  const end: LanguageModelEnd = { finishReason: 'stop', calls: [], usage: null }
  for await (const data of readData(options, response, request.signal)) {
    const chunk = parseChunk(data)
    if (!chunk) continue
    if (chunk.error !== undefined && chunk.error !== null)
      throw new LanguageModelError(`${describe(options)} failed: ${sentenceOf(chunk.error)}`)
    if (chunk.usage)
      end.usage = {
        promptTokens: chunk.usage.prompt_tokens ?? 0,
        completionTokens: chunk.usage.completion_tokens ?? 0,
      }
    const choice = chunk.choices?.[0]
    if (!choice) continue
    const { delta } = choice
    const reasoning = delta?.reasoning_content ?? delta?.reasoning ?? ''
    if (reasoning !== '') yield { type: 'reasoning', text: reasoning }
    const text = delta?.content ?? ''
    if (text !== '') yield { type: 'text', text }
    for (const piece of delta?.tool_calls ?? []) addPiece(end.calls, piece)
    if (choice.finish_reason) end.finishReason = choice.finish_reason
  }
  return end
}

async function ask(options: LanguageModelOptions, request: LanguageModelRequest): Promise<Response> {
  const { tools = [], parameters = {} } = request
  const body = {
    ...parameters,
    model: options.model,
    messages: request.messages,
    ...(tools.length > 0 ? { tools } : {}),
    stream: true,
    stream_options: { include_usage: true },
  }
  const key = options.apiKey ?? ''
  let response: Response
  try {
    response = await fetch(`${options.baseUrl.replace(/\/+$/, '')}/chat/completions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(body),
      signal: request.signal,
      redirect: 'error',
    })
  } catch (error) {
    request.signal.throwIfAborted()
    throw new LanguageModelError(`${describe(options)} cannot be reached (${reasonOf(error)}).`, {
      cause: error,
    })
  }
  if (response.ok) return response
  const text = await response.text().catch(() => '')
  throw new LanguageModelError(
    `${describe(options)} refused with HTTP ${response.status}: ${sentenceOf(parseJson(text) ?? text)}`,
  )
}

/** The data of each event; nothing after `[DONE]`. */
async function* readData(
  options: LanguageModelOptions,
  response: Response,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const pending: string[] = []
  const parser = createParser({ onEvent: ({ data }) => void pending.push(data) })
  const decoder = new TextDecoder()
  try {
    for await (const bytes of response.body ?? []) {
      parser.feed(decoder.decode(bytes, { stream: true }))
      for (const data of pending.splice(0)) {
        if (data.trim().startsWith('[DONE]')) return
        yield data
      }
    }
  } catch (error) {
    signal.throwIfAborted()
    throw new LanguageModelError(`${describe(options)} broke off (${reasonOf(error)}).`, { cause: error })
  }
  parser.feed('\n\n')
  for (const data of pending) if (!data.trim().startsWith('[DONE]')) yield data
}

function addPiece(
  calls: LanguageModelCall[],
  piece: {
    index?: number | null | undefined
    id?: string | null | undefined
    function?: { name?: string | null | undefined; arguments?: string | null | undefined } | null | undefined
  },
): void {
  const at = piece.index ?? Math.max(0, calls.length - (piece.id ? 0 : 1))
  const call = (calls[at] ??= { id: piece.id ?? `call_${at}`, name: '', arguments: '' })
  call.name += piece.function?.name ?? ''
  call.arguments += piece.function?.arguments ?? ''
}

/** Leaves out a leading `<think>…</think>`, which some models put into their text, and the space around it. */
async function* writeOnly(
  deltas: AsyncGenerator<LanguageModelDelta, LanguageModelEnd>,
): AsyncGenerator<string, void> {
  const [open, close] = ['<think>', '</think>']
  let held = ''
  let isBegun = false
  for await (const delta of deltas) {
    if (delta.type !== 'text') continue
    if (isBegun) {
      yield delta.text
      continue
    }
    held = (held + delta.text).trimStart()
    if (held.startsWith(open)) {
      const at = held.indexOf(close)
      if (at < 0) continue
      held = held.slice(at + close.length).trimStart()
    }
    // As long as it may become the mark, nothing is told.
    if (open.startsWith(held)) continue
    isBegun = true
    yield held
  }
  if (!isBegun && held !== '' && !held.startsWith(open)) yield held
}

function parseChunk(data: string): z.infer<typeof chunkSchema> | null {
  const parsed = chunkSchema.safeParse(parseJson(data))
  return parsed.success ? parsed.data : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function describe({ baseUrl, model }: LanguageModelOptions): string {
  const { host } = new URL(baseUrl)
  return `The language model ${model} at ${host}`
}

const longestSentence = 300

function sentenceOf(error: unknown): string {
  const found = z
    .union([
      z.object({ error: z.object({ message: z.string() }) }).transform(({ error: { message } }) => message),
      z.object({ error: z.string() }).transform(({ error: message }) => message),
      z.object({ message: z.string() }).transform(({ message }) => message),
      z.string(),
    ])
    .safeParse(error)
  return (found.success ? found.data : JSON.stringify(error)).slice(0, longestSentence)
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message
  return String(cause)
}
