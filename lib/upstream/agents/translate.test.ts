import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { RunEvent } from '@/lib/runs/events'
import { answerText } from '@/lib/runs/run'
import { maxMedia, maxTextBytes } from '../answer'
import { parseJson } from '../json'
import { createSseReader } from '../sse'
import { endTranslation } from '../testing'
import { maxStepEvents } from './steps'
import { createTranslator } from './translate'

const arrival = 1_736_577_900_000

/** Everything that one stream of message data becomes, checked against our own protocol. */
function translate(messages: (string | object)[], { cut = false } = {}) {
  const translator = createTranslator()
  const events = messages.flatMap((message) =>
    translator.readMessage(typeof message === 'string' ? message : JSON.stringify(message), arrival),
  )
  return endTranslation(translator, events, cut)
}

function translateAnswer(answer: unknown) {
  const translator = createTranslator()
  return endTranslation(translator, translator.readAnswer(answer, arrival))
}

function fixture(name: string): string[] {
  const messages: string[] = []
  const reader = createSseReader((data) => messages.push(data))
  reader.feed(readFileSync(`${import.meta.dirname}/__fixtures__/${name}.sse`))
  reader.end()
  return messages
}

function answerFixture(name: string): unknown {
  return parseJson(readFileSync(`${import.meta.dirname}/__fixtures__/${name}.json`, 'utf8'))
}

const ids = { request_id: 'aB3_x', conversation_id: '98933' }
const chunk = (choice: object, rest: object = {}) => ({ ...ids, choices: [{ index: 0, ...choice }], ...rest })
const content = (content: unknown) => chunk({ delta: { content } })
const text = (msg: unknown) => content({ type: 'text', msg })
const event = (event: unknown) => chunk({ delta: { event } })
const stop = chunk({ finish_reason: 'stop' })
const done = '[DONE]'
const node = { node_id: '1729', node_name: 'LLM_1' }
const start = (more: object = {}) =>
  event({ ...node, type: 'node_processing', content: '', time: arrival, ...more })

const typesOf = (events: RunEvent[]) => events.map(({ type }) => type)
const failed = (code: string, detail: string | null = null, upstreamCode: string | null = null) => ({
  outcome: 'failed',
  failure: { code, detail, upstreamCode },
})

describe('the documents’ own examples', () => {
  test('a plain stream', () => {
    const { events, end, run } = translate(fixture('plain'))
    expect(events[0]).toEqual({
      type: 'upstream-ids',
      requestId: 'KD1Ozaekh5IfYqFvTc4IF',
      conversationId: '98933',
    })
    expect(answerText(run)).toBe('一只狗通常')
    expect(end).toEqual({ outcome: 'done' })
  })

  test('a stream with logs: nodes with durations, their texts not in the answer', () => {
    const { run, end } = translate(fixture('logs'))
    expect(end).toEqual({ outcome: 'done' })
    expect(answerText(run)).toBe('这是一张描绘的感觉。')
    expect(run.steps.map(({ name, startedAt, endedAt }) => [name, (endedAt ?? 0) - startedAt])).toEqual([
      ['节点1', 3_834],
      ['变量', 71],
      ['分支判断', 27],
      ['LLM_305', 4_372],
    ])
    expect(run.steps[2]).toMatchObject({ nodeId: '1729235637996950176', output: 'LLM_305' })
    expect(run.steps[0]?.startedAt).toBe(arrival)
  })

  test('a function call, whose finish has no time', () => {
    const { run } = translate(fixture('tool-function'))
    const [tool] = run.steps[0]?.tools ?? []
    expect(run.steps).toHaveLength(1)
    expect(tool?.name).toBe('查询快递运费_691')
    expect(tool?.input).toMatchObject({
      kind: 'function',
      parameters: expect.stringContaining('"weight": "1"'),
    })
    expect(tool?.output).toMatchObject({ kind: 'function', output: expect.stringContaining('yunda') })
    expect(tool?.endedAt).toBeGreaterThanOrEqual(tool?.startedAt ?? Infinity)
  })

  test('a retrieval, whose slices are JSON text', () => {
    const { run } = translate(fixture('tool-retrieval'))
    const [tool] = run.steps[0]?.tools ?? []
    expect(tool?.input).toEqual({ kind: 'retrieval', query: '月湖在哪里' })
    expect(tool?.output).toMatchObject({
      kind: 'retrieval',
      slices: [expect.stringMatching(/^作文：美丽的月湖\n/)],
    })
  })

  test('a web search, whose references have gaps', () => {
    const { run } = translate(fixture('tool-web-search'))
    const [tool] = run.steps[0]?.tools ?? []
    expect(tool?.input).toEqual({ kind: 'web_search', queries: ['月湖在哪里'] })
    expect(tool?.output).toMatchObject({
      kind: 'web_search',
      references: [
        { refer: 'ref_1', link: 'https://new.qq.com/rain/a/20210321A06UEJ00', media: '腾讯新闻' },
        { refer: 'ref_8', media: '知乎专栏' },
      ],
    })
  })

  test('a synchronous answer', () => {
    const { run, end } = translateAnswer(answerFixture('sync-plain'))
    expect(end).toEqual({ outcome: 'done' })
    expect(answerText(run)).toMatch(/^这是一张描绘了一个年轻女孩的插图。/)
    expect(run.usage).toEqual([
      { nodeName: '节点1', model: 'glm-4v-plus', inputTokens: 1669, outputTokens: 27, totalTokens: 1696 },
      { nodeName: 'LLM_305', model: 'glm-4v', inputTokens: 1671, outputTokens: 69, totalTokens: 1740 },
    ])
  })

  test('a synchronous answer with logs: the latest event has just happened', () => {
    const { run } = translateAnswer(answerFixture('sync-logs'))
    expect(run.steps.map(({ name }) => name)).toEqual(['节点1', '变量', '分支判断', 'LLM_305'])
    expect(run.steps[3]?.endedAt).toBe(arrival)
    expect(run.steps[0]?.startedAt).toBe(arrival - (1_736_578_132_855 - 1_736_578_122_560))
    expect(answerText(run)).not.toContain('json')
  })
})

describe('content', () => {
  test.each<[string, unknown, string]>([
    ['text', { type: 'text', msg: '您' }, '您'],
    ['bare text', '您', '您'],
    ['text in capitals', { type: 'Text', msg: '您' }, '您'],
    ['no type', { msg: '您' }, '您'],
    ['an object as text', { type: 'text', msg: { a: 1 } }, '{"a":1}'],
    ['a number as text', { type: 'text', msg: 7 }, '7'],
    ['null', { type: 'text', msg: null }, ''],
    ['nothing', null, ''],
    [
      'a backend’s exception text',
      { type: 'text', msg: 'java.lang.NullPointerException' },
      'java.lang.NullPointerException',
    ],
  ])('%s', (_name, value, expected) => {
    expect(answerText(translate([content(value), stop, done]).run)).toBe(expected)
  })

  test.each<[string, object, object]>([
    [
      'image, nested',
      { type: 'image', msg: { url: 'https://x/i.png' } },
      { kind: 'image', url: 'https://x/i.png' },
    ],
    [
      'image, flat',
      { type: 'image', msg: '', url: 'https://x/i.png' },
      { kind: 'image', url: 'https://x/i.png' },
    ],
    [
      'image, address in msg',
      { type: 'Image', msg: 'https://x/i.png' },
      { kind: 'image', url: 'https://x/i.png' },
    ],
    [
      'image, JSON text',
      { type: 'image', msg: '{"url":"https://x/i.png"}' },
      { kind: 'image', url: 'https://x/i.png' },
    ],
    ['image, pending', { type: 'image', msg: { url: '' } }, { kind: 'image', url: null }],
    ...['coverUrl', 'cover_url', 'cover_image_url'].map((name): [string, object, object] => [
      `video with ${name}`,
      { type: 'video', msg: { url: 'https://x/v.mp4', [name]: 'https://x/c.png' } },
      { kind: 'video', url: 'https://x/v.mp4', coverUrl: 'https://x/c.png' },
    ]),
    ['audio', { type: 'audio', msg: { url: 'https://x/a.mp3' } }, { kind: 'audio', url: 'https://x/a.mp3' }],
    [
      'all_tools',
      { type: 'all_tools', msg: { code: 'print(1)', file: 'https://x/f', text: '1' } },
      { kind: 'code', code: 'print(1)', file: 'https://x/f', text: '1' },
    ],
    [
      'all_tools, flat',
      { type: 'all_tools', msg: null, code: 'print(1)' },
      { kind: 'code', code: 'print(1)', file: null, text: null },
    ],
    [
      'computer_call',
      {
        type: 'computer_call',
        msg: {
          call_id: 'c',
          task: 'T',
          action: 'A',
          status: 'S',
          plan: 'P',
          operation: 'O',
          level: 'critical',
        },
      },
      { kind: 'computer', task: 'T', action: 'A', status: 'S', plan: 'P', operation: 'O', level: 'critical' },
    ],
    [
      'an unknown kind',
      { type: 'hologram', msg: { depth: 3 } },
      { kind: 'unknown', type: 'hologram', json: '{"type":"hologram","msg":{"depth":3}}' },
    ],
  ])('%s', (_name, value, media) => {
    expect(translate([content(value), stop, done]).run.parts).toEqual([
      { type: 'media', mediaId: 'media-1', media },
    ])
  })

  test('a list of images is several pieces', () => {
    const { run } = translate([
      content({ type: 'image', msg: [{ url: 'https://x/1' }, { url: 'https://x/2' }] }),
      stop,
    ])
    expect(run.parts.map((part) => part.type === 'media' && part.mediaId)).toEqual(['media-1', 'media-2'])
  })

  test('an announced video becomes the finished one, in its place', () => {
    const { run } = translate([
      content({ type: 'video', msg: { url: '' }, node_id: '1' }),
      text('wait'),
      content({ type: 'image', msg: { url: 'https://x/i.png' } }),
      content({ type: 'video', msg: { url: 'https://x/v.mp4' }, node_id: '1' }),
      content({ type: 'video', msg: { url: 'https://x/v.mp4' }, node_id: '1' }),
      stop,
    ])
    expect(run.parts).toEqual([
      { type: 'media', mediaId: 'media-1', media: { kind: 'video', url: 'https://x/v.mp4', coverUrl: null } },
      { type: 'text', text: 'wait' },
      { type: 'media', mediaId: 'media-2', media: { kind: 'image', url: 'https://x/i.png' } },
    ])
  })

  test.each<[string, object, object]>([
    [
      'with options',
      { call_id: 'c1', question: '哪一个？', answer_type: 'option', options: ['甲', '乙'] },
      { callId: 'c1', text: '哪一个？', answerType: 'option', options: ['甲', '乙'] },
    ],
    [
      'with options as objects',
      { call_id: 'c1', question: 'Which?', answer_type: 'option', options: [{ name: 'A' }, { name: 'B' }] },
      { callId: 'c1', text: 'Which?', answerType: 'option', options: ['A', 'B'] },
    ],
    [
      'free',
      { call_id: 19, question: 'Name?', answer_type: 'input' },
      { callId: '19', text: 'Name?', answerType: 'input', options: [] },
    ],
    [
      'with a choice of nothing',
      { call_id: 'c1', question: 'Name?', answer_type: 'option', options: [] },
      { callId: 'c1', text: 'Name?', answerType: 'input', options: [] },
    ],
  ])('a question back, %s', (_name, msg, question) => {
    expect(translate([content({ type: 'qa', msg }), stop]).run.parts).toEqual([
      { type: 'question', question },
    ])
  })

  test('a question that cannot be answered is text', () => {
    expect(answerText(translate([content({ type: 'qa', msg: { question: 'Which?' } }), stop]).run)).toBe(
      'Which?',
    )
  })

  test('reasoning is kept apart', () => {
    const { run } = translate([chunk({ delta: { reasoning_content: 'hm' } }), text('yes'), stop])
    expect(run).toMatchObject({ reasoning: { text: 'hm' }, parts: [{ type: 'text', text: 'yes' }] })
  })
})

describe('steps', () => {
  test('a list of events and a MessageData as their content', () => {
    const { run } = translate([
      event([
        { ...node, type: 'node_processing', content: { type: 'text', msg: 'in' }, time: arrival },
        { ...node, type: 'node_finish', content: { rows: 2 }, time: arrival + 5 },
      ]),
      stop,
    ])
    expect(run.steps).toMatchObject([{ input: 'in', output: '{"rows":2}' }])
  })

  test('seconds are known by their size, and ids as numbers stay exact', () => {
    const seconds = Math.floor(arrival / 1_000)
    const { run } = translate([
      `{"choices":[{"delta":{"event":{"node_id":1729594451363926483,"type":"node_processing","time":${seconds}}}}]}`,
      `{"choices":[{"delta":{"event":{"node_id":1729594451363926483,"type":"node_finish","time":${seconds + 2}}}}]}`,
      stop,
    ])
    expect(run.steps).toMatchObject([
      { nodeId: '1729594451363926483', startedAt: arrival, endedAt: arrival + 2_000 },
    ])
  })

  test('without a time the arrival counts', () => {
    const { run } = translate([event({ ...node, type: 'node_processing' }), stop])
    expect(run.steps[0]).toMatchObject({ startedAt: arrival, input: null })
  })

  test('in a list that came at once, an event without a time follows the one before it', () => {
    const { run } = translateAnswer(
      chunk({
        messages: {
          event: [
            { ...node, node_id: '0', type: 'node_processing' },
            { ...node, type: 'node_processing', time: 1_000_000_000_000 },
            { ...node, type: 'node_finish' },
            { ...node, node_id: '2', type: 'node_processing', time: 1_000_000_005_000 },
          ],
        },
      }),
    )
    expect(run.steps.map(({ startedAt, endedAt }) => [startedAt, endedAt])).toEqual([
      [arrival - 5_000, null],
      [arrival - 5_000, arrival - 5_000],
      [arrival, null],
    ])
  })

  test('a list without any time counts from its arrival', () => {
    const { run } = translateAnswer(
      chunk({ messages: { event: [{ ...node, type: 'node_processing' }, 'x'] } }),
    )
    expect(run.steps[0]).toMatchObject({ startedAt: arrival })
  })

  test('a finish before its start, a node that never finishes, a node that runs twice', () => {
    const finish = (more: object = {}) =>
      event({ ...node, type: 'node_finish', content: 'out', time: arrival + 1, ...more })
    const { run } = translate([
      finish({ node_id: '1' }),
      start(),
      finish(),
      start({ time: arrival + 2 }),
      stop,
    ])
    expect(run.steps.map(({ nodeId, output, endedAt }) => [nodeId, output, endedAt !== null])).toEqual([
      ['1', 'out', true],
      ['1729', 'out', true],
      ['1729', null, false],
    ])
  })

  test('an event that was sent twice counts once; the same with another time does not', () => {
    expect(translate([start(), start(), stop]).run.steps).toHaveLength(1)
    expect(translate([start(), start({ time: arrival + 1 }), stop]).run.steps).toHaveLength(2)
  })

  test.each<[string, object]>([
    ['on the event', { type: 'loop', current_round: 2, total_round: 5, status: 'processing' }],
    ['in its content', { type: 'x', content: { current_round: 2, total_round: 5, status: 'processing' } }],
    ['in its content as text', { content: '{"current_round":"2","total_round":5,"status":"PROCESSING"}' }],
  ])('progress of a loop, %s', (_name, payload) => {
    const { run } = translate([start(), event({ ...node, ...payload }), stop])
    expect(run.steps).toHaveLength(1)
    expect(run.steps[0]?.loop).toMatchObject({
      currentRound: 2,
      totalRounds: 5,
      isFinished: false,
      finishReason: null,
    })
  })

  test('the end of a loop', () => {
    const last = {
      ...node,
      type: 'loop',
      current_round: 5,
      total_round: 5,
      status: 'finished',
      finish_reason: 'all done',
    }
    expect(translate([start(), event(last), stop]).run.steps[0]?.loop).toMatchObject({
      isFinished: true,
      finishReason: 'all done',
    })
  })

  test('an unknown event is a row of its own with its JSON, whatever it is', () => {
    const { run, end } = translate([
      event({ ...node, type: 'node_dreaming', dream: { deep: 1 } }),
      event('x'),
      event({}),
      stop,
    ])
    expect(run.steps).toMatchObject([
      { kind: 'unknown', name: 'LLM_1', input: expect.stringContaining('"dream":{"deep":1}') },
      { kind: 'unknown', input: '"x"' },
    ])
    expect(end.outcome).toBe('done')
  })
})

describe('tools', () => {
  const tool = (type: string, tool_calls: unknown) => event({ ...node, type, tool_calls })
  const toolsOf = (...messages: object[]) => translate([start(), ...messages, stop]).run.steps[0]?.tools

  test.each<[string, unknown, object]>([
    [
      'parameters as text',
      { action_key: 'f', params: '{"a":1}' },
      { name: 'f', input: { kind: 'function', parameters: '{"a":1}' } },
    ],
    [
      'parameters as an object',
      { action_key: 'f', params: { a: 1 } },
      { name: 'f', input: { kind: 'function', parameters: '{"a":1}' } },
    ],
    [
      'a list of calls',
      [{ action_key: 'f', params: '1' }],
      { name: 'f', input: { kind: 'function', parameters: '1' } },
    ],
    [
      'JSON text',
      '{"action_key":"f","params":"1"}',
      { name: 'f', input: { kind: 'function', parameters: '1' } },
    ],
  ])('function with %s', (_name, data, expected) => {
    expect(toolsOf(tool('tool_processing', { type: 'function', tool_calls_data: data }))).toMatchObject([
      expected,
    ])
  })

  test('a function’s finish repeats its input, which is used when the start was lost', () => {
    const data = { action_key: 'f', params: '1', output: { ok: true } }
    expect(toolsOf(tool('tool_finish', { type: 'function', tool_calls_data: data }))).toMatchObject([
      { name: 'f', input: { parameters: '1' }, output: { kind: 'function', output: '{"ok":true}' } },
    ])
  })

  test.each<[string, unknown, string[]]>([
    ['JSON text', '["a","b"]', ['a', 'b']],
    ['a list', ['a', { text: 'b' }], ['a', 'b']],
    ['plain text', 'a slice', ['a slice']],
    ['broken JSON text', '["a', ['["a']],
    ['nothing', null, []],
  ])('slices as %s', (_name, slice_info, slices) => {
    const finish = tool('tool_finish', { type: 'retrieval', tool_calls_data: { slice_info } })
    const began = tool('tool_processing', { type: 'retrieval', tool_calls_data: { input: 'q' } })
    expect(toolsOf(began, finish)).toMatchObject([
      { input: { kind: 'retrieval', query: 'q' }, output: { kind: 'retrieval', slices } },
    ])
  })

  test('a web search as an object and as a list', () => {
    const began = tool('tool_processing', { type: 'web_search', tool_calls_data: { input: 'q' } })
    const finish = tool('tool_finish', {
      type: 'web_search',
      tool_calls_data: [{ refer: 'ref_3', title: 'T', link: '' }],
    })
    expect(toolsOf(began, finish)).toMatchObject([
      {
        input: { kind: 'web_search', queries: ['q'] },
        output: { references: [{ refer: 'ref_3', title: 'T', link: null, content: '', icon: null }] },
      },
    ])
  })

  test('an unknown tool is kept as JSON on both sides', () => {
    const began = tool('tool_processing', { type: 'mcp', tool_calls_data: { x: 1 } })
    const finish = tool('tool_finish', { type: 'mcp', tool_calls_data: { y: 2 } })
    expect(toolsOf(began, finish)).toMatchObject([
      {
        name: 'mcp',
        input: { kind: 'unknown', json: '{"x":1}' },
        output: { kind: 'unknown', json: '{"y":2}' },
      },
    ])
  })

  test('a finish without data closes the call that is open', () => {
    const began = tool('tool_processing', {
      type: 'function',
      tool_calls_data: { action_key: 'f', params: '1' },
    })
    expect(toolsOf(began, tool('tool_finish', null))).toMatchObject([{ name: 'f', endedAt: arrival }])
  })

  test('calls beside the content belong to the node at work', () => {
    const beside = (data: object) =>
      chunk({ delta: { tool_calls: { type: 'function', tool_calls_data: data } } })
    expect(
      toolsOf(beside({ action_key: 'f', params: '1' }), beside({ action_key: 'f', output: '2' })),
    ).toMatchObject([{ name: 'f', input: { parameters: '1' }, output: { output: '2' } }])
  })
})

describe('ids and usage', () => {
  test.each(['request_id', 'req_id', 'id'])('the request’s id as %s', (name) => {
    const { events } = translate([{ [name]: 'r1', choices: [] }, stop])
    expect(events[0]).toEqual({ type: 'upstream-ids', requestId: 'r1', conversationId: null })
  })

  test('ids as numbers of 19 digits', () => {
    const { events } = translate([
      '{"request_id":1866682332635897856,"conversation_id":1866682332635897857,"choices":[]}',
    ])
    expect(events[0]).toMatchObject({
      requestId: '1866682332635897856',
      conversationId: '1866682332635897857',
    })
  })

  test('are told once', () => {
    expect(typesOf(translate([text('a'), text('b'), stop, done]).events)).toEqual([
      'upstream-ids',
      'text-delta',
      'text-delta',
    ])
  })

  const camel = {
    model: 'glm',
    nodeName: 'LLM_1',
    inputTokenCount: 12,
    outputTokenCount: 4,
    totalTokenCount: 16,
  }
  const snake = { model: 'glm', node_name: 'LLM_1', input_token_count: 12, output_token_count: '4' }
  test.each<[string, object[]]>([
    ['in the choice', [chunk({ finish_reason: 'stop', usage: [camel] })]],
    ['on top', [chunk({ finish_reason: 'stop' }, { usage: [camel] })]],
    ['on top of an empty choice list, behind the stop', [stop, { ...ids, choices: [], usage: [camel] }]],
    ['in a chunk of its own', [stop, { usage: [camel] }]],
    ['with the other names', [chunk({ finish_reason: 'stop', usage: [snake] })]],
    ['as a single object', [chunk({ finish_reason: 'stop' }, { usage: snake })]],
    ['at both places', [chunk({ finish_reason: 'stop', usage: [camel] }, { usage: [camel] })]],
    ['twice', [chunk({ finish_reason: 'stop', usage: [camel] }), { usage: [camel] }]],
  ])('usage %s', (_name, messages) => {
    expect(translate([text('a'), ...messages, done]).run.usage).toEqual([
      { nodeName: 'LLM_1', model: 'glm', inputTokens: 12, outputTokens: 4, totalTokens: 16 },
    ])
  })
})

describe('the end', () => {
  test.each<[string, (string | object)[]]>([
    ['stop and [DONE]', [text('a'), stop, done]],
    ['stop alone', [text('a'), stop]],
    ['[DONE] alone', [text('a'), done]],
    ['an empty delta in the last chunk', [text('a'), chunk({ delta: {}, finish_reason: 'stop' }), done]],
    ['stop twice, [DONE] twice', [text('a'), stop, stop, done, done]],
    ['things after [DONE]', [text('a'), stop, done, text('b'), chunk({ error_msg: 'late' })]],
    ['[DONE] with spaces', [text('a'), stop, ' [DONE] ']],
    ['an unknown reason', [text('a'), chunk({ finish_reason: 'tool_calls' }), done]],
  ])('%s: done', (_name, messages) => {
    const { run, end, events } = translate(messages)
    expect(end).toEqual({ outcome: 'done' })
    expect(answerText(run)).toBe('a')
    expect(typesOf(events)).not.toContain('notice')
  })

  test('neither stop nor [DONE]: interrupted, the text kept', () => {
    const { run, end } = translate([text('half'), text(' an answer')])
    expect(end).toEqual({
      outcome: 'interrupted',
      failure: { code: 'stream_cut', detail: null, upstreamCode: null },
    })
    expect(answerText(run)).toBe('half an answer')
  })

  test('a cut after stop does not matter; before it, it is the reason', () => {
    expect(translate([text('a'), stop], { cut: true }).end).toEqual({ outcome: 'done' })
    expect(translate([text('a')], { cut: true }).end).toMatchObject({
      outcome: 'interrupted',
      failure: { code: 'stalled' },
    })
  })

  test('stop without any text says so', () => {
    const { end, events } = translate([stop, done])
    expect(end).toEqual({ outcome: 'done' })
    expect(events).toContainEqual({ type: 'notice', code: 'empty_answer', count: null })
  })

  test.each(['length', 'model_context_window_exceeded'])('%s has its notice', (finish_reason) => {
    const { end, run } = translate([text('a'), chunk({ finish_reason }), done])
    expect([end.outcome, run.notices, answerText(run)]).toEqual([
      'done',
      [{ code: 'length', count: null }],
      'a',
    ])
  })

  test('network_error has its notice, and fails a run that has nothing else', () => {
    const broken = chunk({ finish_reason: 'network_error' })
    expect(translate([text('a'), broken]).run.notices).toEqual([{ code: 'network_error', count: null }])
    expect(translate([text('a'), broken]).end).toEqual({ outcome: 'done' })
    expect(translate([broken, done]).end).toEqual(failed('network_error'))
  })

  test('sensitive withdraws the text, also what follows', () => {
    const { run, end } = translate([text('bad'), chunk({ finish_reason: 'sensitive' }), text('worse'), done])
    expect(run).toMatchObject({ parts: [], isRetracted: true, notices: [{ code: 'sensitive', count: null }] })
    expect(end).toEqual({ outcome: 'done' })
  })
})

describe('errors', () => {
  test.each<[string, object, ReturnType<typeof failed>]>([
    [
      'in the choice',
      chunk({ finish_reason: 'error', error_msg: { code: 500, msg: 'flow broke' } }),
      failed('upstream_error', 'flow broke', '500'),
    ],
    [
      'on top',
      chunk({ finish_reason: 'error' }, { error_msg: { code: 500, message: 'flow broke' } }),
      failed('upstream_error', 'flow broke', '500'),
    ],
    ['as text', chunk({ error_msg: 'flow broke' }), failed('upstream_error', 'flow broke')],
    [
      'on top without choices',
      { error_msg: { code: 1305, message: 'busy' } },
      failed('overloaded', 'busy', '1305'),
    ],
    ['without a word', chunk({ finish_reason: 'error' }), failed('upstream_error')],
    [
      'as a nested envelope',
      { error: { code: '1113', message: 'no money' } },
      failed('no_balance', 'no money', '1113'),
    ],
    [
      'as a flat envelope',
      { code: 1302, msg: 'slow down' },
      failed('too_many_requests', 'slow down', '1302'),
    ],
    ['as an open-platform envelope', { code: 8500, message: 'no' }, failed('upstream_error', 'no', '8500')],
    [
      'as a framework’s body',
      { timestamp: 1, status: 500, error: 'Internal Server Error', path: '/v3' },
      failed('upstream_error', 'Internal Server Error', '500'),
    ],
  ])('%s: failed, the text so far kept', (_name, message, expected) => {
    const { run, end } = translate([text('so far'), message, text('more'), stop, done])
    expect(end).toEqual(expected)
    expect(answerText(run)).toBe('so far')
  })

  test('an error wins over sensitive and over a cut', () => {
    const error = chunk({ error_msg: { code: 500, msg: 'x' } })
    expect(translate([text('a'), chunk({ finish_reason: 'sensitive' }), error]).end.outcome).toBe('failed')
    expect(translate([text('a'), error], { cut: true }).end.outcome).toBe('failed')
  })

  test('unsafe content withdraws the text', () => {
    const { run, end } = translate([text('bad'), { error: { code: '1301', message: 'unsafe' } }])
    expect(end).toEqual(failed('unsafe', 'unsafe', '1301'))
    expect(run).toMatchObject({ parts: [], isRetracted: true })
  })

  test('empty error fields are none', () => {
    const fine = { error_msg: { code: 0, msg: '' } }
    expect(
      translate([chunk({ ...fine, delta: { content: 'a' } }, { ...fine, code: 200, error: null }), stop]).end
        .outcome,
    ).toBe('done')
  })

  test('a refusal in place of a synchronous answer', () => {
    expect(translateAnswer({ code: 1211, message: 'no such app' }).end).toEqual(
      failed('not_found', 'no such app', '1211'),
    )
  })

  test('a synchronous answer inside an envelope', () => {
    const { choices } = chunk({ finish_reason: 'stop', messages: { content: 'a', event: [] } })
    expect(answerText(translateAnswer({ code: 200, data: { choices } }).run)).toBe('a')
  })

  test.each<unknown>([undefined, [], 'x', {}, { data: [] }])('%j is no answer', (body) => {
    expect(translateAnswer(body).end).toMatchObject({ outcome: 'failed' })
  })
})

describe('malformed messages', () => {
  const good = JSON.stringify(text('B'))

  test('one among good ones is skipped and counted', () => {
    const { run, end } = translate([text('A'), '{"choices":[{"del', text('B'), '[1]', stop, done])
    expect(answerText(run)).toBe('AB')
    expect(run.notices).toEqual([{ code: 'malformed_lines', count: 2 }])
    expect(end).toEqual({ outcome: 'done' })
  })

  test.each<[string, string]>([
    ['glued in the middle', `{"request_id":"x","choices":[{"index":0,"deltdata:${good}`],
    ['with a space', `{"request_id":"x","choi data: ${good}`],
    ['after a line break', `{"request_id":"x","choi\n${good}`],
    ['before the broken one', `${good}data:{"request_id":"x","choi`],
  ])('a broken one with a whole one %s loses nothing but itself', (_name, data) => {
    const { run, end } = translate([text('A'), data, stop, done])
    expect(answerText(run)).toBe('AB')
    expect(run.notices).toEqual([{ code: 'malformed_lines', count: 1 }])
    expect(end).toEqual({ outcome: 'done' })
  })

  test('the end mark glued to a message ends it', () => {
    const { run, end } = translate([text('A'), `${good}\n[DONE]`, text('C')])
    expect([answerText(run), end.outcome, run.notices]).toEqual(['AB', 'done', []])
  })

  test('data: inside a text is text', () => {
    const tricky = 'Send `data: {"x":1}` and\ndata:{"y":2}'
    const { run } = translate([text(tricky), `{"cut data:${JSON.stringify(text(tricky))}`, stop])
    expect(answerText(run)).toBe(tricky + tricky)
  })

  test('only garbage fails', () => {
    expect(translate(['oops', '{"x"', '42']).end).toEqual(failed('garbage'))
    expect(translate(['oops', done]).end).toEqual(failed('garbage'))
  })

  test('a message that could be cut in a thousand ways is given up', () => {
    const hostile = '{data:{}'.repeat(5_000)
    expect(translate([text('A'), hostile, stop]).run.notices).toEqual([{ code: 'malformed_lines', count: 1 }])
  })

  test.each<unknown>([
    { choices: 'x' },
    { choices: [null, 3, { delta: 'x' }] },
    chunk({ delta: { content: [1, 2], event: 7, tool_calls: 'x' } }),
    chunk({ delta: { content: { type: 5, msg: [[]] }, event: { type: {}, time: 'x', tool_calls: [null] } } }),
    chunk({ finish_reason: 3, index: 'x', usage: 'x', messages: [] }),
  ])('odd fields end nothing: %j', (message) => {
    expect(translate([text('A'), message as object, stop, done]).end.outcome).toBe('done')
  })
})

describe('an answer is bounded', () => {
  const piece = '月'.repeat(1_000)
  const fill = (bytes: number) => [
    ...Array.from({ length: Math.floor(bytes / 3_000) }, () => text(piece)),
    text('x'.repeat(bytes % 3_000)),
  ]

  test('text at its limit is whole', () => {
    const { run, end } = translate([...fill(maxTextBytes), stop, done])
    expect(Buffer.byteLength(answerText(run))).toBe(maxTextBytes)
    expect([end.outcome, run.notices]).toEqual(['done', []])
  })

  test('one byte more ends it with a notice, never inside a character', () => {
    const translator = createTranslator()
    const events = fill(maxTextBytes - 1).flatMap((message) =>
      translator.readMessage(JSON.stringify(message), arrival),
    )
    expect(translator.isOver()).toBe(false)
    events.push(...translator.readMessage(JSON.stringify(text('月')), arrival))
    expect(translator.isOver()).toBe(true)
    const { run, end } = endTranslation(translator, events)
    expect(Buffer.byteLength(answerText(run))).toBe(maxTextBytes - 1)
    expect(answerText(run)).not.toContain('\uFFFD')
    expect([end.outcome, run.notices]).toEqual(['done', [{ code: 'text_limit', count: null }]])
  })

  test('log events over their limit are left out with a notice', () => {
    const loops = (count: number) =>
      Array.from({ length: count }, (_, at) => event({ ...node, current_round: at, time: arrival + at }))
    const within = translate([text('a'), ...loops(maxStepEvents), stop])
    expect([within.run.notices, within.run.steps[0]?.loop?.currentRound]).toEqual([[], maxStepEvents - 1])
    const over = translate([text('a'), ...loops(maxStepEvents + 1), stop])
    expect(over.run.notices).toEqual([{ code: 'event_limit', count: null }])
    expect(over.run.steps[0]?.loop?.currentRound).toBe(maxStepEvents - 1)
  })

  test('media over their limit are left out with a notice', () => {
    const image = (at: number) => content({ type: 'image', msg: { url: `https://x/${at}` } })
    const over = translate([...Array.from({ length: maxMedia + 1 }, (_, at) => image(at)), stop])
    expect(over.run.parts).toHaveLength(maxMedia)
    expect(over.run.notices).toEqual([{ code: 'event_limit', count: null }])
  })
})
