import { streamed } from '../../bench/scenario'
import { deltaFrame, stopFrame, textFrame } from './scenario'
import type { Bench, Scenario, ScenarioGroup } from './scenario'

type Send = (payload: unknown) => Promise<void>

const camelUsage = [
  {
    model: 'glm-4-plus',
    nodeName: 'LLM_001',
    inputTokenCount: 120,
    outputTokenCount: 30,
    totalTokenCount: 150,
  },
  { model: 'glm-4-air', nodeName: 'LLM_002', inputTokenCount: 40, outputTokenCount: 10, totalTokenCount: 50 },
]
const snakeUsage = camelUsage.map((row) => ({
  model: row.model,
  node_name: row.nodeName,
  input_token_count: row.inputTokenCount,
  output_token_count: row.outputTokenCount,
  total_token_count: row.totalTokenCount,
}))

export const shapes: ScenarioGroup = {
  title: { en: 'Shapes of the same thing', zh: '同一件事的不同写法' },
  scenarios: [
    shape(
      ['usage in choice', '选项用量'],
      'usage in the last choice, camelCase',
      '用量在最后一个 choice 里，驼峰',
      async (bench, send) => {
        await send({ ...stopFrame(bench), choices: [{ index: 0, finish_reason: 'stop', usage: camelUsage }] })
      },
    ),
    shape(
      ['usage on top', '顶层用量'],
      'usage at the top of the last chunk, snake_case',
      '用量在最后一块的顶层，下划线',
      async (bench, send) => {
        await send({ ...stopFrame(bench), usage: snakeUsage })
      },
    ),
    shape(
      ['usage alone', '单独用量'],
      'usage in a chunk of its own with empty choices',
      '用量单独一块，choices 为空',
      async (bench, send) => {
        await send({ ...bench.answer.ids, choices: [], usage: camelUsage })
        await send(stopFrame(bench))
      },
    ),
    shape(
      ['usage after stop', '结束后用量'],
      'usage after the stop',
      'stop 之后才有用量',
      async (bench, send) => {
        await send(stopFrame(bench))
        await send({ ...bench.answer.ids, choices: [], usage: camelUsage })
      },
    ),
    {
      phrases: ['number ids', '数字id', '数字 id'],
      about: { en: 'ids of 19 digits as JSON numbers', zh: '19 位 id 写成 JSON 数字' },
      run: streamed(async (bench, stream) => {
        const frame = (delta: string) =>
          `{"req_id":"${bench.answer.requestId}","conversation_id":${numeric(bench)},"choices":[{"index":0,"delta":${delta}}]}`
        const event = (type: string) =>
          `{"event":{"node_id":1733728098607963012,"node_name":"Numbers","type":"${type}","content":"1733728098607963012","time":${Date.now()}}}`
        await stream.sendText(frame(event('node_processing')))
        await stream.sendText(frame('{"content":{"type":"text","msg":"The node is 1733728098607963012."}}'))
        await stream.sendText(frame(event('node_finish')))
        await stream.sendText(
          `{"req_id":"${bench.answer.requestId}","conversation_id":${numeric(bench)},"choices":[{"index":0,"finish_reason":"stop","delta":{}}]}`,
        )
        await stream.send('[DONE]')
        stream.end()
        return 'closed'
      }),
    },
    shape(
      ['event as list', '事件列表'],
      'events as a list in one chunk',
      '一块里是事件的列表',
      async (bench, send) => {
        const node = { node_id: '1733728098607963012', node_name: 'Listed' }
        await send(
          deltaFrame(bench, {
            event: [
              {
                ...node,
                type: 'node_processing',
                content: { type: 'text', msg: 'input as MessageData' },
                time: Date.now(),
              },
              {
                ...node,
                type: 'node_finish',
                content: { type: 'text', msg: 'output as MessageData' },
                time: Date.now(),
              },
            ],
          }),
        )
        await send(stopFrame(bench))
      },
    ),
    shape(
      ['object msg', '对象消息'],
      'text whose `msg` is a JSON object',
      '`msg` 是 JSON 对象的文本',
      async (bench, send) => {
        await send(
          deltaFrame(bench, {
            content: { type: 'text', msg: { status: 'success', lakes: ['Baikal', '青海湖'] } },
          }),
        )
        await send(stopFrame(bench))
      },
    ),
    shape(
      ['null fields', '空字段'],
      'null, missing and extra fields everywhere',
      '到处是 null、缺失和多余的字段',
      async (bench, send) => {
        await send({
          request_id: null,
          conversation_id: null,
          choices: null,
          usage: null,
          error_msg: null,
          trace: { id: 7 },
        })
        await send({ ...bench.answer.ids, choices: [{ index: null, finish_reason: null, delta: null }] })
        await send({
          ...bench.answer.ids,
          choices: [{ delta: { content: null, event: null, tool_calls: null, extra: [1] } }],
        })
        await send({
          choices: [
            {
              index: 0,
              finish_reason: '',
              delta: { content: { type: 'text', msg: ' Still here.' } },
              error_msg: null,
            },
          ],
        })
        await send({
          ...bench.answer.ids,
          choices: [{ index: 0, finish_reason: 'stop', delta: {}, usage: null, error_msg: null }],
        })
      },
    ),
    shape(
      ['unknown content', '未知内容'],
      'a content type that nobody knows',
      '没人认识的内容类型',
      async (bench, send) => {
        await send(
          deltaFrame(bench, { content: { type: 'hologram', msg: { scene: 'moon over water', depth: 3 } } }),
        )
        await send(stopFrame(bench))
      },
    ),
    shape(
      ['text and event', '混合块'],
      'text and an event in one chunk',
      '一块里既有文字又有事件',
      async (bench, send) => {
        const node = { node_id: '1733728098607963099', node_name: 'Mixed' }
        await send(
          deltaFrame(bench, {
            event: { ...node, type: 'node_processing', content: 'in', time: Date.now() },
            content: { type: 'text', msg: ' Together.' },
          }),
        )
        await send(
          deltaFrame(bench, { event: { ...node, type: 'node_finish', content: 'out', time: Date.now() } }),
        )
        await send(stopFrame(bench))
      },
    ),
    shape(
      ['reasoning', '思考过程'],
      'reasoning text before the answer',
      '回答之前有思考过程',
      async (bench, send) => {
        for (const piece of ['The question is about ', 'the moon, ', 'so the lake must be calm.']) {
          await bench.answer.wait(150)
          await send(deltaFrame(bench, { reasoning_content: piece }))
        }
        await send(textFrame(bench, ' I have thought about it.'))
        await send(stopFrame(bench))
      },
    ),
  ],
}

function shape(
  phrases: string[],
  en: string,
  zh: string,
  run: (bench: Bench, send: Send) => Promise<void>,
): Scenario {
  return {
    phrases,
    about: { en, zh },
    run: streamed(async (bench, stream) => {
      await bench.say('Told in another form.', '换一种写法。')
      await run(bench, (payload) => stream.send(payload))
      await stream.send('[DONE]')
      stream.end()
      return 'closed'
    }),
  }
}

function numeric(bench: Bench): string {
  return bench.answer.conversation.id.replace(/\D/g, '') || '0'
}
