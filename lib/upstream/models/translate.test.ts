import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { RunEvent } from '@/lib/runs/events'
import { runEventSchema } from '@/lib/runs/events'
import { reduceRun } from '@/lib/runs/reducer'
import { answerText, emptyRun } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'
import { maxTextBytes } from '../answer'
import { parseJson } from '../json'
import { createSseReader } from '../sse'
import { maxFunctionCalls } from './function-calls'
import { createCompletionTranslator, maxSoundLength } from './translate'
import type { CompletionTranslator } from './translate'

const arrival = 1_767_225_600_000
const node = { nodeId: 'model', nodeName: 'GLM' }

function conclude(translator: CompletionTranslator, read: RunEvent[], isCut = false) {
  const ended = translator.end(isCut ? { code: 'stalled', detail: null, upstreamCode: null } : null)
  const events = [...read, ...ended.events]
  for (const event of events) expect(runEventSchema.safeParse(event).error).toBeUndefined()
  const run = events.reduce(reduceRun, emptyRun)
  return {
    events,
    run,
    end: ended.end,
    text: translator.text(),
    calls: translator.calls(),
    shown: answerText(run),
    tools: run.steps.flatMap(({ tools }) => tools),
  }
}

/** Everything that one stream of message data becomes, checked against our own protocol. */
function translate(messages: (string | object)[], isCut = false) {
  const translator = createCompletionTranslator(node, 'g1')
  const events = messages.flatMap((message) =>
    translator.readMessage(typeof message === 'string' ? message : JSON.stringify(message), arrival),
  )
  return conclude(translator, events, isCut)
}

function translateAnswer(answer: unknown) {
  const translator = createCompletionTranslator(node, 'g1')
  return conclude(translator, translator.readAnswer(answer, arrival))
}

function replay(bytes: Uint8Array, size: number) {
  const translator = createCompletionTranslator(node, 'g1')
  const events: RunEvent[] = []
  const reader = createSseReader((data) => events.push(...translator.readMessage(data, arrival)))
  for (let at = 0; at < bytes.length; at += size) reader.feed(bytes.subarray(at, at + size))
  reader.end()
  return conclude(translator, events)
}

const fixture = (name: string) => readFileSync(`${import.meta.dirname}/__fixtures__/${name}`)

const chunk = (choice: object, rest: object = {}) => ({
  id: 'c1',
  model: 'glm-x',
  choices: [{ index: 0, ...choice }],
  ...rest,
})
const delta = (delta: object, rest: object = {}) => chunk({ delta: { role: 'assistant', ...delta } }, rest)
const text = (content: unknown) => delta({ content })
const finish = (finish_reason: string, rest: object = {}) =>
  chunk({ finish_reason, delta: { role: 'assistant', content: '' } }, rest)
const stop = finish('stop')
const done = '[DONE]'
const call = (index: unknown, more: object = {}, called: object = {}) => ({
  ...(index === undefined ? {} : { index }),
  ...more,
  function: called,
})
const toolCalls = (...tool_calls: unknown[]) => delta({ tool_calls })
const noticesOf = (result: { run: Run }) => result.run.notices.map(({ code }) => code)
const finished = { outcome: 'done' }

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

describe('functions', () => {
  const expected = [{ id: 'call_a', name: 'calculate', arguments: '{"expression":"1+1"}' }]

  test.each<[string, object[]]>([
    [
      'whole',
      [
        toolCalls(
          call(
            0,
            { id: 'call_a', type: 'function' },
            { name: 'calculate', arguments: '{"expression":"1+1"}' },
          ),
        ),
      ],
    ],
    [
      'with the arguments as an object',
      [toolCalls(call(0, { id: 'call_a' }, { name: 'calculate', arguments: { expression: '1+1' } }))],
    ],
    [
      'in pieces by index',
      [
        toolCalls(call(0, { id: 'call_a', type: 'function' }, { name: 'calculate', arguments: '' })),
        toolCalls(call(0, {}, { arguments: '{"expres' })),
        toolCalls(call(0, {}, { arguments: 'sion":"1+1"}' })),
      ],
    ],
    [
      'in pieces by id',
      [
        toolCalls(call(null, { id: 'call_a' }, { name: 'calculate', arguments: '{"expres' })),
        toolCalls(call(null, { id: 'call_a' }, { name: 'calculate', arguments: 'sion":"1+1"}' })),
      ],
    ],
    [
      'in pieces by place',
      [
        toolCalls(call(undefined, { id: 'call_a' }, { name: 'calculate', arguments: '{"expres' })),
        toolCalls(call(undefined, {}, { arguments: 'sion":"1+1"}' })),
      ],
    ],
    [
      'announced before it has a name',
      [
        toolCalls({ index: 0, id: 'call_a', type: 'function' }),
        toolCalls(call(0, {}, { name: 'calculate', arguments: '{"expression":"1+1"}' })),
      ],
    ],
  ])('a call %s', (_name, messages) => {
    const result = translate([text('Let me see. '), ...messages, finish('tool_calls'), done])
    expect(result.calls).toEqual(expected)
    expect(result.end).toEqual(finished)
    expect(result.text).toBe('Let me see. ')
    expect(result.events.filter(({ type }) => type === 'tool-start')).toEqual([
      {
        type: 'tool-start',
        ...node,
        name: 'calculate',
        input: { kind: 'function', parameters: '{"expression":"1+1"}' },
        at: arrival,
      },
    ])
    expect(result.tools[0]?.endedAt).toBeNull()
    expect(result.run.notices).toEqual([])
  })

  test('several calls, their pieces mixed', () => {
    const { calls } = translate([
      toolCalls(call(0, { id: 'a' }, { name: 'f', arguments: '{"x"' }), call(1, { id: 'b' }, { name: 'g' })),
      toolCalls(call(1, {}, { arguments: '{"y":2}' }), call(0, {}, { arguments: ':1}' })),
      finish('tool_calls'),
    ])
    expect(calls).toEqual([
      { id: 'a', name: 'f', arguments: '{"x":1}' },
      { id: 'b', name: 'g', arguments: '{"y":2}' },
    ])
  })

  test.each<[string, unknown, object]>([
    ['all have the index 0', 0, { b: 'b' }],
    ['none has an index', undefined, { b: 'b' }],
    ['none has an index or an id', undefined, { b: null }],
  ])('two whole calls of which %s', (_name, index, { b }: { b?: string | null }) => {
    const id = (own: string) => (b === null ? {} : { id: own })
    const { calls } = translate([
      toolCalls(call(index, id('a'), { name: 'f', arguments: '{"x":1}' })),
      toolCalls(call(index, id('b'), { name: 'f', arguments: '{"x":2}' })),
      finish('tool_calls'),
    ])
    expect(calls.map(({ arguments: given }) => given)).toEqual(['{"x":1}', '{"x":2}'])
    expect(new Set(calls.map(({ id: own }) => own)).size).toBe(2)
  })

  test('without id and arguments it can still be run and answered', () => {
    const { calls } = translate([toolCalls(call(0, {}, { name: 'current_time' })), finish('tool_calls')])
    expect(calls).toEqual([{ id: 'call_0', name: 'current_time', arguments: '{}' }])
  })

  test('of an answer in one piece', () => {
    const { calls, end } = translateAnswer({
      id: 'x',
      choices: [
        {
          finish_reason: 'tool_calls',
          message: {
            content: null,
            tool_calls: [call(undefined, { id: 'a' }, { name: 'f', arguments: '{}' })],
          },
        },
      ],
    })
    expect([calls, end]).toEqual([[{ id: 'a', name: 'f', arguments: '{}' }], finished])
  })

  test('AllTools wait for our function: the round is over', () => {
    const { calls, end } = translate([
      toolCalls({ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }),
      finish('tool_calls', { status: 'requires_action' }),
    ])
    expect([calls.length, end]).toEqual([1, finished])
  })

  test('a call that was cut short is not run', () => {
    const half = toolCalls(call(0, { id: 'a' }, { name: 'f', arguments: '{"x":' }))
    expect(translate([half, finish('length')])).toMatchObject({ calls: [], tools: [{ name: 'f' }] })
    expect(translate([half], true).end.outcome).toBe('interrupted')
  })

  test('what was withdrawn calls nothing', () => {
    const { calls } = translate([toolCalls(call(0, { id: 'a' }, { name: 'f' })), finish('sensitive')])
    expect(calls).toEqual([])
  })

  test('a function that upstream ran itself is told whole and is not ours', () => {
    const { calls, tools } = translate([
      toolCalls({
        type: 'function',
        function: { name: 'draw', arguments: '{"a":1}', outputs: [{ content: 'ok' }] },
      }),
      text('Done.'),
      stop,
    ])
    expect(calls).toEqual([])
    expect(tools).toMatchObject([{ name: 'draw', output: { kind: 'function', output: 'ok' } }])
  })

  test('more calls than make sense are left out', () => {
    const many = Array.from({ length: maxFunctionCalls + 1 }, (_, at) =>
      call(at, { id: `c${at}` }, { name: 'f' }),
    )
    const result = translate([toolCalls(...many), finish('tool_calls')])
    expect([result.calls.length, noticesOf(result)]).toEqual([maxFunctionCalls, ['event_limit']])
  })
})

describe('MCP', () => {
  const mcp = (step: object, more: object = {}) =>
    toolCalls({ index: 0, id: 'm1', type: 'mcp', ...more, mcp: step })
  const list = {
    type: 'mcp_list_tools',
    server_label: 'docs',
    tools: [{ name: 'search', description: 'Finds', input_schema: { type: 'object' } }],
  }

  test('tools are listed, then one is called', () => {
    const { tools, calls, end, shown } = translate([
      mcp(list),
      mcp({
        type: 'mcp_call',
        server_label: 'docs',
        name: 'search',
        arguments: '{"q":"月"}',
        output: { hits: 2 },
      }),
      text('Two.'),
      stop,
    ])
    expect(tools).toMatchObject([
      {
        name: 'mcp_list_tools',
        input: { kind: 'mcp_list', server: 'docs' },
        output: {
          tools: [{ name: 'search', description: 'Finds', inputSchema: '{"type":"object"}' }],
          error: null,
        },
      },
      {
        name: 'search',
        input: { kind: 'mcp', server: 'docs', tool: 'search', arguments: '{"q":"月"}' },
        output: { kind: 'mcp', output: '{"hits":2}', error: null },
      },
    ])
    expect([calls, end, shown]).toEqual([[], finished, 'Two.'])
  })

  test('a call is seen before its output comes', () => {
    const translator = createCompletionTranslator(node, 'g1')
    const step = { type: 'mcp_call', server_label: 'docs', name: 'search', arguments: '{"q":1}' }
    const first = translator.readMessage(JSON.stringify(mcp(step)), arrival)
    expect(first.map(({ type }) => type)).toContain('tool-start')
    const second = translator.readMessage(JSON.stringify(mcp({ ...step, output: 'two' })), arrival + 9)
    expect(conclude(translator, [...first, ...second]).tools).toMatchObject([
      {
        input: { arguments: '{"q":1}' },
        output: { output: 'two' },
        startedAt: arrival,
        endedAt: arrival + 9,
      },
    ])
  })

  test.each<[string, object[]]>([
    ['in pieces', [{ arguments: '{"q"' }, { arguments: ':1}' }, { output: 'two' }]],
    ['as an object', [{ arguments: { q: 1 } }, { output: 'two' }]],
    ['once more with the output', [{ arguments: '{"q":1}' }, { arguments: '{"q":1}', output: 'two' }]],
  ])('arguments %s', (_name, pieces) => {
    const head = { type: 'mcp_call', server_label: 'docs', name: 'search' }
    const { tools } = translate([...pieces.map((piece) => mcp({ ...head, ...piece })), text('a'), stop])
    expect(tools).toMatchObject([{ input: { arguments: '{"q":1}' }, output: { output: 'two' } }])
  })

  test('an error of the server', () => {
    const { tools } = translate([
      mcp({ type: 'mcp_call', server_label: 'docs', name: 'search', arguments: '{}', error: 'no such page' }),
      stop,
    ])
    expect(tools).toMatchObject([{ output: { kind: 'mcp', output: '', error: 'no such page' } }])
  })

  test('two calls of one tool', () => {
    const step = (q: number, output: string) => ({
      type: 'mcp_call',
      server_label: 'docs',
      name: 'search',
      arguments: `{"q":${q}}`,
      output,
    })
    const { tools } = translate([mcp(step(1, 'one')), mcp(step(2, 'two'), { index: 1, id: 'm2' }), stop])
    expect(tools.map(({ output }) => output)).toMatchObject([{ output: 'one' }, { output: 'two' }])
  })
})

describe('web search', () => {
  const page = (name: string, refer?: string) => ({
    title: name,
    link: `https://${name}.example`,
    content: `about ${name}`,
    ...(refer ? { refer } : {}),
  })
  const moon = page('moon', 'ref_3')

  test.each<[string, object[]]>([
    ['first', [chunk({ delta: {} }, { web_search: [moon] }), text('a'), stop]],
    ['first, without choices', [{ id: 'c1', web_search: [moon] }, text('a'), stop]],
    ['last', [text('a'), finish('stop', { web_search: [moon], usage: { total_tokens: 1 } })]],
    ['behind the last', [text('a'), stop, { choices: [], web_search: [moon] }]],
    ['in the delta', [delta({ web_search: [moon] }), text('a'), stop]],
    ['in the choice', [chunk({ web_search: [moon], delta: {} }), text('a'), stop]],
    ['several times', [{ web_search: [moon] }, text('a'), finish('stop', { web_search: [moon] })]],
  ])('results %s', (_name, messages) => {
    const { tools, shown, end } = translate([...messages, done])
    expect(tools).toMatchObject([
      { name: 'web_search', output: { references: [{ refer: 'ref_3', link: 'https://moon.example' }] } },
    ])
    expect(tools[0]?.endedAt).toBe(arrival)
    expect([shown, end]).toEqual(['a', finished])
  })

  test('pages without a label are numbered over all chunks', () => {
    const { tools } = translate([
      { web_search: [page('a'), page('b')] },
      { web_search: [page('b'), page('c')] },
      stop,
    ])
    expect(
      tools.flatMap(({ output }) =>
        output?.kind === 'web_search' ? output.references.map(({ refer, title }) => [refer, title]) : [],
      ),
    ).toEqual([
      ['ref_1', 'a'],
      ['ref_2', 'b'],
      ['ref_3', 'c'],
    ])
  })

  test('missing fields', () => {
    const { tools } = translate([{ web_search: [{ title: 'a' }, 7, null] }, stop])
    expect(tools).toMatchObject([
      { output: { references: [{ title: 'a', link: null, icon: null, content: '' }] } },
    ])
  })
})

describe('media', () => {
  const wav = (samples: number[]) => {
    const bytes = Buffer.alloc(44 + samples.length)
    bytes.write('RIFF', 0)
    bytes.writeUInt32LE(36 + samples.length, 4)
    bytes.write('WAVEfmt ', 8)
    bytes.writeUInt32LE(16, 16)
    bytes.writeUInt16LE(1, 20)
    bytes.write('data', 36)
    bytes.writeUInt32LE(samples.length, 40)
    samples.forEach((sample, at) => bytes.writeUInt8(sample, 44 + at))
    return bytes
  }

  test('a spoken answer is announced, then heard under upstream’s name', () => {
    const { events, run } = translate([
      delta({ audio: { id: 'aud_1', data: wav([1, 2]).toString('base64') } }),
      delta({ content: 'Hi', audio: { data: wav([3, 4, 5]).toString('base64') } }),
      stop,
      done,
    ])
    const sounds = events.flatMap((event) => (event.type === 'media' ? [event] : []))
    expect(sounds.map(({ mediaId, media }) => [mediaId, media])).toEqual([
      ['aud_1', { kind: 'audio', url: null }],
      ['aud_1', { kind: 'audio', url: `data:audio/wav;base64,${wav([1, 2, 3, 4, 5]).toString('base64')}` }],
    ])
    expect(run.parts).toHaveLength(2)
  })

  test('what was heard of a sound that broke off is kept; a withdrawn one is not', () => {
    const sound = delta({ audio: { data: wav([1, 2]).toString('base64') } })
    expect(translate([sound], true).run.parts).toMatchObject([
      { media: { url: expect.stringMatching(/^data:audio/) } },
    ])
    expect(translate([sound, finish('sensitive')]).run.parts).toEqual([])
  })

  test('a sound is bounded', () => {
    const half = 'A'.repeat(maxSoundLength / 2)
    const result = translate([half, half, 'AAAA'].map((data) => delta({ audio: { data } })))
    expect(noticesOf(result)).toEqual(['event_limit'])
  })

  test('a film that is being made, then ready', () => {
    const { events, run } = translate([
      { id: 'c1', choices: [], video_result: [{ url: '', cover_image_url: 'https://x/c.png' }] },
      finish('stop', { video_result: [{ url: 'https://x/v.mp4', cover_image_url: 'https://x/c.png' }] }),
      { video_result: [{ url: 'https://x/v.mp4', cover_image_url: 'https://x/c.png' }] },
    ])
    expect(events.filter(({ type }) => type === 'media')).toHaveLength(2)
    expect(run.parts).toMatchObject([
      { media: { kind: 'video', url: 'https://x/v.mp4', coverUrl: 'https://x/c.png' } },
    ])
  })

  test('two generations of one run never share a name', () => {
    const idsOf = (generation: string) => {
      const translator = createCompletionTranslator(node, generation)
      const message = chunk({ delta: { content: [{ type: 'image_url', image_url: 'https://x/i.png' }] } })
      return translator
        .readMessage(JSON.stringify({ ...message, video_result: [{ url: 'https://x/v' }] }), arrival)
        .flatMap((event) => (event.type === 'media' ? [event.mediaId] : []))
    }
    expect(new Set([...idsOf('a'), ...idsOf('b')]).size).toBe(4)
  })
})

describe('usage, filters and what is attached', () => {
  const usage = {
    prompt_tokens: 8,
    completion_tokens: 5,
    total_tokens: 13,
    prompt_tokens_details: { cached_tokens: 4 },
    completion_tokens_details: { reasoning_tokens: 2 },
  }

  test.each<[string, object[]]>([
    ['with the last chunk', [text('a'), finish('stop', { usage })]],
    ['alone behind it', [text('a'), stop, { id: 'c1', model: 'glm-x', choices: [], usage }]],
    [
      'at both places',
      [text('a'), finish('stop', { usage }), { id: 'c1', model: 'glm-x', choices: [], usage }],
    ],
  ])('usage %s', (_name, messages) => {
    expect(translate([...messages, done]).run.usage).toEqual([
      {
        nodeName: 'GLM',
        model: 'glm-x',
        inputTokens: 8,
        outputTokens: 5,
        totalTokens: 13,
        cachedTokens: 4,
        reasoningTokens: 2,
      },
    ])
  })

  test('usage on every chunk that says nothing is none', () => {
    expect(translate([delta({ content: 'a' }, { usage: null }), stop]).run.usage).toEqual([])
  })

  test('each side of a filter has its notice with its level', () => {
    const content_filter = [
      { role: 'user', level: 3 },
      { role: 'assistant', level: 0 },
      { role: 'history', level: 1 },
    ]
    expect(
      translate([text('a'), finish('stop', { content_filter }), { content_filter }]).run.notices,
    ).toEqual([
      { code: 'filtered_question', count: 3 },
      { code: 'filtered_answer', count: 0 },
      { code: 'filtered_history', count: 1 },
    ])
  })

  test('metadata is kept, each once', () => {
    const { run } = translate([
      delta({ metadata: { a: 1 } }),
      { metadata: { a: 1 } },
      delta({ metadata: {} }),
      stop,
    ])
    expect(run.metadata).toEqual(['{"a":1}'])
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
