/** The envelopes of the agent platform (api-facts §2.5). */
import type { ServerResponse } from 'node:http'

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const bytes = Buffer.from(JSON.stringify(body))
  response.writeHead(status, {
    'content-type': 'application/json;charset=UTF-8',
    'content-length': bytes.length,
    ...headers,
  })
  response.end(bytes)
}

export function sendData(response: ServerResponse, data: unknown): void {
  sendJson(response, 200, { data, code: 200, message: '请求成功', timestamp: Date.now() })
}

/** The flat error of the agent platform. */
export function sendFlatError(response: ServerResponse, status: number, code: number, message: string): void {
  sendJson(response, status, { code, message, timestamp: Date.now() })
}

/** The nested error of the gateway in front of it; its code is a string. */
export function sendGatewayError(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): void {
  sendJson(response, status, { error: { code, message } }, headers)
}
