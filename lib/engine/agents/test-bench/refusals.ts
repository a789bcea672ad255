import { BoundedMap } from '../../bounded-map'
import { gatewayCodes } from '../../gateway-codes'
import { sendFlatError, sendGatewayError, sendJson } from '../../reply'
import type { Scenario, ScenarioGroup } from './scenario'

const triesByCaller = new BoundedMap<number>(1_000)

export const refusals: ScenarioGroup = {
  title: { en: 'Refusals before the stream', zh: '流开始前的拒绝' },
  scenarios: [
    ...Object.entries(gatewayCodes).map(([code, { status, message }]): Scenario => ({
      phrases: [
        `error ${code}`,
        `错误${code}`,
        `错误 ${code}`,
        ...(code === '1113' ? ['no balance', '没有余额'] : []),
      ],
      about: {
        en: `HTTP ${status} with code ${code} (“${message}”); any code from 1000 to 1313 in its place`,
        zh: `HTTP ${status}，代码 ${code}（“${message}”）；可换成 1000 至 1313 的其他代码`,
      },
      isListed: code === '1113',
      run: async ({ exchange }) => {
        sendGatewayError(exchange.response, status, code, message)
        return 'closed'
      },
    })),
    refusal(
      ['retry-after', 'retry after', '稍后重试'],
      'HTTP 429 with Retry-After: 2; the second try succeeds',
      'HTTP 429，Retry-After: 2，第二次成功',
      async (bench) => {
        const caller = bench.answer.invoke.third_request_id ?? bench.answer.conversation.id
        const tries = triesByCaller.get(caller) ?? 0
        triesByCaller.set(caller, tries + 1)
        if (tries % 2 === 1) return bench.say('The second try succeeded.', '第二次成功了。')
        sendGatewayError(bench.exchange.response, 429, '1302', '您的账户已达到速率限制', {
          'retry-after': '2',
        })
        return 'closed'
      },
    ),
    refusal(
      ['always 429', '一直429'],
      'HTTP 429 with Retry-After: 1, every time',
      '每次都是 HTTP 429，Retry-After: 1',
      async ({ exchange }) => {
        sendGatewayError(exchange.response, 429, '1302', '您的账户已达到速率限制', { 'retry-after': '1' })
        return 'closed'
      },
    ),
    refusal(['http 401', '401'], 'HTTP 401', 'HTTP 401', async ({ exchange }) => {
      sendGatewayError(
        exchange.response,
        401,
        '1002',
        'Authentication Token非法，请确认Authentication Token正确传递。',
      )
      return 'closed'
    }),
    refusal(['http 500'], 'HTTP 500 with a flat error', 'HTTP 500，平铺错误', async ({ exchange }) => {
      sendFlatError(exchange.response, 500, 500, '服务内部错误')
      return 'closed'
    }),
    refusal(
      ['http 503'],
      'HTTP 503 with a framework body',
      'HTTP 503，框架默认响应体',
      async ({ exchange }) => {
        sendJson(exchange.response, 503, {
          timestamp: Date.now(),
          status: 503,
          error: 'Service Unavailable',
          path: '/v3/application/invoke',
        })
        return 'closed'
      },
    ),
    refusal(['html 200'], 'an HTML page with HTTP 200', 'HTTP 200 的 HTML 页面', async ({ exchange }) => {
      sendHtml(exchange.response, 200)
      return 'closed'
    }),
    refusal(
      ['html 502', 'bad gateway'],
      'an HTML page with HTTP 502',
      'HTTP 502 的 HTML 页面',
      async ({ exchange }) => {
        sendHtml(exchange.response, 502)
        return 'closed'
      },
    ),
    refusal(['empty 200'], 'HTTP 200 with nothing in it', 'HTTP 200，没有任何内容', async ({ exchange }) => {
      exchange.response.writeHead(200, { 'content-type': 'text/event-stream' }).end()
      return 'closed'
    }),
    refusal(
      ['json instead', 'json 代替'],
      'one JSON body where a stream was asked',
      '要求流式却返回一个 JSON',
      async (bench) => {
        const { answer, exchange } = bench
        sendJson(exchange.response, 200, {
          ...answer.ids,
          choices: [
            {
              index: 0,
              finish_reason: 'stop',
              messages: { content: { type: 'text', msg: 'One body instead of a stream.' }, event: [] },
              usage: [],
            },
          ],
        })
        return 'closed'
      },
    ),
    refusal(
      ['wrong content type'],
      'a stream that calls itself text/plain',
      '流的类型写成 text/plain',
      async ({ exchange, answer }) => {
        const frame = {
          ...answer.ids,
          choices: [{ index: 0, delta: { content: { type: 'text', msg: 'A stream all the same.' } } }],
        }
        exchange.response.writeHead(200, { 'content-type': 'text/plain' })
        exchange.response.end(`data:${JSON.stringify(frame)}\n\ndata:[DONE]\n\n`)
        return 'closed'
      },
    ),
    refusal(
      ['json error 200', '错误信封'],
      'a flat error with HTTP 200',
      'HTTP 200 的平铺错误',
      async ({ exchange }) => {
        sendFlatError(exchange.response, 200, 10_012, '应用未发布，请先发布应用')
        return 'closed'
      },
    ),
    refusal(
      ['nested error 200', '嵌套错误'],
      'a nested error with HTTP 200',
      'HTTP 200 的嵌套错误',
      async ({ exchange }) => {
        sendGatewayError(exchange.response, 200, '1305', '该模型当前访问量过大，请您稍后再试')
        return 'closed'
      },
    ),
    refusal(
      ['redirect', '重定向'],
      'a redirect to another host',
      '重定向到别的主机',
      async ({ exchange }) => {
        exchange.response.writeHead(307, { location: 'http://127.0.0.1:9/stolen' }).end()
        return 'closed'
      },
    ),
    refusal(
      ['reset before', '握手前重置'],
      'the socket is reset before any head',
      '响应头之前连接就被重置',
      async ({ exchange }) => {
        exchange.response.socket?.resetAndDestroy()
        return 'closed'
      },
    ),
  ],
}

function refusal(phrases: string[], en: string, zh: string, run: Scenario['run']): Scenario {
  return { phrases, about: { en, zh }, run }
}

type HtmlTarget = {
  writeHead(status: number, headers: Record<string, string>): { end(text: string): unknown }
}

function sendHtml(response: HtmlTarget, status: number): void {
  const page = `<!doctype html><html><head><title>${status}</title></head><body><h1>nginx</h1><script>window.__ran = true</script></body></html>`
  response.writeHead(status, { 'content-type': 'text/html' }).end(page)
}
