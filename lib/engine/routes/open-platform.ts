/** The on-premises platform below `/openapi` (seed 004, api-facts §7): two chats and the list of models. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type * as z from 'zod'
import { chatV1RequestSchema, chatV2RequestSchema } from '@/lib/upstream/open-platform/wire'
import { callerSignal } from '../caller-signal'
import { EventStream } from '../event-stream'
import { answerOnBench } from '../open-platform/bench'
import { converse } from '../open-platform/converse'
import { checkModel, checkPermission } from '../open-platform/permissions'
import type { Permission, Refusal } from '../open-platform/permissions'
import { PlatformReply } from '../open-platform/platform-reply'
import { readV1, readV2, usualModel } from '../open-platform/platform-request'
import type { PlatformRequest } from '../open-platform/platform-request'
import { readJson, RequestError } from '../read-body'
import { sendJson } from '../reply'
import { addConversation, addTurn, countEnd, countStart } from '../state'
import type { Conversation, EngineState } from '../state'

const models = { usual: usualModel, small: 'onprem-mini', bench: 'onprem-test' }
const listedSince = Date.UTC(2026, 0, 1) / 1000

/** @param route what follows `/openapi` */
export async function handleOpenPlatform(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  route: string,
): Promise<void> {
  const permission = permissions[route]
  if (!permission) return refuse(response, { status: 404, code: 8404, message: '接口不存在' })
  const refused = checkPermission(request.headers.authorization, state.key, permission)
  if (refused) return refuse(response, refused)
  if (route.endsWith('/models')) return listModels(response)
  if (request.method !== 'POST')
    return refuse(response, { status: 405, code: 8405, message: '请求方法不支持' })
  try {
    await chat(state, request, response, permission)
  } catch (error) {
    if (response.headersSent || !(error instanceof RequestError)) throw error
    refuse(response, { status: error.status, code: 8400, message: error.message })
  }
}

const permissions: Record<string, Permission> = {
  '/api/v1/chat/completions': 'chat_v1 READ',
  '/community/v1/models': 'chat_v2 READ',
  '/community/v1/chat/completions': 'chat_v2 READ',
}

/** As OpenAI lists them, without the platform's envelope. */
function listModels(response: ServerResponse): void {
  sendJson(response, 200, {
    object: 'list',
    data: Object.values(models).map((id) => ({
      id,
      object: 'model',
      created: listedSince,
      owned_by: 'moonlake',
    })),
  })
}

async function chat(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  permission: Permission,
): Promise<void> {
  const asked = readRequest(await readJson(request), permission)
  if (typeof asked === 'string') return refuse(response, { status: 400, code: 8400, message: asked })
  const refused = checkModel(asked.model, permission)
  if (refused) return refuse(response, refused)
  if (!Object.values(models).includes(asked.model))
    return refuse(response, { status: 400, code: 8404, message: `模型不存在：${asked.model}` })

  const conversation = asked.remembersAs === null ? null : openConversation(state, asked.remembersAs)
  const signal = callerSignal(response)
  const isStream = asked.isStream ?? /text\/event-stream/.test(request.headers.accept ?? '')
  const stream = isStream ? new EventStream(response, signal) : null
  if (stream) stream.dialect = { newline: '\n', space: ' ' }
  const reply = new PlatformReply({
    state,
    request: { ...asked, turns: asked.turns.length > 0 ? asked.turns : (conversation?.turns ?? []) },
    signal,
    stream,
    pieceName: asked.model === models.small ? 'message' : 'delta',
  })
  countStart(state, undefined)
  try {
    const words = asked.question.toLowerCase()
    const exchange = { request, response }
    const outcome =
      asked.model === models.bench ? await answerOnBench({ reply, exchange, words }) : await converse(reply)
    if (outcome === 'closed') return
    if (stream) await reply.finish()
    else sendJson(response, 200, reply.toBody())
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    if (conversation) addTurn(conversation, asked.question, reply.text)
    countEnd(state, signal.aborted)
  }
}

function readRequest(body: unknown, permission: Permission): PlatformRequest | string {
  if (permission === 'chat_v1 READ') {
    const parsed = chatV1RequestSchema.safeParse(body)
    return parsed.success ? readV1(parsed.data) : describeIssue(parsed.error)
  }
  const parsed = chatV2RequestSchema.safeParse(body)
  return parsed.success ? readV2(parsed.data) : describeIssue(parsed.error)
}

function describeIssue({ issues: [issue] }: z.ZodError): string {
  return `参数有误：${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`
}

/** The caller makes up the ids of its dialogues here. */
function openConversation(state: EngineState, id: string): Conversation {
  const name = `openapi:${id}`
  return state.conversations.get(name) ?? addConversation(state, 'openapi', name)
}

function refuse(response: ServerResponse, { status, code, message }: Refusal): void {
  sendJson(response, status, { code, message, data: null })
}
