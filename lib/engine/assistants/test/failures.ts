import { gatewayCodes } from '../../gateway-codes'
import { sendFlatError, sendGatewayError, sendJson } from '../../reply'
import { streamed } from './scenario'
import type { AssistantScenario } from './scenario'

export const failures: AssistantScenario[] = [
  ending('sensitive', ['sensitive', '敏感'], 'the text is withdrawn', '文字被撤回'),
  ending(
    'network_error',
    ['network error', 'network_error', '网络错误'],
    'the service lost its connection',
    '服务断线',
  ),
  ending('length', ['length', '截断'], 'the answer was cut', '回答被截断'),
  ending('tired', ['unknown reason', '未知原因'], 'a reason that nobody knows', '没人认识的结束原因'),
  {
    phrases: ['failed', '失败'],
    about: { en: '`status: failed` with a `last_error`', zh: '`status: failed` 与 `last_error`' },
    run: async ({ reply }) => {
      await reply.say(reply.words('I was halfway there when ', '进行到一半，'))
      reply.end = {
        reason: 'stop',
        status: 'failed',
        lastError: {
          code: '1234',
          message: reply.words('The tool server did not answer.', '工具服务没有响应。'),
        },
      }
    },
  },
  {
    phrases: ['error in stream', '流内错误'],
    about: { en: 'an error object in the middle of the stream', zh: '流里出现错误对象' },
    run: streamed(async ({ reply }, stream) => {
      await reply.say(reply.words('Half an answer, then ', '回答到一半，'))
      await stream.send({ error: { code: '1234', message: '网络错误，错误id：20260101，请稍后重试' } })
      stream.end()
      return 'closed'
    }),
  },
  {
    phrases: ['error json', 'json 错误'],
    about: { en: 'HTTP 200 with an error as JSON', zh: 'HTTP 200，内容是 JSON 错误' },
    run: async ({ exchange }) => {
      const known = gatewayCodes['1305']
      sendJson(exchange.response, 200, { error: { code: '1305', message: known?.message } })
      return 'closed'
    },
  },
  {
    phrases: ['flat error', '平铺错误'],
    about: { en: 'HTTP 500 with `{code, message}`', zh: 'HTTP 500，内容是 `{code, message}`' },
    run: async ({ exchange }) => {
      sendFlatError(exchange.response, 500, 500, '服务内部错误')
      return 'closed'
    },
  },
  ...Object.entries(gatewayCodes).map(([code, { status, message }]): AssistantScenario => ({
    phrases: [`error ${code}`, `错误 ${code}`],
    about: { en: `HTTP ${status}: ${message}`, zh: `HTTP ${status}：${message}` },
    run: async ({ exchange }) => {
      sendGatewayError(exchange.response, status, code, message)
      return 'closed'
    },
  })),
]

function ending(reason: string, phrases: string[], en: string, zh: string): AssistantScenario {
  return {
    phrases,
    about: { en: `\`finish_reason: ${reason}\`: ${en}`, zh: `\`finish_reason: ${reason}\`：${zh}` },
    run: async ({ reply }) => {
      await reply.say(reply.words('The moon rose over the lake and ', '月亮升到湖上，'))
      reply.end = { reason }
    },
  }
}
