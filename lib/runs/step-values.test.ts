import { describe, expect, test } from 'vitest'
import { toJsonTree, sizeOf } from './json-tree'
import { reduceRun } from './reducer'
import { emptyRun } from './run'
import type { NodeStep, ToolStep } from './run'
import { scaleOf, ticksOf } from './step-scale'
import { findSteps } from './step-search'
import { tokensOf } from './step-tokens'
import { outputText, reportedError } from './step-values'
import type { UsageRow } from './events'

const tool = (change: Partial<ToolStep>): ToolStep => ({
  key: 'tool',
  name: 'look_up',
  input: { kind: 'function', parameters: '{"city":"长沙"}' },
  output: null,
  startedAt: 0,
  endedAt: null,
  ...change,
})
const node = (name: string, change: Partial<NodeStep> = {}): NodeStep => ({
  key: name,
  nodeId: name,
  name,
  kind: 'node',
  input: null,
  output: null,
  tools: [],
  loop: null,
  startedAt: 0,
  endedAt: 1,
  ...change,
})
const row = (nodeName: string | null, totalTokens: number): UsageRow => ({
  nodeName,
  model: 'm',
  inputTokens: totalTokens - 1,
  outputTokens: 1,
  totalTokens,
})

describe('searching', () => {
  const steps = [
    node('Read 阅读', {
      input: 'The MOON over the lake',
      output: 'x'.repeat(200) + ' needle ' + 'y'.repeat(200),
    }),
    node('Agent', { tools: [tool({})] }),
  ]
  const find = (query: string) => findSteps(steps, query, ({ name }) => name)

  test('finds names, inputs and outputs in whatever case', () => {
    expect([...(find('moon')?.keys() ?? [])]).toEqual(['Read 阅读'])
    expect([...(find('AGENT')?.keys() ?? [])]).toEqual(['Agent'])
    expect([...(find('长沙')?.keys() ?? [])]).toEqual(['tool'])
    expect(find('nothing of it')?.size).toBe(0)
  })

  test('shows the words around a match', () => {
    const snippet = find('needle')?.get('Read 阅读')
    expect(snippet).toMatchObject({ field: 'output', match: 'needle' })
    expect(snippet?.before).toMatch(/^…x+ $/)
    expect(snippet?.after).toMatch(/^ y+…$/)
  })

  test('takes signs of a pattern as they are', () => {
    expect(find('.*')?.size).toBe(0)
    expect([...(find('{"city"')?.keys() ?? [])]).toEqual(['tool'])
  })

  test('is off without words', () => {
    expect(find('  ')).toBeNull()
  })
})

describe('tokens', () => {
  test('go to the node of that name, several rows in one sum', () => {
    const { bySteps, others, total } = tokensOf({
      steps: [node('LLM_1'), node('LLM_2')],
      usage: [row('LLM_1', 10), row('LLM_1', 20), row('elsewhere', 5), row(null, 3)],
    })
    expect(bySteps.get('LLM_1')).toEqual({ inputTokens: 28, outputTokens: 2, totalTokens: 30 })
    expect(bySteps.has('LLM_2')).toBe(false)
    expect(others.map(({ name, runs, tokens }) => [name, runs, tokens.totalTokens])).toEqual([
      ['elsewhere', 0, 5],
      [null, 0, 3],
    ])
    expect(total?.totalTokens).toBe(38)
  })

  test('of a node that ran twice go one by one only when there are two rows', () => {
    const steps = [node('LLM', { key: 'a' }), node('LLM', { key: 'b' })]
    expect(tokensOf({ steps, usage: [row('LLM', 10), row('LLM', 20)] }).bySteps.get('b')?.totalTokens).toBe(
      20,
    )
    const one = tokensOf({ steps, usage: [row('LLM', 10)] })
    expect(one.bySteps.size).toBe(0)
    expect(one.others).toMatchObject([{ name: 'LLM', runs: 2, tokens: { totalTokens: 10 } }])
  })
})

describe('the scale', () => {
  test('reaches from the start of the run to its end, to now while it goes on, and over steps outside of both', () => {
    const run = { startedAt: 100, endedAt: 900, steps: [node('a', { startedAt: 90, endedAt: 950 })] }
    expect(scaleOf(run, 5_000)).toEqual({ start: 90, end: 950 })
    expect(scaleOf({ ...run, endedAt: null }, 5_000)).toEqual({ start: 90, end: 5_000 })
    expect(scaleOf({ startedAt: 100, endedAt: 100, steps: [] }, 100)).toEqual({ start: 100, end: 101 })
  })

  test.each([
    [10_000, [0, 5_000]],
    [12_400, [0, 5_000, 10_000]],
    [900, [0, 500]],
    [3_000, [0, 1_000, 2_000]],
    [1, [0, 0.5]],
  ])('marks %i ms at round steps', (whole, ticks) => {
    expect(ticksOf({ start: 7, end: 7 + whole })).toEqual(ticks)
  })
})

describe('JSON as a tree', () => {
  test('keeps long numbers, order, repeated keys and odd strings', () => {
    expect(
      toJsonTree('{"b":12345678901234567890,"a":[1.50,null,"x, {y} \\"z\\" \\u6708"],"b":{},"":true}'),
    ).toEqual({
      kind: 'object',
      entries: [
        { key: 'b', value: { kind: 'plain', raw: '12345678901234567890' } },
        {
          key: 'a',
          value: {
            kind: 'array',
            items: [
              { kind: 'plain', raw: '1.50' },
              { kind: 'plain', raw: 'null' },
              { kind: 'string', text: 'x, {y} "z" 月' },
            ],
          },
        },
        { key: 'b', value: { kind: 'object', entries: [] } },
        { key: '', value: { kind: 'plain', raw: 'true' } },
      ],
    })
  })

  test.each(['words', '{"cut":', '"text"', '12', '', '[1,]'])('%j is none', (text) => {
    expect(toJsonTree(text)).toBeNull()
  })

  test('is not built for what would take the page down', () => {
    expect(toJsonTree('['.repeat(300) + ']'.repeat(300))).toBeNull()
    const big = toJsonTree(`[${'1,'.repeat(100_000)}1]`)
    expect(big && sizeOf(big)).toBe(100_001)
  })
})

test.each([
  ['{"showapi_res_code":-1,"showapi_res_error":"参数错误"}', '参数错误'],
  ['{"error":"no such city"}', 'no such city'],
  ['{"success":false,"data":null}', 'success: false'],
  ['{"status":"failed"}', 'status: failed'],
  ['{"error":"","status":"success"}', null],
  ['{"error":null,"terror":"x"}', null],
  ['an error', null],
  ['', null],
  [null, null],
])('%j reports the error %j', (text, error) => {
  expect(reportedError(text)).toBe(error)
})

test('passages of a search stand one after the other', () => {
  expect(outputText(tool({ output: { kind: 'retrieval', slices: ['one', 'two'] } }))).toBe('one\n\ntwo')
})

test('a media piece is filled in where it was announced, text and other media between', () => {
  const media = (mediaId: string, url: string | null) =>
    ({ type: 'media', mediaId, media: { kind: 'video', url, coverUrl: null } }) as const
  const text = (words: string) => ({ type: 'text-delta', text: words }) as const
  const { parts } = [
    media('a', null),
    text('one '),
    media('b', null),
    text('two'),
    media('b', '/api/media/b'),
    media('a', '/api/media/a'),
    text(' three'),
  ].reduce(reduceRun, emptyRun)
  expect(parts).toMatchObject([
    { mediaId: 'a', media: { url: '/api/media/a' } },
    { type: 'text', text: 'one ' },
    { mediaId: 'b', media: { url: '/api/media/b' } },
    { type: 'text', text: 'two three' },
  ])
})
