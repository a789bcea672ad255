/** `paas/v4/assistant` and what goes with it (api-facts §5): asking, the list, conversations, suggested questions. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import * as z from 'zod'
import {
  assistantListRequestSchema,
  assistantRequestSchema,
  suggestRequestSchema,
} from '@/lib/upstream/assistants/wire'
import type { AssistantRequest } from '@/lib/upstream/assistants/wire'
import { callerSignal } from '../caller-signal'
import { openAttachments } from '../assistants/attachments'
import { assistants, findAssistant } from '../assistants/registry'
import { AssistantReply } from '../assistants/reply'
import { EventStream } from '../event-stream'
import { gatewayCodes } from '../gateway-codes'
import { newHexId } from '../ids'
import { readJson } from '../read-body'
import { sendGatewayError, sendJson } from '../reply'
import { addConversation, addTurn, countEnd, countStart } from '../state'
import type { Conversation, EngineState } from '../state'

/** An assistant's id that refuses everything with the gateway code in its last four digits. */
const refusingId = /^65{19}(\d{4})$/

/** `POST /paas/v4/assistant` */
export async function handleAssistant(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  publicUrl: string,
): Promise<void> {
  const parsed = assistantRequestSchema.safeParse(await readJson(request))
  if (!parsed.success) return refuseForm(response, parsed.error)
  const asked = parsed.data
  const magicCode = refusingId.exec(asked.assistant_id)?.[1]
  if (magicCode !== undefined) return refuse(response, magicCode)
  const question = findQuestion(asked)
  const assistant = findAssistant(asked.assistant_id, question)
  if (!assistant) return refuse(response, '1214', 'assistant_id 不存在。')
  const conversation = openAssistantConversation(state, asked)
  const attached = await openAttachments(state, conversation, asked)
  if (attached === 'too_many') return refuse(response, '1214', '单个会话最多支持 10 个文件。')

  const signal = callerSignal(response)
  const stream = asked.stream === false ? null : new EventStream(response, signal)
  if (stream) stream.dialect = { newline: '\n', space: ' ' }
  const reply = new AssistantReply({
    state,
    conversation,
    request: asked,
    question,
    ...attached,
    publicUrl,
    signal,
    stream,
  })
  countStart(state, asked.request_id)
  try {
    const outcome = await assistant.answer(reply, { request, response })
    if (outcome !== 'closed') {
      if (stream) await reply.finish()
      else sendJson(response, 200, reply.toBody())
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    const { prompt_tokens: read, completion_tokens: written } = reply.countUsage()
    conversation.tokens = {
      read: conversation.tokens.read + read,
      written: conversation.tokens.written + written,
    }
    addTurn(conversation, question, reply.text)
    countEnd(state, signal.aborted)
  }
}

/** `POST /paas/v4/assistant/list` */
export async function handleAssistantList(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parsed = assistantListRequestSchema.safeParse(await readJson(request))
  if (!parsed.success) return refuseForm(response, parsed.error)
  const wanted = parsed.data.assistant_id_list ?? []
  sendEnvelope(
    response,
    assistants
      .filter(({ card }) => wanted.length === 0 || wanted.includes(card.id))
      .map(({ card }) => ({
        assistant_id: card.id,
        created_at: listedSince,
        updated_at: listedSince,
        // One text has to do for both languages.
        name: `${card.name.zh} ${card.name.en}`,
        avatar: '',
        description: `${card.description.zh}${card.description.en}`,
        status: 'publish',
        tools: card.tools,
        tags: card.tags,
        starter_prompts: [...new Set([...card.openingQuestions.zh, ...card.openingQuestions.en])],
      })),
  )
}

const listedSince = new Date(Date.UTC(2026, 0, 1)).toUTCString()

const conversationListRequestSchema = z.object({
  assistant_id: z.string().min(1),
  page: z.int().min(1).optional(),
  page_size: z.int().min(1).max(100).optional(),
})

const usualPageSize = 5

/** `POST /paas/v4/assistant/conversation/list`: newest first. */
export async function handleConversationList(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parsed = conversationListRequestSchema.safeParse(await readJson(request))
  if (!parsed.success) return refuseForm(response, parsed.error)
  const { assistant_id: assistantId, page = 1, page_size: size = usualPageSize } = parsed.data
  if (!findAssistant(assistantId)) return refuse(response, '1214', 'assistant_id 不存在。')
  const own = [...state.conversations.values()]
    .filter(({ appId }) => appId === assistantId)
    .sort((one, other) => other.updatedAt - one.updatedAt)
  sendEnvelope(response, {
    assistant_id: assistantId,
    has_more: own.length > page * size,
    conversation_list: own.slice((page - 1) * size, page * size).map(toWireConversation),
  })
}

function toWireConversation({ id, appId, createdAt, updatedAt, tokens }: Conversation) {
  return {
    id,
    assistant_id: appId,
    create_time: toBeijing(createdAt),
    update_time: toBeijing(updatedAt),
    usage: {
      prompt_tokens: tokens.read,
      completion_tokens: tokens.written,
      total_tokens: tokens.read + tokens.written,
    },
  }
}

/** `yyyy-MM-dd HH:mm:ss` */
function toBeijing(time: number): string {
  return new Date(time + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

/** `POST /paas/v4/assistant/conversation/suggest` */
export async function handleSuggest(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parsed = suggestRequestSchema.safeParse(await readJson(request))
  if (!parsed.success) return refuseForm(response, parsed.error)
  const { assistant_id: assistantId, conversation_id: id } = parsed.data
  const conversation = state.conversations.get(id)
  if (!conversation || conversation.appId !== assistantId)
    return refuse(response, '1214', 'conversation_id 不存在。')
  sendEnvelope(response, {
    assistant_id: assistantId,
    conversation_id: id,
    suggest_list: conversation.suggestions,
  })
}

/** What the person wrote last. */
function findQuestion({ messages }: AssistantRequest): string {
  const content = messages.findLast(({ role }) => role === 'user')?.content ?? ''
  const text = typeof content === 'string' ? content : content.map((part) => part.text).join('\n')
  return text.trim()
}

/** An unknown or foreign id starts a fresh conversation under that id. */
function openAssistantConversation(state: EngineState, request: AssistantRequest): Conversation {
  const { assistant_id: assistantId, conversation_id: id } = request
  const known = state.conversations.get(id ?? '')
  return known?.appId === assistantId ? known : addConversation(state, assistantId, id ?? newHexId())
}

function sendEnvelope(response: ServerResponse, data: unknown): void {
  sendJson(response, 200, { success: true, code: 200, msg: 'SUCCESS', data })
}

function refuseForm(response: ServerResponse, { issues }: z.ZodError): void {
  const [issue] = issues
  refuse(response, '1214', `参数非法：${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
}

function refuse(response: ServerResponse, code: string, message?: string): void {
  const known = gatewayCodes[code]
  sendGatewayError(response, known?.status ?? 400, code, message ?? known?.message ?? '未知错误')
}
