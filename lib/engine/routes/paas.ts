/** Everything below `/paas/v4`: models, and what else that product offers. Failures are nested, their codes strings. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { RequestError } from '../read-body'
import { sendGatewayError } from '../reply'
import type { EngineState } from '../state'
import { handleAssistant, handleAssistantList, handleConversationList, handleSuggest } from './assistants'
import { handleChatCompletions } from './chat-completions'
import { handleFiles } from './files'
import { handleModels } from './models'

/** @param route what follows `/paas/v4` */
export async function handlePaas(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  route: string,
  publicUrl: string,
): Promise<void> {
  try {
    if (route === '/chat/completions')
      return await onlyPost(request, response, () =>
        handleChatCompletions(state, request, response, publicUrl),
      )
    if (route === '/models') return handleModels(response)
    if (route === '/assistant')
      return await onlyPost(request, response, () => handleAssistant(state, request, response, publicUrl))
    if (route === '/assistant/list')
      return await onlyPost(request, response, () => handleAssistantList(request, response))
    if (route === '/assistant/conversation/list')
      return await onlyPost(request, response, () => handleConversationList(state, request, response))
    if (route === '/assistant/conversation/suggest')
      return await onlyPost(request, response, () => handleSuggest(state, request, response))
    const file = /^\/files(?:\/([^/]+))?$/.exec(route)
    if (file) return await handleFiles(state, request, response, file[1] ?? null)
    sendGatewayError(response, 404, '1222', 'API 不存在。')
  } catch (error) {
    if (response.headersSent || !(error instanceof RequestError)) throw error
    const code = error.status === 400 ? '1210' : String(error.code)
    sendGatewayError(response, error.status, code, error.message)
  }
}

async function onlyPost(
  request: IncomingMessage,
  response: ServerResponse,
  handle: () => Promise<void>,
): Promise<void> {
  if (request.method === 'POST') return handle()
  sendGatewayError(response, 405, '1212', '当前接口不支持该请求方法。')
}
