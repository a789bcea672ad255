/** variables, conversation and history_session_record (seed 003 §3.1, §3.4, §3.7). */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { findAgent } from '../agents/registry'
import { readJson } from '../read-body'
import { sendData, sendFlatError } from '../reply'
import { addConversation } from '../state'
import type { EngineState } from '../state'

export function handleVariables(response: ServerResponse, appId: string): void {
  const agent = findAgent(appId)
  if (!agent) return sendFlatError(response, 404, 404, '应用不存在')
  sendData(response, agent.variables)
}

export async function handleCreateConversation(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  appId: string,
): Promise<void> {
  await readJson(request)
  if (!findAgent(appId)) return sendFlatError(response, 404, 404, '应用不存在')
  sendData(response, { conversation_id: addConversation(state, appId).id })
}

/** An unknown conversation has nothing to suggest, which is not an error. */
export function handleSuggestions(
  state: EngineState,
  response: ServerResponse,
  appId: string,
  conversationId: string,
): void {
  if (!findAgent(appId)) return sendFlatError(response, 404, 404, '应用不存在')
  const conversation = state.conversations.get(conversationId)
  const isOwn = conversation?.appId === appId
  sendData(response, { problems: isOwn ? conversation.suggestions : [] })
}
