/**
 * App ids that make an endpoint fail, for what words in a question cannot reach.
 * `193600000000000CCCC` refuses everything with gateway code CCCC (see gateway-codes); the ids of `endpointFaults` break
 * one endpoint and are otherwise the test bench.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { gatewayCodes } from '../gateway-codes'
import { sendData, sendFlatError, sendGatewayError } from '../reply'

const gatewayPrefix = '193600000000000'

type Break = (response: ServerResponse) => void | Promise<void>
type EndpointFault = { endpoint: 'variables' | 'conversation' | 'history_session_record'; break: Break }

export const endpointFaults: Record<string, EndpointFault> = {
  '1936000000001000001': {
    endpoint: 'conversation',
    break: (response) => sendFlatError(response, 500, 500, '创建会话失败'),
  },
  '1936000000001000002': { endpoint: 'conversation', break: (response) => sendData(response, {}) },
  '1936000000001000003': { endpoint: 'conversation', break: (response) => sendHtml(response) },
  '1936000000001000004': {
    endpoint: 'conversation',
    break: async (response) => {
      await sleep(90_000, undefined, { ref: false })
      sendData(response, { conversation_id: '98933' })
    },
  },
  '1936000000001000005': {
    endpoint: 'conversation',
    // A 19-digit number instead of a string.
    break: (response) =>
      sendRaw(response, '{"data":{"conversation_id":1882000954497335297},"code":200,"message":"请求成功"}'),
  },
  '1936000000001000006': {
    endpoint: 'conversation',
    break: (response) => sendFlatError(response, 200, 10_012, '应用未发布'),
  },
  '1936000000001000011': {
    endpoint: 'variables',
    break: (response) => sendFlatError(response, 500, 500, '服务内部错误'),
  },
  '1936000000001000012': { endpoint: 'variables', break: (response) => sendData(response, null) },
  '1936000000001000013': {
    endpoint: 'variables',
    break: (response) =>
      sendData(response, [
        {
          id: '1737528785258146224',
          type: 'selection_list',
          name: '很多选项',
          tips: '',
          allowed_values: Array.from({ length: 10_000 }, (_, index) => `选项 ${index + 1}`),
          input_template: { options: [] },
        },
      ]),
  },
  '1936000000001000014': {
    endpoint: 'variables',
    break: (response) =>
      sendRaw(
        response,
        '{"data":[{"id":1737528844760777791,"type":"Input","name":"问题"},{"type":"hologram"},null,"odd"],"code":200}',
      ),
  },
  '1936000000001000021': {
    endpoint: 'history_session_record',
    break: (response) => sendFlatError(response, 500, 500, '服务内部错误'),
  },
  '1936000000001000022': {
    endpoint: 'history_session_record',
    break: (response) => sendData(response, { problems: { first: '第一个问题？', second: 'A second one?' } }),
  },
  '1936000000001000023': {
    endpoint: 'history_session_record',
    break: (response) => sendData(response, { problems: null }),
  },
}

export function isFaultApp(appId: string): boolean {
  return appId in endpointFaults || findGatewayCode(appId) !== null
}

/** @returns true when the request to a path with an app id was answered with the fault of that app */
export async function handleFault(
  request: IncomingMessage,
  response: ServerResponse,
  route: string,
): Promise<boolean> {
  const match =
    /^\/(?:v2\/application\/(\d+)\/(variables|conversation)|(history_session_record)\/(\d+)\/)/.exec(route)
  const appId = match?.[1] ?? match?.[4] ?? ''
  const endpoint = match?.[2] ?? match?.[3] ?? ''
  if (appId === '') return false
  if (refuseApp(response, appId)) return true
  const fault = endpointFaults[appId]
  if (fault?.endpoint !== endpoint) return false
  request.resume()
  await fault.break(response)
  return true
}

/** @returns true when the app refuses everything and was answered so */
export function refuseApp(response: ServerResponse, appId: string): boolean {
  const code = findGatewayCode(appId)
  if (code === null) return false
  const known = gatewayCodes[code]
  sendGatewayError(response, known?.status ?? 400, code, known?.message ?? '未知错误')
  return true
}

function findGatewayCode(appId: string): string | null {
  if (appId.length !== 19 || !appId.startsWith(gatewayPrefix)) return null
  const code = appId.slice(gatewayPrefix.length)
  return code in gatewayCodes ? code : null
}

function sendHtml(response: ServerResponse): void {
  response
    .writeHead(502, { 'content-type': 'text/html' })
    .end('<html><body><h1>502 Bad Gateway</h1></body></html>')
}

function sendRaw(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(text)
}
