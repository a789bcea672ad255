/** Everything below `/paas/v4`: models, and what else that product offers. Failures are nested, their codes strings. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { RequestError } from '../read-body'
import { sendGatewayError } from '../reply'
import type { EngineState } from '../state'
import { handleChatCompletions } from './chat-completions'
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
    sendGatewayError(response, 404, '1222', 'API 不存在。')
  } catch (error) {
    if (response.headersSent || !(error instanceof RequestError)) throw error
    sendGatewayError(response, error.status, '1210', error.message)
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
