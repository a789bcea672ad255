import { streamed } from './scenario'
import type { AssistantScenario } from './scenario'

export const shapes: AssistantScenario[] = [
  {
    phrases: ['metadata', '元数据'],
    about: { en: 'metadata inside the deltas', zh: 'delta 里带元数据' },
    run: async ({ reply }) => {
      reply.metadata = { ...reply.metadata, source: 'moonlake-engine', version: 4, tide: { high: '12:40' } }
      await reply.say(reply.words('This answer carries metadata.', '这个回答带有元数据。'))
    },
  },
  {
    phrases: ['in progress', '进行中'],
    about: { en: '`in_progress` instead of `in_process`', zh: '状态写作 `in_progress`' },
    run: streamed(async ({ reply }) => {
      const text = reply.words('The table says in_progress.', '文档的表格写的是 in_progress。')
      reply.text += text
      await reply.sendChunk({
        status: 'in_progress',
        choices: [{ index: 0, delta: { role: 'assistant', content: text } }],
      })
    }),
  },
  {
    phrases: ['parts', '分段内容'],
    about: { en: 'content as a list of parts', zh: '内容是分段数组' },
    run: async ({ reply }) => {
      for (const text of reply.words('The lake |lies |still.', '湖面|十分|平静。').split('|')) {
        reply.text += text
        await reply.sendDelta({ role: 'assistant', content: [{ type: 'text', text }] })
      }
    },
  },
  {
    phrases: ['seconds', '秒时间'],
    about: { en: '`created` in seconds, no `status`', zh: '`created` 以秒计，没有 `status`' },
    run: streamed(async ({ reply }) => {
      const text = reply.words('Seconds, as the seed prints them.', '以秒计，与文档示例相同。')
      reply.text += text
      await reply.sendChunk({
        created: Math.floor(Date.now() / 1000),
        status: undefined,
        choices: [{ index: 0, delta: { role: 'assistant', content: text } }],
      })
    }),
  },
  {
    phrases: ['generic body', '通用响应'],
    about: { en: 'the OpenAI-like body with `message`, as JSON', zh: '以 JSON 返回带 `message` 的通用响应' },
    run: async ({ reply, exchange }) => {
      reply.text = reply.words('One body, no stream.', '整体返回，没有流。')
      const body = JSON.stringify(reply.toBody())
      exchange.response.writeHead(200, { 'content-type': 'application/json' }).end(body)
      return 'closed'
    },
  },
  {
    phrases: ['odd fields', '奇怪字段'],
    about: { en: 'numbers, nulls and fields of tomorrow', zh: '数字、空值和未知字段' },
    run: streamed(async ({ reply }, stream) => {
      await stream.sendText('{"id":20260101123456789012,"created":null,"choices":null,"status":7}')
      await stream.sendText(
        '{"choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":null,"hologram":[1]}}]}',
      )
      await stream.sendText(
        '{"choices":[{"index":0,"delta":{"role":"tool","tool_calls":["odd",{"type":null}]}}]}',
      )
      await reply.say(reply.words('Still here.', '一切正常。'))
    }),
  },
  {
    phrases: ['empty answer', '空回答'],
    about: { en: 'ends without a word', zh: '一个字也没说就结束' },
    run: async () => {},
  },
]
