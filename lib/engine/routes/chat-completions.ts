/** `POST /paas/v4/chat/completions` (api-facts §4): one model's answer, streamed or as one body. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { callerSignal } from '../caller-signal'
import { EventStream } from '../event-stream'
import { gatewayCodes } from '../gateway-codes'
import { LanguageModelError } from '../language-model'
import { isRefusal, readChatRequest } from '../models/chat-request'
import type { ChatRequest, Refusal } from '../models/chat-request'
import { keepChat } from '../models/last-chats'
import type { EngineModel } from '../models/model'
import { AnswerOver, ModelAnswer } from '../models/model-answer'
import { findModel } from '../models/registry'
import { readJson } from '../read-body'
import { sendGatewayError, sendJson } from '../reply'
import { countEnd, countStart } from '../state'
import type { EngineState } from '../state'

/** Pictures and sounds come inside the JSON. */
const maxChatBytes = 96 * 1024 * 1024
/** Characters of text that a model reads. */
const contextWindow = 512_000

export async function handleChatCompletions(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  publicUrl: string,
): Promise<void> {
  const chat = readChatRequest(await readJson(request, maxChatBytes))
  if (isRefusal(chat)) return refuse(response, chat)
  const magicCode = /^moonlake-error-(\d{3,4})$/.exec(chat.model)?.[1]
  if (magicCode !== undefined) return refuse(response, { code: magicCode, message: '' })
  const model = findModel(chat.model)
  if (!model) return refuse(response, { code: '1211', message: '' })
  const refusal = checkForModel(chat, model)
  if (refusal) return refuse(response, refusal)

  const signal = callerSignal(response)
  const stream = chat.stream === true ? new EventStream(response, signal) : null
  if (stream) stream.dialect = { newline: '\n', space: ' ' }
  const answer = new ModelAnswer({ state, request: chat, publicUrl, signal, stream })
  keepChat(state, chat)
  countStart(state, chat.request_id ?? undefined)
  try {
    const reason = await generate(model, answer, { request, response })
    if (reason === 'closed') return
    if (!stream) return sendJson(response, 200, answer.toBody(reason))
    await answer.finish(reason)
    await stream.send('[DONE]')
    stream.end()
  } catch (error) {
    if (signal.aborted) return
    if (!(error instanceof LanguageModelError)) throw error
    await fail(response, stream, error)
  } finally {
    countEnd(state, signal.aborted)
  }
}

async function generate(
  model: EngineModel,
  answer: ModelAnswer,
  exchange: { request: IncomingMessage; response: ServerResponse },
): Promise<string> {
  try {
    const reason = (await model.answer(answer, exchange)) ?? 'stop'
    if (reason !== 'closed') await answer.endText()
    return reason
  } catch (error) {
    if (error instanceof AnswerOver) return error.reason
    throw error
  }
}

function checkForModel({ messages, stream }: ChatRequest, model: EngineModel): Refusal | null {
  if (model.isStreamOnly === true && stream !== true)
    return { code: '1212', message: '当前模型不支持同步调用方式，请使用 SSE 流式调用。' }
  let characters = 0
  for (const { content } of messages) {
    if (typeof content === 'string') characters += content.length
    if (!Array.isArray(content)) continue
    for (const part of content) {
      if (part.type === 'text') characters += part.text.length
      else if (!model.takes.includes(part.type))
        return { code: '1210', message: `API 调用参数有误：该模型不支持 ${part.type}。` }
    }
  }
  return characters > contextWindow ? { code: '1261', message: '' } : null
}

/** @param refusal an empty message is replaced by that of the code */
function refuse(response: ServerResponse, { code, message }: Refusal): void {
  const known = gatewayCodes[code]
  sendGatewayError(
    response,
    known?.status ?? 400,
    code,
    message === '' ? (known?.message ?? '未知错误') : message,
  )
}

/** The language model behind us failed, maybe after words of its own. */
async function fail(
  response: ServerResponse,
  stream: EventStream | null,
  { message }: LanguageModelError,
): Promise<void> {
  if (!stream || !response.headersSent) return sendGatewayError(response, 500, '1234', message)
  await stream.send({ error: { code: '1234', message } })
  stream.end()
}
