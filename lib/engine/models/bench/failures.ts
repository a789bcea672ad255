import { gzipSync } from 'node:zlib'
import { BoundedMap } from '../../bounded-map'
import { streamed } from '../../bench/scenario'
import { gatewayCodes } from '../../gateway-codes'
import { sendFlatError, sendGatewayError, sendJson } from '../../reply'
import { closing, lastChunk, scenario, textChunk } from './scenario'
import type { Scenario, ScenarioGroup } from './scenario'

const triesByCaller = new BoundedMap<number>(1_000)

export const ends: ScenarioGroup = {
  title: { en: 'Ends', zh: '结束方式' },
  scenarios: [
    ending('sensitive', ['sensitive', '敏感'], 'the text is withdrawn', '文字被撤回'),
    ending('length', ['length', '截断'], 'the answer was cut', '回答被截断'),
    ending('network_error', ['network_error', 'network error', '网络错误'], 'a line broke', '断线'),
    ending(
      'model_context_window_exceeded',
      ['context window', 'model_context_window_exceeded', '上下文窗口'],
      'the context window was exceeded',
      '超出上下文窗口',
    ),
    ending('stop_sequence', ['stop sequence', 'stop_sequence'], 'another word for stop', 'stop 的另一种写法'),
    ending(
      'tired',
      ['unknown reason', 'unknown finish', '未知原因'],
      'a reason that nobody knows',
      '没人认识的原因',
    ),
    closing(
      ['cut', '中断'],
      'ends without a stop or `[DONE]`, inside a UTF-8 character',
      '没有 stop 和 `[DONE]`，断在一个 UTF-8 字符中间',
      async (bench, stream) => {
        await bench.say('Everything up to here arrived.', '到这里为止都收到了。')
        const frame = Buffer.from(`data: ${JSON.stringify(textChunk(bench, '月'))}\n\n`)
        await stream.sendBytes(frame.subarray(0, frame.indexOf(Buffer.from('月')) + 1))
      },
    ),
    closing(
      ['no done', '没有done'],
      'a stop, but no `[DONE]`',
      '有 stop，没有 `[DONE]`',
      async (bench, stream) => {
        await bench.say('A stop follows, and nothing else.', '接着是 stop，然后什么都没有。')
        await stream.send(lastChunk(bench))
      },
    ),
    closing(['no stop', '没有stop'], '`[DONE]` without a stop', '只有 `[DONE]`', async (bench, stream) => {
      await bench.say('No stop, only the end mark.', '没有 stop，只有结束标记。')
      await stream.send('[DONE]')
    }),
    closing(
      ['after done', 'done之后'],
      'text and an error after `[DONE]`, which must be ignored',
      '`[DONE]` 之后还有文字和错误，应被忽略',
      async (bench, stream) => {
        await bench.say('This is the whole answer.', '这就是全部回答。')
        await stream.send(lastChunk(bench))
        await stream.send('[DONE]')
        await stream.send(textChunk(bench, ' GHOST'))
        await stream.send({ error: { code: '500', message: 'too late' } })
      },
    ),
    scenario(
      ['reset', '重置'],
      'the socket is reset in the middle of the answer',
      '回答到一半时连接被重置',
      streamed(async ({ answer, exchange, say }) => {
        await say('Everything up to the reset arrived.', '重置之前的都收到了。')
        await answer.wait(50)
        exchange.response.socket?.resetAndDestroy()
        return 'closed'
      }),
    ),
  ],
}

export const failures: ScenarioGroup = {
  title: { en: 'Failures', zh: '失败' },
  scenarios: [
    closing(
      ['error in stream', 'in-stream error', '流内错误'],
      'a nested error as a chunk after some text',
      '几句话之后出现嵌套错误',
      async (bench, stream) => {
        await bench.say('Half an answer, then ', '回答到一半，')
        await stream.send({ error: { code: '1234', message: '网络错误，错误id：20260101，请稍后重试' } })
      },
    ),
    closing(
      ['unsafe in stream', '流内敏感'],
      'code 1301 in the middle of the stream',
      '流到一半出现 1301',
      async (bench, stream) => {
        await bench.say('Something that must not stay. ', '一些不该留下的内容。')
        await stream.send({
          error: { code: '1301', message: '系统检测到输入或生成内容可能包含不安全或敏感内容' },
        })
      },
    ),
    refusal(
      ['json error 200', '嵌套错误'],
      'an error as JSON with HTTP 200',
      'HTTP 200 的 JSON 错误',
      ({ exchange }) =>
        sendGatewayError(exchange.response, 200, '1305', '该模型当前访问量过大，请您稍后再试'),
    ),
    refusal(
      ['flat error 200', '平铺错误'],
      'a flat error with HTTP 200',
      'HTTP 200 的平铺错误',
      ({ exchange }) => sendFlatError(exchange.response, 200, 500, '服务内部错误'),
    ),
    refusal(['http 503'], 'HTTP 503 with a framework body', 'HTTP 503，框架默认响应体', ({ exchange }) =>
      sendJson(exchange.response, 503, { timestamp: Date.now(), status: 503, error: 'Service Unavailable' }),
    ),
    refusal(
      ['html 502', 'bad gateway'],
      'an HTML page with HTTP 502',
      'HTTP 502 的 HTML 页面',
      ({ exchange }) => {
        exchange.response.writeHead(502, { 'content-type': 'text/html' })
        exchange.response.end('<html><body><h1>502 Bad Gateway</h1></body></html>')
      },
    ),
    refusal(
      ['empty 200', '空响应'],
      'HTTP 200 with nothing in it',
      'HTTP 200，没有任何内容',
      ({ exchange }) => {
        exchange.response.writeHead(200, { 'content-type': 'text/event-stream' }).end()
      },
    ),
    refusal(
      ['json instead', 'json 代替'],
      'one JSON body where a stream was asked',
      '要求流式却返回一个 JSON',
      ({ answer, exchange }) => {
        answer.text = 'One body instead of a stream.'
        sendJson(exchange.response, 200, answer.toBody('stop'))
      },
    ),
    refusal(
      ['retry-after', '稍后重试'],
      'HTTP 429 with Retry-After: 2; the second try succeeds',
      'HTTP 429，Retry-After: 2，第二次成功',
      async ({ exchange, dialogue, answer, say }) => {
        const caller = answer.request.request_id ?? dialogue.question
        const tries = triesByCaller.get(caller) ?? 0
        triesByCaller.set(caller, tries + 1)
        if (tries % 2 === 1) await say('The second try succeeded.', '第二次成功了。')
        else
          sendGatewayError(exchange.response, 429, '1302', '您的账户已达到速率限制', { 'retry-after': '2' })
      },
    ),
    ...Object.entries(gatewayCodes).map(([code, { status, message }]): Scenario => ({
      ...refusal(
        [`error ${code}`, `错误${code}`, `错误 ${code}`],
        `HTTP ${status} with code ${code} (“${message}”); any code from 1000 to 1313 in its place. A model called \`moonlake-error-${code}\` refuses everything so`,
        `HTTP ${status}，代码 ${code}（“${message}”）；可换成 1000 至 1313 的其他代码。名为 \`moonlake-error-${code}\` 的模型总是这样拒绝`,
        ({ exchange }) => sendGatewayError(exchange.response, status, code, message),
      ),
      isListed: code === '1113',
    })),
  ],
}

export const framing: ScenarioGroup = {
  title: { en: 'Stream format', zh: '流格式' },
  scenarios: [
    scenario(
      ['no space', '没有空格'],
      '`data:` without the space',
      '`data:` 后面没有空格',
      streamed(async ({ say }, stream) => {
        stream.dialect = { newline: '\n', space: '' }
        await say('There is no space before this. 月', '前面没有空格。')
      }),
    ),
    scenario(
      ['crlf'],
      'lines end with CR LF',
      '行尾是 CR LF',
      streamed(async ({ say }, stream) => {
        stream.dialect = { newline: '\r\n', space: ' ' }
        await say('These lines end with two characters. 月', '这些行以两个字符结尾。')
      }),
    ),
    scenario(
      ['comments', '注释'],
      'comments, `id:` and event names between the data',
      '夹杂注释、`id:` 和事件名',
      streamed(async (bench, stream) => {
        for (const text of ['Comments ', 'stand ', 'between.'])
          await stream.sendBytes(
            `: keep-alive\nid: 7\nevent: message\ndata: ${JSON.stringify(textChunk(bench, text))}\n\n`,
          )
      }),
    ),
    scenario(
      ['malformed line', '坏行'],
      'one line of broken JSON among good ones',
      '好行之间有一行坏 JSON',
      streamed(async (bench, stream) => {
        await stream.send(textChunk(bench, 'Before the broken line, '))
        await stream.send('{"id":"x","choices":[{"index":0,"delta":{"content"')
        await stream.send(textChunk(bench, 'after it.'))
      }),
    ),
    scenario(
      ['glued frame', '粘连'],
      'a frame cut short with the next one glued into it',
      '一帧被截断，下一帧粘在里面',
      streamed(async (bench, stream) => {
        await stream.send(textChunk(bench, 'Before, '))
        const lost = JSON.stringify(textChunk(bench, 'lost')).slice(0, -20)
        await stream.sendBytes(
          `data: ${lost}data: ${JSON.stringify(textChunk(bench, 'after the glue.'))}\n\n`,
        )
      }),
    ),
    closing(['gzip', '压缩'], 'a gzip-encoded stream', 'gzip 编码的流', async (bench, stream) => {
      const frames = [textChunk(bench, 'This came compressed. 月'), lastChunk(bench)].map(
        (frame) => `data: ${JSON.stringify(frame)}\n\n`,
      )
      stream.open({ 'content-encoding': 'gzip' })
      await stream.sendBytes(gzipSync(`${frames.join('')}data: [DONE]\n\n`))
    }),
  ],
}

/** The whole answer but for its end. */
function ending(reason: string, phrases: string[], en: string, zh: string): Scenario {
  return scenario(
    phrases,
    `\`finish_reason: ${reason}\`: ${en}`,
    `\`finish_reason: ${reason}\`：${zh}`,
    async ({ say }) => {
      await say('The moon rose over the lake and ', '月亮升到湖上，')
      return reason
    },
  )
}

/** Answers without a stream, unless it says something after all. */
function refusal(
  phrases: string[],
  en: string,
  zh: string,
  run: (bench: Parameters<Scenario['run']>[0]) => Promise<void> | void,
): Scenario {
  return scenario(phrases, en, zh, async (bench) => {
    await run(bench)
    return bench.exchange.response.headersSent && bench.exchange.response.writableEnded ? 'closed' : undefined
  })
}
