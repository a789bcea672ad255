import { describe, expect, test } from 'vitest'
import { maxFunctionCalls } from './function-calls'
import {
  arrival,
  node,
  conclude,
  translate,
  translateAnswer,
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
  const moon = { ...page('moon', 'ref_3'), publish_date: '2025-04-12' }

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
      {
        name: 'web_search',
        output: {
          references: [{ refer: 'ref_3', link: 'https://moon.example', published: '2025-04-12' }],
        },
      },
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
      { output: { references: [{ title: 'a', link: null, icon: null, published: null, content: '' }] } },
    ])
  })
})
