import { describe, expect, test } from 'vitest'
import { maxTextBytes } from '../answer'
import { parseJson } from '../json'
import {
  arrival,
  node,
  translate,
  translateAnswer,
  replay,
  fixture,
  chunk,
  delta,
  text,
  finish,
  stop,
  done,
  call,
  toolCalls,
  noticesOf,
  finished,
} from './testing'
import { createCompletionTranslator } from './translate'

describe('the documents’ own examples', () => {
  test.each([1, 2, 3, 7, 64, 100_000])('a stream with thinking, in pieces of %i', (size) => {
    const { events, run, end, shown } = replay(fixture('thinking.sse'), size)
    expect(events).toEqual([
      { type: 'upstream-ids', requestId: '20260101a', conversationId: null },
      { type: 'reasoning-delta', text: '先想', at: arrival },
      { type: 'text-delta', text: '你好' },
      {
        type: 'usage',
        rows: [
          {
            nodeName: 'GLM',
            model: 'glm-x',
            inputTokens: 8,
            outputTokens: 3,
            totalTokens: 11,
            cachedTokens: null,
            reasoningTokens: null,
          },
        ],
      },
    ])
    expect([end, shown, run.reasoning?.text]).toEqual([finished, '你好', '先想'])
  })

  test('an answer in one piece, with every field there is', () => {
    const { run, end, calls, tools } = translateAnswer(parseJson(fixture('documented.json').toString()))
    expect(end).toEqual(finished)
    expect(run).toMatchObject({ upstreamRequestId: '<string>', reasoning: { text: '<string>' } })
    expect(run.parts.map((part) => (part.type === 'media' ? part.media.kind : part.type))).toEqual([
      'text',
      'audio',
      'video',
    ])
    expect(tools.map((tool) => tool.output?.kind)).toEqual(['web_search', 'mcp_list'])
    expect(tools[0]?.output).toMatchObject({ references: [{ link: '<string>', refer: '<string>' }] })
    expect(tools[1]?.output).toMatchObject({
      tools: [{ name: '<string>', inputSchema: expect.stringContaining('"additionalProperties":true') }],
      error: '<string>',
    })
    expect(calls).toEqual([])
    expect(run.usage).toMatchObject([{ inputTokens: 123, cachedTokens: 123 }])
    expect(noticesOf({ run })).toEqual(['unknown_finish'])
  })

  test.each([1, 3, 7, 64, 100_000])('AllTools, in pieces of %i', (size) => {
    const { run, end, shown, tools, calls } = replay(fixture('all-tools.sse'), size)
    expect([end, shown, calls]).toEqual([finished, '圆周率约 3.14159。', []])
    expect(tools).toMatchObject([
      {
        input: { kind: 'code', code: 'import math\nprint(math.pi)' },
        output: { kind: 'code', logs: expect.stringContaining('3.14159') },
      },
      {
        input: { kind: 'drawing', prompt: '一轮满月 🌕' },
        output: { images: ['https://files.example/moon.png'] },
      },
      {
        input: { kind: 'browser', call: 'search("月相")' },
        output: {
          references: [{ refer: 'ref_1', link: 'https://moon.example', content: '今晚满月' }],
        },
      },
    ])
    expect(run.parts.flatMap((part) => (part.type === 'media' ? [part.media] : []))).toEqual([
      { kind: 'image', url: 'https://files.example/pi.png' },
      { kind: 'image', url: 'https://files.example/moon.png' },
    ])
    expect(run.notices).toEqual([])
  })
})

describe('text and thinking', () => {
  test.each<[string, unknown, string]>([
    ['text', '你好', '你好'],
    ['null', null, ''],
    ['an empty text', '', ''],
    [
      'parts',
      [
        { type: 'text', text: '你' },
        { type: 'text', text: '好' },
      ],
      '你好',
    ],
    ['one part', { type: 'text', text: '你好' }, '你好'],
    ['texts in a list', ['你', '好'], '你好'],
    ['a number', 7, '7'],
  ])('content as %s', (_name, content, expected) => {
    expect(translate([text(content), text('!'), stop]).shown).toBe(`${expected}!`)
  })

  test('a part that nobody knows is kept', () => {
    const { run } = translate([text([{ type: 'hologram', size: 3 }]), stop])
    expect(run.parts).toMatchObject([
      { media: { kind: 'unknown', type: 'hologram', json: '{"type":"hologram","size":3}' } },
    ])
  })

  test('pictures and films among the parts', () => {
    const { run } = translate([
      text([
        { type: 'image_url', image_url: { url: 'https://x/i.png' } },
        { type: 'video_url', video_url: 'https://x/v.mp4' },
      ]),
      stop,
    ])
    expect(run.parts).toMatchObject([
      { media: { kind: 'image', url: 'https://x/i.png' } },
      { media: { kind: 'video', url: 'https://x/v.mp4' } },
    ])
  })

  test.each(['reasoning_content', 'reasoningContent', 'reasoning'])('thinking as %s', (name) => {
    const { run, shown } = translate([delta({ [name]: 'hm' }), delta({ [name]: 'm', content: 'yes' }), stop])
    expect([run.reasoning?.text, shown]).toEqual(['hmm', 'yes'])
  })

  test('thinking inside the text, wherever it is cut', () => {
    const whole = '<think>\nMaybe <b>?\n</think>\n\nIt is <|begin_of_box|>42<|end_of_box|> < 43.'
    for (let cut = 0; cut <= whole.length; cut++) {
      const { run, shown } = translate([text(whole.slice(0, cut)), text(whole.slice(cut)), stop])
      expect([run.reasoning?.text.trim(), shown], `cut at ${cut}`).toEqual(['Maybe <b>?', 'It is 42 < 43.'])
    }
    const letters = translate([...[...whole].map(text), stop])
    expect([letters.run.reasoning?.text.trim(), letters.shown]).toEqual(['Maybe <b>?', 'It is 42 < 43.'])
  })

  test('a stream that ends inside a mark loses nothing', () => {
    expect(translate([text('a <|begin_')], true).shown).toBe('a <|begin_')
    expect(translate([text('<thi')], true).shown).toBe('<thi')
    expect(translate([text('<think>half</thi')], true).run.reasoning?.text).toBe('half</thi')
  })

  test('words about thinking in the middle of an answer are text', () => {
    expect(translate([text('Use <think> and </think>.'), stop]).shown).toBe('Use <think> and </think>.')
  })

  test('only thinking says so; nothing at all does too', () => {
    const thought = translate([delta({ reasoning_content: 'hm' }), text('\n'), finish('length'), done])
    expect([thought.end, noticesOf(thought)]).toEqual([finished, ['length', 'only_reasoning']])
    expect(noticesOf(translate([stop, done]))).toEqual(['empty_answer'])
  })

  test('a message in the place of a delta, and one that repeats the deltas', () => {
    const said = chunk({ message: { role: 'assistant', content: 'a', reasoningContent: 'hm' } })
    expect(translate([said, chunk({ message: { content: 'b' } }), stop])).toMatchObject({
      shown: 'ab',
      run: { reasoning: { text: 'hm' } },
    })
    const repeated = chunk({ finish_reason: 'stop', message: { content: 'ab' } })
    expect(translate([text('a'), text('b'), repeated, done]).shown).toBe('ab')
  })

  test('text is bounded', () => {
    const piece = 'x'.repeat(1024 * 1024)
    const result = translate([text(piece), text(piece), text('more'), stop])
    expect([result.shown.length, noticesOf(result), result.end]).toEqual([
      maxTextBytes,
      ['text_limit'],
      finished,
    ])
  })
})

describe('the end', () => {
  test.each<[string, string[]]>([
    ['stop', []],
    ['stop_sequence', []],
    ['tool_calls', []],
    ['length', ['length']],
    ['model_context_window_exceeded', ['context_full']],
    ['network_error', ['network_error']],
    ['tired', ['unknown_finish']],
  ])('%s', (reason, notices) => {
    const result = translate([text('a'), finish(reason), done])
    expect([result.end, noticesOf(result), result.shown]).toEqual([finished, notices, 'a'])
  })

  test('an unknown reason is named', () => {
    expect(translate([text('a'), finish('tired')]).run.notices).toEqual([
      { code: 'unknown_finish', count: null, detail: 'tired' },
    ])
  })

  test('sensitive withdraws text and thinking, also what follows', () => {
    const result = translate([
      delta({ reasoning_content: 'hm' }),
      text('bad'),
      finish('sensitive'),
      text('worse'),
    ])
    expect(result.run).toMatchObject({ parts: [], reasoning: null, isRetracted: true })
    expect([result.end, noticesOf(result), result.text]).toEqual([finished, ['sensitive'], ''])
  })

  test('network_error with nothing else fails', () => {
    expect(translate([finish('network_error')]).end).toMatchObject({ outcome: 'failed' })
  })

  test.each<[string, (string | object)[], string]>([
    ['[DONE] alone', [text('a'), done], 'done'],
    ['a reason alone', [text('a'), stop], 'done'],
    ['AllTools that end without another word', [text('a'), finish('tool_calls')], 'done'],
    ['neither', [text('a')], 'interrupted'],
  ])('%s', (_name, messages, outcome) => {
    expect(translate(messages)).toMatchObject({ end: { outcome }, shown: 'a' })
  })

  test('a cut while AllTools work is a cut', () => {
    expect(translate([text('a'), finish('tool_calls')], true).end.outcome).toBe('interrupted')
  })

  test('AllTools’ mid-stream reason does not finish the answer', () => {
    const translator = createCompletionTranslator(node, 'g1')
    const say = (message: object) => translator.readMessage(JSON.stringify(message), arrival)
    say(toolCalls({ id: 'c', type: 'code_interpreter', code_interpreter: { input: '1' } }))
    say(finish('tool_calls'))
    expect(translator.isFinished()).toBe(false)
    say(stop)
    expect(translator.isFinished()).toBe(true)
  })

  test('what AllTools run is seen whole before it has run', () => {
    const translator = createCompletionTranslator(node, 'g1')
    const piece = (input: string) =>
      toolCalls({ id: 'c', type: 'code_interpreter', code_interpreter: { input } })
    const events = [piece('print('), piece('1)'), finish('tool_calls')].flatMap((message) =>
      translator.readMessage(JSON.stringify(message), arrival),
    )
    expect(events.filter(({ type }) => type === 'tool-start')).toMatchObject([
      { input: { kind: 'code', code: 'print(1)' } },
    ])
  })

  test('a call of ours finishes it, although nothing else may come', () => {
    const translator = createCompletionTranslator(node, 'g1')
    translator.readMessage(JSON.stringify(toolCalls(call(0, { id: 'a' }, { name: 'f' }))), arrival)
    translator.readMessage(JSON.stringify(finish('tool_calls')), arrival)
    expect(translator.isFinished()).toBe(true)
  })
})

describe('errors', () => {
  test.each<[string, object, string, string | null]>([
    ['nested', { error: { code: '1305', message: 'busy' } }, 'overloaded', '1305'],
    [
      'nested, beside choices',
      { choices: [{ delta: {} }], error: { code: 1302, message: 'slow' } },
      'too_many_requests',
      '1302',
    ],
    ['as text', { error: 'broken' }, 'upstream_error', null],
    ['flat', { code: 1113, msg: 'no money' }, 'no_balance', '1113'],
    ['in the platform’s envelope', { code: 8500, message: 'no', data: {} }, 'upstream_error', '8500'],
    ['of a framework', { status: 500, error: 'Internal Server Error', path: '/x' }, 'upstream_error', '500'],
    ['too long', { error: { code: '1261', message: 'too long' } }, 'prompt_too_long', '1261'],
    [
      'as a state',
      { status: 'failed', last_error: { code: '500', message: 'x' }, choices: [] },
      'upstream_error',
      '500',
    ],
  ])('%s: failed, the text so far kept', (_name, message, code, upstreamCode) => {
    const { end, shown } = translate([text('so far'), message, text('more'), stop, done])
    expect(end).toMatchObject({ outcome: 'failed', failure: { code, upstreamCode } })
    expect(shown).toBe('so far')
    expect(translateAnswer(message).end).toMatchObject({ outcome: 'failed', failure: { code } })
  })

  test('unsafe content withdraws the text', () => {
    const { end, run } = translate([text('bad'), { error: { code: '1301', message: 'unsafe' } }])
    expect([end.outcome, run.parts, run.isRetracted]).toEqual(['failed', [], true])
  })

  test('the platform’s envelope around an answer and around chunks', () => {
    const inner = chunk({ message: { role: 'assistant', content: 'a' }, finish_reason: 'stop' })
    expect(translateAnswer({ code: 8200, message: 'ok', data: inner })).toMatchObject({
      shown: 'a',
      end: finished,
    })
    expect(translate([{ code: '8200', message: 'ok', data: inner }, done])).toMatchObject({
      shown: 'a',
      end: finished,
    })
  })

  test.each<[string, (string | object)[]]>([
    ['garbage alone', ['oops', '[1]']],
    ['garbage and [DONE]', ['oops', done]],
  ])('%s', (_name, messages) => {
    expect(translate(messages).end).toMatchObject({ failure: { code: 'garbage' } })
  })

  test('a broken chunk among good ones is skipped and counted', () => {
    const glued = `{"id":"x","choices":[{"del data: ${JSON.stringify(text('B'))}`
    const { shown, run } = translate([text('A'), glued, stop, done])
    expect([shown, run.notices]).toEqual(['AB', [{ code: 'malformed_lines', count: 1 }]])
  })

  test.each<unknown>([
    { choices: 'x' },
    { choices: [null, 3, { delta: 'x', message: 7 }] },
    chunk({ delta: { content: { a: {} }, tool_calls: [null, 'x', { function: 'f', mcp: 3 }], audio: 'x' } }),
    chunk(
      { finish_reason: {}, delta: [] },
      { usage: 'x', web_search: 'y', video_result: [4], content_filter: {} },
    ),
  ])('odd fields end nothing: %j', (message) => {
    expect(translate([text('A'), message as object, stop, done]).end).toEqual(finished)
  })

  test('unknown tools are kept with their JSON', () => {
    const { tools } = translate([
      toolCalls({ id: 't', type: 'teleport', teleport: { input: 'home' } }),
      text('a'),
      stop,
    ])
    expect(tools).toMatchObject([
      { name: 'teleport', input: { kind: 'unknown', json: expect.stringContaining('home') } },
    ])
  })
})
