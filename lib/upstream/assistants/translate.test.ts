import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { RunEvent } from '@/lib/runs/events'
import { answerText } from '@/lib/runs/run'
import { maxToolCalls } from '../hosted-tools'
import { parseJson } from '../json'
import { maxSoundLength } from '../models/spoken-answer'
import { createSseReader } from '../sse'
import { endTranslation } from '../testing'
import { createAssistantTranslator, maxMetadataLength } from './translate'
import type { AssistantTranslator } from './translate'
import { assistantRequestSchema } from './wire'

const arrival = 1_786_000_000_000
const node = { nodeId: 'assistant', nodeName: 'Assistant' }

function conclude(translator: AssistantTranslator, read: RunEvent[], isCut = false) {
  const ended = endTranslation(translator, read, isCut)
  const { run } = ended
  return {
    ...ended,
    shown: answerText(run),
    tools: run.steps.flatMap(({ tools }) => tools),
    media: run.parts.flatMap((part) => (part.type === 'media' ? [part.media] : [])),
  }
}

/** Everything that one stream of message data becomes, checked against our own protocol; a second between messages. */
function translate(messages: (string | object)[], isCut = false) {
  const translator = createAssistantTranslator(node)
  const events = messages.flatMap((message, second) =>
    translator.readMessage(
      typeof message === 'string' ? message : JSON.stringify(message),
      arrival + second * 1_000,
    ),
  )
  return conclude(translator, events, isCut)
}

function translateAnswer(answer: unknown) {
  const translator = createAssistantTranslator(node)
  return conclude(translator, translator.readAnswer(answer, arrival))
}

function replay(bytes: Uint8Array, size: number) {
  const translator = createAssistantTranslator(node)
  const events: RunEvent[] = []
  const reader = createSseReader((data) => events.push(...translator.readMessage(data, arrival)))
  for (let at = 0; at < bytes.length; at += size) reader.feed(bytes.subarray(at, at + size))
  reader.end()
  return conclude(translator, events)
}

const fixture = (name: string) => readFileSync(`${import.meta.dirname}/__fixtures__/${name}`)
const answerFixture = (name: string) => parseJson(fixture(name).toString())

const chunk = (choice: object, rest: object = {}) => ({
  id: 'a1',
  conversation_id: 'c1',
  assistant_id: '65aa',
  created: arrival,
  status: 'in_process',
  choices: [{ index: 0, ...choice }],
  ...rest,
})
const delta = (given: object) => chunk({ delta: { metadata: {}, ...given } })
const text = (content: unknown) => delta({ role: 'assistant', content })
const tool = (type: string, body: unknown, rest: object = {}) =>
  delta({ role: 'tool', tool_calls: [{ index: 0, type, [type]: body, ...rest }] })
const stop = chunk(
  { finish_reason: 'stop', delta: { role: 'assistant', metadata: {} } },
  { status: 'completed' },
)
const done = '[DONE]'
const failed = (code: string, detail: string | null = null, upstreamCode: string | null = null) => ({
  outcome: 'failed',
  failure: { code, detail, upstreamCode },
})

describe('the documents’ own examples', () => {
  test('a search, code, and a chart whose address stands in the logs', () => {
    const { tools, media, shown, end, run, events } = replay(fixture('chart.sse'), 1_000_000)
    expect(events[0]).toEqual({
      type: 'upstream-ids',
      requestId: '20260806162852a1',
      conversationId: '66b1dec43858e2cffd41c92d',
    })
    expect(tools).toMatchObject([
      {
        name: 'browser',
        input: { kind: 'browser', call: 'search("宁波 未来七天 气温", recency_days=1)' },
        output: {
          kind: 'browser',
          error: null,
          references: [
            {
              refer: 'ref_1',
              title: '宁波天气',
              link: 'http://weather.example/101210401.shtml',
              content: '宁波今天阴，33 度。明天晴。',
            },
          ],
        },
      },
      {
        name: 'code',
        input: { kind: 'code', code: expect.stringMatching(/^import matplotlib[\s\S]+plt\.show\(\)$/) },
        output: { kind: 'code', logs: 'https://sfile.example.cn/img2text/00776b9d.jpg', error: null },
      },
    ])
    expect(tools.every(({ endedAt }) => endedAt !== null)).toBe(true)
    expect(media).toEqual([{ kind: 'image', url: 'https://sfile.example.cn/img2text/00776b9d.jpg' }])
    expect(shown).toBe('未来七天最高 34 度 🌤️。【1†source】')
    expect(run.usage).toMatchObject([{ inputTokens: 3574, outputTokens: 51, totalTokens: 3625 }])
    expect([end, run.notices]).toEqual([{ outcome: 'done' }, []])
  })

  test('three commands of the browser: pages without an address cannot be cited, outputs in two chunks are one', () => {
    const { tools } = replay(fixture('research.sse'), 1_000_000)
    expect(tools.map(({ input }) => input)).toEqual([
      { kind: 'browser', call: 'search("月湖 历史")' },
      { kind: 'browser', call: 'click(0)' },
      { kind: 'browser', call: 'quote_lines(65, 75)\nquote_lines(69, 71)' },
    ])
    const labels = tools.map(({ output }) =>
      output?.kind === 'browser' ? output.references.map(({ refer, title }) => [refer, title]) : null,
    )
    expect(labels).toEqual([
      [
        ['ref_1', '月湖志'],
        ['ref_2', '宁波月湖'],
      ],
      [
        [null, '跳转至主要内容'],
        [null, '返回'],
      ],
      [
        ['ref_1', '月湖志'],
        ['ref_2', '月湖志'],
      ],
    ])
  })

  test('retrieval without input, a drawing, a function with pseudo code that draws', () => {
    const { tools, media } = replay(fixture('tools.sse'), 1_000_000)
    expect(tools).toMatchObject([
      {
        name: 'retrieval',
        input: null,
        output: { kind: 'retrieval', slices: ['lakes.pdf\n月湖呈狭长形。', '湖心有柳汀。'] },
      },
      {
        name: 'drawing',
        input: { kind: 'drawing', prompt: 'A lake shaped like a crescent, seen from above.' },
        output: { kind: 'drawing', images: ['https://sfile.example.cn/drawn/1e9a8dd9_0.png'] },
      },
      {
        name: 'GenerateMindMap',
        input: { kind: 'function', parameters: "tool_call(markmap='# 月湖\\n- 历史\\n- 地理')" },
        output: { kind: 'function', output: '{"url": "https://sfile.example.cn/markmap/f820b149.png"}' },
      },
    ])
    expect(media).toEqual([
      { kind: 'image', url: 'https://sfile.example.cn/drawn/1e9a8dd9_0.png' },
      { kind: 'image', url: 'https://sfile.example.cn/markmap/f820b149.png' },
    ])
  })

  test('the generic body in OpenAI’s shape (D25)', () => {
    const { run, shown, tools, media, end } = translateAnswer(answerFixture('answer.json'))
    expect(run.upstreamRequestId).toBe('run-0001')
    expect([run.reasoning?.text, shown]).toEqual(['先问好。', '你好，我是月湖助手。'])
    expect(tools).toMatchObject([
      {
        input: { kind: 'mcp_list', server: 'lakes' },
        output: {
          kind: 'mcp_list',
          tools: [{ name: 'find_lake', description: 'Finds a lake' }],
          error: null,
        },
      },
    ])
    expect(media).toEqual([{ kind: 'audio', url: 'data:audio/mpeg;base64,SUQzBAAAAAAA' }])
    expect(run.usage).toMatchObject([{ model: 'glm-4-assistant', totalTokens: 135 }])
    expect(end).toEqual({ outcome: 'done' })
  })

  test('the request of the documents passes, also with an empty attachment', () => {
    expect(assistantRequestSchema.safeParse(answerFixture('request.json')).error).toBeUndefined()
  })

  test.each(['chart', 'research', 'tools'])('%s: the same in pieces of any size', (name) => {
    const bytes = fixture(`${name}.sse`)
    const whole = replay(bytes, bytes.length)
    for (const size of [1, 2, 3, 7, 64]) expect(replay(bytes, size).events).toEqual(whole.events)
    const windows = Buffer.from(bytes.toString().replaceAll('\n', '\r\n').replaceAll('data: ', 'data:'))
    expect(replay(windows, 5).events).toEqual(whole.events)
  })
})

describe('tools', () => {
  test('a call is told when its input comes, and is over when its last output came', () => {
    const { events, tools } = translate([
      tool('web_browser', { input: 'search("a")' }),
      tool('web_browser', { outputs: [{ title: 'A', link: 'https://a.example', content: '' }] }),
      tool('web_browser', { outputs: [{ title: 'B', link: 'https://b.example', content: '' }] }),
      text('x'),
      stop,
    ])
    expect(events.map(({ type }) => type)).toEqual(['upstream-ids', 'tool-start', 'tool-end', 'text-delta'])
    expect(tools[0]).toMatchObject({ startedAt: arrival, endedAt: arrival + 2_000 })
  })

  test.each<[string, string, string[], string]>([
    ['code', 'code_interpreter', ['impo', 'rt math\n', 'print(1)'], 'import math\nprint(1)'],
    ['a command', 'web_browser', ['sea', 'rch("a', '(b)")'], 'search("a(b)")'],
    ['two commands', 'web_browser', ['search("a")', 'search("b")'], 'search("a")\nsearch("b")'],
    ['a prompt', 'drawing_tool', ['a ', 'lake'], 'a lake'],
  ])('input in fragments: %s', (_name, type, fragments, whole) => {
    const { tools } = translate([
      ...fragments.map((input) => tool(type, { input })),
      tool(type, { outputs: [{ logs: '1' }] }),
      stop,
    ])
    expect(tools).toHaveLength(1)
    expect(Object.values(tools[0]?.input ?? {})).toContain(whole)
    expect(tools[0]?.endedAt).not.toBeNull()
  })

  test.each<[string, unknown[], string]>([
    ['text', ['{"a":1}'], '{"a":1}'],
    ['an object', [{ a: 1 }], '{"a":1}'],
    ['pieces', ['{"a"', ':{"b":2}', '}'], '{"a":{"b":2}}'],
    ['a fence', ['```json\n{"a":1}\n```'], '{"a":1}'],
    ['nothing', [''], ''],
  ])('arguments of a function as %s (D24)', (_name, pieces, parameters) => {
    const { tools } = translate([
      ...pieces.map((given, at) =>
        tool('function', at === 0 ? { name: 'weigh', arguments: given } : { arguments: given }),
      ),
      tool('function', { outputs: [{ content: '{"kg":3}' }] }),
      stop,
    ])
    expect(tools).toMatchObject([
      {
        name: 'weigh',
        input: { kind: 'function', parameters },
        output: { kind: 'function', output: '{"kg":3}' },
      },
    ])
  })

  test('two functions at work: an output belongs to the latest, or to the one that it names', () => {
    const { tools } = translate([
      tool('function', { name: 'one', arguments: '{}' }),
      tool('function', { name: 'two', arguments: '{}' }),
      tool('function', { outputs: [{ content: '2' }] }),
      tool('function', { name: 'one', outputs: [{ content: '1' }] }),
      stop,
    ])
    expect(tools.map(({ name, output }) => [name, output])).toEqual([
      ['one', { kind: 'function', output: '1' }],
      ['two', { kind: 'function', output: '2' }],
    ])
  })

  test('parallel calls that do have ids keep their own input and output', () => {
    const code = (id: string, body: object) => tool('code_interpreter', body, { id })
    const { tools } = translate([
      code('a', { input: '1' }),
      code('b', { input: '2' }),
      tool('code_interpreter', { outputs: [{ logs: 'one' }] }),
      tool('code_interpreter', { outputs: [{ logs: 'two' }] }),
      stop,
    ])
    expect(tools).toMatchObject([
      { input: { code: '1' }, output: { logs: 'one' } },
      { input: { code: '2' }, output: { logs: 'two' } },
    ])
  })

  test('a call with an id, whose input may come in fragments, is told once its input has ended', () => {
    const { tools } = translate([
      tool('code_interpreter', { input: '1 +' }, { id: 'a' }),
      tool('code_interpreter', { input: ' 1' }, { id: 'a' }),
      chunk({ finish_reason: 'tool_calls', delta: { role: 'assistant' } }),
      tool('web_browser', { input: 'search("a")' }),
      text('x'),
      stop,
    ])
    expect(tools.map(({ input }) => input)).toEqual([
      { kind: 'code', code: '1 + 1' },
      { kind: 'browser', call: 'search("a")' },
    ])
  })

  test('a function without arguments is told when it begins', () => {
    const { tools } = translate([
      tool('function', { name: 'now' }),
      tool('function', { outputs: [{ content: '12:00' }] }),
      stop,
    ])
    expect(tools).toMatchObject([
      { name: 'now', startedAt: arrival, endedAt: arrival + 1_000, output: { output: '12:00' } },
    ])
  })

  test('input and output in one chunk', () => {
    const { tools } = translate([
      tool('code_interpreter', { input: '1+1', outputs: [{ type: 'logs', logs: '2' }] }),
      stop,
    ])
    expect(tools).toMatchObject([{ input: { code: '1+1' }, output: { logs: '2' } }])
  })

  test('an empty list of outputs beside an input is no output, alone it is one', () => {
    const { tools } = translate([
      tool('web_browser', { input: 'search("a")', outputs: [] }),
      tool('web_browser', { input: null, outputs: [] }),
      stop,
    ])
    expect(tools).toMatchObject([
      {
        input: { call: 'search("a")' },
        output: { kind: 'browser', references: [], error: null },
        endedAt: arrival + 1_000,
      },
    ])
  })

  test('an input with an empty list of outputs is still at work, an empty input beside outputs is none', () => {
    const atWork = [tool('web_browser', { input: 'search("a")', outputs: [] }), text('x'), stop]
    expect(translate(atWork).tools).toMatchObject([{ output: null, endedAt: null }])
    const { tools } = translate([
      tool('code_interpreter', { input: '1', outputs: null }),
      tool('code_interpreter', { input: '', outputs: [{ logs: 'a' }] }),
      tool('code_interpreter', { input: '', outputs: [{ logs: 'b' }] }),
      stop,
    ])
    expect(tools).toMatchObject([{ input: { code: '1' }, output: { logs: 'a\nb' } }])
  })

  test('a thought between an output and another ends the call', () => {
    const { tools } = translate([
      tool('retrieval', { outputs: [{ text: 'a' }] }),
      delta({ reasoning_content: 'hm' }),
      tool('retrieval', { outputs: [{ text: 'b' }] }),
      stop,
    ])
    expect(tools).toMatchObject([{ output: { slices: ['a'] } }, { output: { slices: ['b'] } }])
  })

  test('the same picture in several outputs', () => {
    const drawn = (name: string) =>
      tool('drawing_tool', { outputs: [{ image: `https://f.example/${name}` }] })
    const { media } = translate([drawn('a.png'), drawn('b.png'), drawn('a.png'), text('x'), stop])
    expect(media).toEqual([
      { kind: 'image', url: 'https://f.example/a.png' },
      { kind: 'image', url: 'https://f.example/b.png' },
    ])
  })

  test('what went wrong in a tool', () => {
    const { tools } = translate([
      tool('code_interpreter', { input: '1/0' }),
      tool('code_interpreter', {
        outputs: [
          { type: 'logs', logs: 'before' },
          { type: 'logs', logs: '', error_msg: 'ZeroDivisionError' },
        ],
      }),
      tool('web_browser', { input: 'click(3)' }),
      tool('web_browser', { outputs: [{ title: '', link: '', content: '', error_msg: 'timed out' }] }),
      tool('web_browser', { input: 'mclick([1, 2])' }),
      tool('web_browser', {
        outputs: [
          { title: 'Gone', link: 'https://a.example', content: '', error_msg: 'HTTP 404' },
          { title: 'There', link: 'https://b.example', content: 'b' },
        ],
      }),
      stop,
    ])
    expect(tools.map(({ output }) => output)).toEqual([
      { kind: 'code', logs: 'before', error: 'ZeroDivisionError' },
      { kind: 'browser', references: [], error: 'timed out' },
      {
        kind: 'browser',
        references: [expect.objectContaining({ refer: 'ref_2', title: 'There' })],
        error: 'https://a.example: HTTP 404',
      },
    ])
  })

  test.each<[string, object, object[]]>([
    [
      'pictures between other lines, each once',
      { logs: 'saved\n![x](https://f.example/a.png?sig=1)\nhttps://f.example/a.png?sig=1.\ndone' },
      [{ kind: 'image', url: 'https://f.example/a.png?sig=1' }],
    ],
    ['an address of a page', { logs: 'see https://f.example/a.html and https://f.example/png' }, []],
    [
      'a picture as a file',
      { type: 'file', file: 'https://f.example/b.PNG' },
      [{ kind: 'image', url: 'https://f.example/b.PNG' }],
    ],
    [
      'another file',
      { type: 'file', file: 'https://f.example/b.xlsx' },
      [{ kind: 'code', code: null, file: 'https://f.example/b.xlsx', text: null }],
    ],
  ])('what code made: %s', (_name, output, media) => {
    const found = translate([tool('code_interpreter', { outputs: [output] }), text('x'), stop]).media
    expect(found).toEqual(media)
  })

  test('a very long log of addresses is read quickly', () => {
    const logs = 'https://'.repeat(400_000)
    expect(translate([tool('code_interpreter', { outputs: [{ logs }] }), text('x'), stop]).media).toEqual([])
  })

  test('unknown tools, and calls without a body, keep their JSON', () => {
    const { tools } = translate([
      tool('telescope', { input: { at: 'moon' } }),
      tool('telescope', { outputs: [{ seen: 1848309397651148800n.toString() }] }),
      delta({ role: 'tool', tool_calls: [{ type: 'oracle', words: 'x' }] }),
      tool('sundial', { hour: 3 }),
      tool('code_interpreter', 'x'),
      stop,
    ])
    expect(tools).toMatchObject([
      {
        name: 'telescope',
        input: { kind: 'unknown', json: '{"at":"moon"}' },
        output: { kind: 'unknown', json: '{"seen":"1848309397651148800"}' },
      },
      { name: 'oracle', output: { kind: 'unknown', json: '{"type":"oracle","words":"x"}' } },
      { name: 'sundial', output: { kind: 'unknown', json: expect.stringContaining('"hour":3') } },
      {
        name: 'code_interpreter',
        output: { kind: 'unknown', json: expect.stringContaining('"code_interpreter":"x"') },
      },
    ])
  })

  test('a call that upstream leaves without output stays open', () => {
    const { tools, end } = translate([tool('drawing_tool', { input: 'a lake' }), text('x'), stop])
    expect([tools[0]?.endedAt, end.outcome]).toEqual([null, 'done'])
  })

  test('output that came before a cut is told', () => {
    const cut = [
      tool('code_interpreter', { input: '1' }),
      tool('code_interpreter', { outputs: [{ logs: '1' }] }),
    ]
    const { tools, end } = translate(cut, true)
    expect([tools[0]?.output, end.outcome]).toEqual([{ kind: 'code', logs: '1', error: null }, 'interrupted'])
  })

  test('an answer of tools goes on after `tool_calls`', () => {
    const { shown, end } = translate([
      tool('drawing_tool', { input: 'x' }),
      chunk({ finish_reason: 'tool_calls', delta: { role: 'assistant' } }),
      text('there'),
    ])
    expect([shown, end.outcome]).toEqual(['there', 'interrupted'])
  })

  test('more calls than may be are left out, and said', () => {
    const calls = Array.from({ length: maxToolCalls + 1 }, () => [
      tool('drawing_tool', { input: 'x' }),
      tool('drawing_tool', { outputs: [] }),
    ]).flat()
    const { tools, run } = translate([...calls, text('x'), stop])
    expect(tools).toHaveLength(maxToolCalls)
    expect(run.notices).toMatchObject([{ code: 'event_limit' }])
  })
})

describe('text and what goes with it', () => {
  test.each<[string, unknown, string]>([
    ['text', '你好', '你好'],
    [
      'parts (D29)',
      [
        { type: 'text', text: '你' },
        { type: 'text', text: '好' },
      ],
      '你好',
    ],
    ['nothing', null, ''],
  ])('content as %s', (_name, content, shown) => {
    expect(translate([text(content), stop]).shown).toBe(shown)
  })

  test('a picture and an unknown part in the content', () => {
    const { media } = translate([
      text([
        { type: 'image_url', image_url: { url: 'https://f.example/a.png' } },
        { type: 'hologram', beam: 1 },
      ]),
      stop,
    ])
    expect(media).toEqual([
      { kind: 'image', url: 'https://f.example/a.png' },
      { kind: 'unknown', type: 'hologram', json: '{"type":"hologram","beam":1}' },
    ])
  })

  test('metadata, wherever it stands, each once; empty ones never', () => {
    const { run, events } = translate([
      delta({ content: 'a', metadata: { plan: 'x' } }),
      delta({ content: 'b', metadata: { plan: 'x' } }),
      chunk({ delta: { content: 'c' }, metadata: { trace: 1 } }, { metadata: { of: 'chunk' } }),
      stop,
    ])
    expect(run.metadata).toEqual(['{"plan":"x"}', '{"trace":1}', '{"of":"chunk"}'])
    expect(events.filter(({ type }) => type === 'metadata')).toHaveLength(3)
  })

  test('metadata without end is left out, and said', () => {
    const long = (mark: string) =>
      delta({ content: 'x', metadata: { [mark]: 'x'.repeat(maxMetadataLength - 20) } })
    const { run } = translate([long('a'), long('b'), stop])
    expect(run.metadata).toHaveLength(1)
    expect(run.notices).toMatchObject([{ code: 'event_limit' }])
  })

  test('a sound that is too long is left out, and said', () => {
    const data = 'A'.repeat(maxSoundLength / 4)
    const part = delta({ audio: { data } })
    const { run } = translate([part, part, part, part, part, stop])
    expect(run.notices).toMatchObject([{ code: 'event_limit' }])
  })

  test('usage that comes twice counts once', () => {
    const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }
    const { run } = translate([text('a'), { ...stop, usage }, { id: 'a1', choices: [], usage }, done])
    expect(run.usage).toMatchObject([
      { nodeName: 'Assistant', inputTokens: 3, outputTokens: 2, totalTokens: 5 },
    ])
  })

  test('ids: the request’s own goes first; numbers keep every digit (D1, D18)', () => {
    const { events } = translate([
      '{"id":"a1","request_id":"r1","conversation_id":1848309397651148800,"choices":[]}',
    ])
    expect(events).toEqual([{ type: 'upstream-ids', requestId: 'r1', conversationId: '1848309397651148800' }])
  })
})

describe('how it ends', () => {
  test.each<[string, object]>([
    ['stop and completed', stop],
    ['stop alone, created in seconds (D27)', { ...stop, status: 'in_progress', created: 1_786_000_000 }],
    ['completed alone (D26)', chunk({ delta: {} }, { status: 'completed' })],
    ['completed without choices', { id: 'a1', status: 'COMPLETED' }],
  ])('done: %s', (_name, last) => {
    const { end, run } = translate([text('a'), last])
    expect([end, run.notices]).toEqual([{ outcome: 'done' }, []])
  })

  test('[DONE] alone', () => {
    expect(translate([text('a'), done]).end).toEqual({ outcome: 'done' })
  })

  test('without any of them: interrupted, the text kept', () => {
    const { end, shown } = translate([text('half')])
    expect([end, shown]).toMatchObject([{ outcome: 'interrupted', failure: { code: 'stream_cut' } }, 'half'])
  })

  test.each([
    ['length', 'length', false],
    ['sensitive', 'sensitive', true],
    ['network_error', 'network_error', false],
    ['moonrise', 'unknown_finish', false],
  ])('%s', (reason, notice, isRetracted) => {
    const { run, end } = translate([
      text('a'),
      chunk({ finish_reason: reason, delta: {} }, { status: 'completed' }),
    ])
    expect(run.notices).toMatchObject([{ code: notice }])
    expect([run.isRetracted, end.outcome]).toEqual([isRetracted, 'done'])
  })

  test('no text at all', () => {
    expect(translate([stop]).run.notices).toMatchObject([{ code: 'empty_answer' }])
  })

  test.each<[string, object, object]>([
    [
      'failed with a reason',
      chunk({ delta: {} }, { status: 'failed', last_error: { code: 1305, message: 'busy' } }),
      failed('overloaded', 'busy', '1305'),
    ],
    ['failed without one', chunk({ delta: {} }, { status: 'failed' }), failed('upstream_error')],
    [
      'failed without choices',
      { id: 'a1', status: 'failed', last_error: { code: '1113', message: 'no money' } },
      failed('no_balance', 'no money', '1113'),
    ],
    [
      'nested',
      { error: { code: '1302', message: 'slow down' } },
      failed('too_many_requests', 'slow down', '1302'),
    ],
    ['flat', { code: 1113, message: 'no money' }, failed('no_balance', 'no money', '1113')],
    ['flat with msg', { code: 1234, msg: 'lost' }, failed('network_error', 'lost', '1234')],
    [
      'of a framework',
      { timestamp: 1, status: 500, error: 'Internal Server Error', path: '/x' },
      failed('upstream_error', 'Internal Server Error', '500'),
    ],
    [
      'beside choices',
      chunk({ delta: {} }, { error: { code: '1305', message: 'busy' } }),
      failed('overloaded', 'busy', '1305'),
    ],
  ])('an error in the stream: %s', (_name, error, end) => {
    const result = translate([text('half'), error, text('more')])
    expect([result.end, result.shown]).toEqual([end, 'half'])
  })

  test('unsafe content in the stream withdraws what was said', () => {
    const { run, end } = translate([text('x'), { error: { code: '1301', message: 'no' } }])
    expect([run.isRetracted, end]).toEqual([true, failed('unsafe', 'no', '1301')])
  })

  test('an error of the past beside an answer that goes on is none', () => {
    const past = chunk({ delta: { content: 'a' } }, { last_error: { code: '1305', message: 'busy' } })
    expect(translate([past, stop]).end).toEqual({ outcome: 'done' })
  })

  test.each<[string, unknown, object]>([
    ['nested', { error: { code: '1211', message: 'unknown' } }, failed('not_found', 'unknown', '1211')],
    ['flat', { code: 1214, message: 'bad' }, failed('refused', 'bad', '1214')],
    ['no answer', { hello: 1 }, failed('no_answer')],
    ['a list', [1], failed('garbage')],
  ])('a JSON body: %s', (_name, body, end) => {
    expect(translateAnswer(body).end).toEqual(end)
  })

  test('a JSON answer in an envelope (D31)', () => {
    const data = { choices: [{ message: { content: 'hi' }, finish_reason: 'stop' }] }
    const { shown, end } = translateAnswer({ success: true, code: 200, msg: 'ok', data })
    expect([shown, end]).toEqual(['hi', { outcome: 'done' }])
  })

  test('garbage between good messages is counted', () => {
    const { run, shown } = translate([text('a'), '{"choices":[{"del', text('b'), stop])
    expect([shown, run.notices]).toEqual(['ab', [{ code: 'malformed_lines', count: 1 }]])
  })

  test.each<[string, object]>([
    ['everything null', chunk({ delta: null, message: null, finish_reason: null }, { usage: null })],
    ['choices that are no list', { id: 'a1', choices: 3 }],
    ['a tool call that is none', delta({ tool_calls: ['x', null, 7] })],
    ['outputs that are none', tool('web_browser', { outputs: ['x', null, 3] })],
    ['a body that is none', tool('code_interpreter', 'x')],
  ])('odd shapes break nothing: %s', (_name, odd) => {
    const { shown, end } = translate([odd, text('fine'), stop])
    expect([shown, end]).toEqual(['fine', { outcome: 'done' }])
  })
})
