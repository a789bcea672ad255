/** `POST /v3/application/invoke` (seed 003 §3.5): one agent's answer, streamed or as one body. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { invokeRequestSchema } from '@/lib/upstream/agents/wire'
import type { InvokeRequest } from '@/lib/upstream/agents/wire'
import { callerSignal } from '../caller-signal'
import { findAgent } from '../agents/registry'
import { Answer } from '../answer'
import { EventStream } from '../event-stream'
import { newRequestId } from '../ids'
import { readJson } from '../read-body'
import { sendFlatError, sendJson } from '../reply'
import { refuseApp } from './faults'
import { addTurn, countEnd, countStart, openConversation } from '../state'
import type { EngineState } from '../state'

export async function handleInvoke(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  publicUrl: string,
): Promise<void> {
  const parsed = invokeRequestSchema.safeParse(await readJson(request))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return sendFlatError(response, 400, 1210, `API 调用参数有误：${issue?.path.join('.')} ${issue?.message}`)
  }
  const invoke = parsed.data
  if (refuseApp(response, invoke.app_id)) return
  const question = findQuestion(invoke)
  const agent = findAgent(invoke.app_id, question)
  if (!agent) return sendFlatError(response, 404, 404, '应用不存在')

  const signal = callerSignal(response)
  const conversation = openConversation(state, invoke.app_id, invoke.conversation_id ?? null)
  const stream = invoke.stream === false ? null : new EventStream(response, signal)
  const answer = new Answer(
    state,
    conversation,
    { invoke, question, requestId: newRequestId(), publicUrl },
    signal,
    stream,
  )

  countStart(state, invoke.third_request_id)
  try {
    const outcome = await agent.answer(answer, { request, response })
    addTurn(conversation, question, answer.text)
    if (outcome === 'closed') return
    if (stream) await finishStream(answer, stream)
    else sendJson(response, 200, toSynchronousBody(answer))
  } catch (error) {
    if (!signal.aborted) throw error
    addTurn(conversation, question, answer.text)
  } finally {
    countEnd(state, signal.aborted)
  }
}

export async function finishStream(answer: Answer, stream: EventStream): Promise<void> {
  const usage = answer.usage.length > 0 ? { usage: answer.usage } : {}
  await stream.send({ ...answer.ids, choices: [{ index: 0, finish_reason: 'stop', ...usage }] })
  await stream.send('[DONE]')
  stream.end()
}

export function toSynchronousBody(answer: Answer): unknown {
  const content = answer.text === '' ? answer.content.at(-1) : undefined
  const messages = { content: content ?? { type: 'text', msg: answer.text }, event: loggedEvents(answer) }
  return { ...answer.ids, choices: [{ index: 0, finish_reason: 'stop', messages, usage: answer.usage }] }
}

function loggedEvents(answer: Answer) {
  return answer.invoke.send_log_event === true ? answer.events : []
}

/** What the person wrote last; several inputs are joined. */
function findQuestion(invoke: InvokeRequest): string {
  const message = invoke.messages.at(-1)
  const inputs = message?.content.filter((item) => item.type === 'input') ?? []
  return inputs
    .map((item) => item.value)
    .join('\n')
    .trim()
}
