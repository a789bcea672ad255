/** The platform's test model: words in the question ask for a shape or a fault. */
import type { Exchange } from '../agents/agent'
import { toTable } from '../bench/help'
import { findByPhrase } from '../bench/phrases'
import { findNumber } from '../bench/scenario'
import type { Scenario } from '../bench/scenario'
import { waitExactly } from '../clock'
import { sendJson } from '../reply'
import type { PlatformReply } from './platform-reply'

type Bench = { reply: PlatformReply; exchange: Exchange; words: string }

const longestWait = 900

const scenarios: Scenario<Bench>[] = [
  {
    phrases: ['as json', '整体返回'],
    about: { en: 'one body as JSON, even for a stream', zh: '即使要求流式也返回 JSON' },
    run: async ({ reply, exchange }) => {
      reply.text = reply.words('One body.', '整体返回。')
      sendJson(exchange.response, 200, reply.toBody())
      return 'closed'
    },
  },
  {
    phrases: ['envelope', '信封'],
    about: {
      en: 'the body inside `{code: 8200, message, data}`',
      zh: '放在 `{code: 8200, message, data}` 里',
    },
    run: async ({ reply, exchange }) => {
      reply.text = reply.words('Inside an envelope.', '装在信封里。')
      sendJson(exchange.response, 200, { code: 8200, message: '操作成功', data: reply.toBody() })
      return 'closed'
    },
  },
  {
    phrases: ['denied', '无权限'],
    about: { en: 'HTTP 200 with a code that is not 8200', zh: 'HTTP 200，但 code 不是 8200' },
    run: async ({ exchange }) => refuse(exchange, 200, 8403, '没有权限：chat READ'),
  },
  {
    phrases: ['forbidden', '禁止'],
    about: { en: 'HTTP 403', zh: 'HTTP 403' },
    run: async ({ exchange }) => refuse(exchange, 403, 8403, '没有权限：chat READ'),
  },
  {
    phrases: ['busy', '繁忙'],
    about: { en: 'HTTP 429', zh: 'HTTP 429' },
    run: async ({ exchange }) => refuse(exchange, 429, 8429, '请求过于频繁，请稍后重试'),
  },
  {
    phrases: ['broken', '服务出错'],
    about: { en: 'HTTP 500', zh: 'HTTP 500' },
    run: async ({ exchange }) => refuse(exchange, 500, 8500, '系统异常'),
  },
  {
    phrases: ['error in stream', '流内错误'],
    about: { en: 'half an answer, then an error as a chunk', zh: '回答到一半出现错误' },
    run: async ({ reply }) => {
      await reply.say(reply.words('Half an answer, then ', '回答到一半，'))
      await reply.stream?.send({ code: 8500, message: '模型服务异常' })
      reply.stream?.end()
      return reply.stream ? 'closed' : undefined
    },
  },
  {
    phrases: ['message chunks', '消息分块'],
    about: { en: '`message` instead of `delta`', zh: '用 `message` 代替 `delta`' },
    run: async ({ reply }) => {
      for (const content of reply.words('The lake |lies |still.', '湖面|十分|平静。').split('|')) {
        reply.text += content
        await reply.sendChunk({ choices: [{ index: 0, message: { role: 'assistant', content } }] })
      }
    },
  },
  {
    phrases: ['reasoning_content', '推理字段'],
    about: { en: 'reasoning in snake_case', zh: '推理写作 reasoning_content' },
    run: async ({ reply }) => {
      await reply.sendPiece({
        role: 'assistant',
        reasoning_content: reply.words('First I think.', '先想一想。'),
      })
      await reply.say(reply.words('Then I speak.', '再开口说。'))
    },
  },
  {
    phrases: ['think tags', '思考标签'],
    about: { en: 'reasoning as `<think>` in the text', zh: '推理放在 `<think>` 里' },
    run: async ({ reply }) => {
      for (const chunk of ['<thi', `nk>${reply.words('First I think.', '先想一想。')}</th`, 'ink>'])
        await reply.sayChunk(chunk)
      await reply.say(reply.words('Then I speak.', '再开口说。'))
    },
  },
  ending('sensitive', ['sensitive', '敏感']),
  ending('length', ['length', '截断']),
  ending('network_error', ['network error', '网络错误']),
  {
    phrases: ['cut', '断开'],
    about: { en: 'the connection breaks', zh: '连接断开' },
    run: async ({ reply, exchange }) => {
      await reply.say(reply.words('The moon rose over the lake and ', '月亮升到湖上，'))
      exchange.response.destroy()
      return 'closed'
    },
  },
  {
    phrases: ['slow ', '慢速'],
    about: { en: '`slow 5 s`: the first word after that long', zh: '`慢速 5 秒`：5 秒后才有首字' },
    run: async ({ reply, words }) => {
      const seconds = findNumber(words, /(\d+(?:\.\d+)?)\s*(?:s|秒)/, 5, longestWait)
      reply.stream?.open()
      await waitExactly(seconds * 1_000, reply.signal)
      await reply.say(reply.words(`After ${seconds} s.`, `等了 ${seconds} 秒。`))
    },
  },
  {
    phrases: ['endless', '没完没了'],
    about: { en: 'never ends until stopped', zh: '不停地说，直到被停止' },
    run: async ({ reply }) => {
      for (let line = 1; ; line += 1)
        await reply.say(reply.words(`Wave ${line} reaches the shore. `, `第${line}道波到岸了。`))
    },
  },
  {
    phrases: ['what did i send', '我发了什么'],
    about: { en: 'tells what of the request arrived', zh: '说出收到的参数' },
    run: async ({ reply }) => {
      const { turns, ...request } = reply.request
      await reply.say(
        `\`\`\`json\n${JSON.stringify({ ...request, turns: turns.length }, null, 2)}\n\`\`\``,
        8,
      )
    },
  },
]

export async function answerOnBench(bench: Bench): Promise<'closed' | void> {
  const scenario = findByPhrase(scenarios, bench.words)
  if (scenario) return scenario.run(bench)
  return bench.reply.say(toTable(scenarios, bench.reply.language), 8)
}

function ending(reason: string, phrases: string[]): Scenario<Bench> {
  return {
    phrases,
    about: { en: `\`finish_reason: ${reason}\``, zh: `\`finish_reason: ${reason}\`` },
    run: async ({ reply }) => {
      await reply.say(reply.words('The moon rose over the lake and ', '月亮升到湖上，'))
      reply.finishReason = reason
    },
  }
}

async function refuse(
  { response }: Exchange,
  status: number,
  code: number,
  message: string,
): Promise<'closed'> {
  sendJson(response, status, { code, message, data: null })
  return 'closed'
}
