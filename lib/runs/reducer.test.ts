import { describe, expect, test } from 'vitest'
import type { RunEvent } from './events'
import { reduceRun } from './reducer'
import { answerText, emptyRun } from './run'

const start: RunEvent = {
  type: 'run-start',
  runId: 'r',
  conversationId: 'c',
  userMessageId: 'q',
  answerMessageId: 'a',
  at: 1_000,
}
const text = (value: string): RunEvent => ({ type: 'text-delta', text: value })
const nodeStart = (nodeId: string, at: number, input: string | null = null): RunEvent => ({
  type: 'node-start',
  nodeId,
  name: nodeId.toUpperCase(),
  input,
  at,
})
const nodeEnd = (nodeId: string, at: number, output: string | null = null): RunEvent => ({
  type: 'node-end',
  nodeId,
  name: nodeId.toUpperCase(),
  output,
  at,
})
const toolStart = (nodeId: string, name: string, at: number): RunEvent => ({
  type: 'tool-start',
  nodeId,
  nodeName: nodeId.toUpperCase(),
  name,
  input: { kind: 'function', parameters: '{}' },
  at,
})
const toolEnd = (nodeId: string, name: string, at: number, output = 'ok'): RunEvent => ({
  type: 'tool-end',
  nodeId,
  nodeName: nodeId.toUpperCase(),
  name,
  input: null,
  output: { kind: 'function', output },
  at,
})
const end = (outcome: 'done' | 'stopped' | 'interrupted' | 'failed'): RunEvent => ({
  type: 'run-end',
  outcome,
  at: 9_000,
})

const fold = (...events: RunEvent[]) => [start, ...events].reduce(reduceRun, emptyRun)

describe('a run', () => {
  test('waits until upstream says something, then answers, then is done', () => {
    expect(fold().status).toBe('waiting')
    expect(fold(text('Yes')).status).toBe('answering')
    expect(fold(text('Yes'), end('done'))).toMatchObject({ status: 'done', endedAt: 9_000 })
  })

  test('joins neighbouring texts and keeps media between them', () => {
    const image: RunEvent = { type: 'media', mediaId: 'm', media: { kind: 'image', url: null } }
    const run = fold(text('a'), text('b'), image, text('c'))
    expect(run.parts.map((part) => part.type)).toEqual(['text', 'media', 'text'])
    expect(answerText(run)).toBe('ab\n\nc')
  })

  test('replaces announced media by the finished one in its place', () => {
    const pending: RunEvent = {
      type: 'media',
      mediaId: 'm',
      media: { kind: 'video', url: null, coverUrl: null },
    }
    const ready: RunEvent = {
      type: 'media',
      mediaId: 'm',
      media: { kind: 'video', url: 'https://x/v', coverUrl: null },
    }
    const run = fold(pending, text('a'), ready)
    expect(run.parts).toEqual([
      { type: 'media', mediaId: 'm', media: { kind: 'video', url: 'https://x/v', coverUrl: null } },
      { type: 'text', text: 'a' },
    ])
  })

  test('has one terminal state, whatever comes after it', () => {
    const run = fold(text('a'), end('stopped'), text('late'), end('done'))
    expect(run.status).toBe('stopped')
    expect(answerText(run)).toBe('a')
  })

  test('keeps the first failure and the text that came before it', () => {
    const failure = (code: 'stalled' | 'gateway'): RunEvent => ({
      type: 'run-error',
      failure: { code, detail: null, upstreamCode: null },
    })
    const run = fold(text('half'), failure('stalled'), failure('gateway'), end('failed'))
    expect(run.failure?.code).toBe('stalled')
    expect(answerText(run)).toBe('half')
  })

  test('withdraws the text when the content is unsafe', () => {
    const run = fold(text('bad'), { type: 'answer-retracted' }, end('done'))
    expect(answerText(run)).toBe('')
    expect(run.isRetracted).toBe(true)
  })
})

describe('the timeline', () => {
  test('pairs interleaved nodes by their id', () => {
    const run = fold(nodeStart('a', 1), nodeStart('b', 2), nodeEnd('a', 5), nodeEnd('b', 7))
    expect(run.steps).toMatchObject([
      { nodeId: 'a', startedAt: 1, endedAt: 5 },
      { nodeId: 'b', startedAt: 2, endedAt: 7 },
    ])
  })

  test('gives a node that runs again a row of its own', () => {
    const run = fold(nodeStart('a', 1), nodeEnd('a', 2), nodeStart('a', 3), nodeEnd('a', 4))
    expect(run.steps.map((step) => [step.startedAt, step.endedAt])).toEqual([
      [1, 2],
      [3, 4],
    ])
    expect(new Set(run.steps.map((step) => step.key)).size).toBe(2)
  })

  test('shows a finish without a start', () => {
    expect(fold(nodeEnd('a', 5, 'out')).steps).toMatchObject([{ nodeId: 'a', output: 'out', endedAt: 5 }])
  })

  test('leaves what never finished unfinished', () => {
    expect(fold(nodeStart('a', 1), end('done')).steps).toMatchObject([{ endedAt: null }])
  })

  test('nests tools in their node and pairs equal ones in order', () => {
    const run = fold(
      nodeStart('a', 1),
      toolStart('a', 'rate', 2),
      toolStart('a', 'rate', 3),
      toolEnd('a', 'rate', 4, 'first'),
      toolEnd('a', 'rate', 5, 'second'),
    )
    expect(run.steps[0]?.tools).toMatchObject([
      { startedAt: 2, endedAt: 4, output: { output: 'first' } },
      { startedAt: 3, endedAt: 5, output: { output: 'second' } },
    ])
  })

  test('takes the input that a tool’s end tells as the whole one', () => {
    const input = (code: string) => ({ kind: 'code' as const, code })
    const tool = { nodeId: 'a', nodeName: 'A', name: 'code' }
    const run = fold(
      { ...tool, type: 'tool-start', input: input('print('), at: 1 },
      {
        ...tool,
        type: 'tool-end',
        input: input('print(1)'),
        output: { kind: 'code', logs: '1', error: null },
        at: 2,
      },
    )
    expect(run.steps[0]?.tools).toMatchObject([{ input: input('print(1)'), startedAt: 1, endedAt: 2 }])
  })

  test('makes a row for a tool whose node was never announced', () => {
    expect(fold(toolStart('a', 'rate', 2)).steps).toMatchObject([
      { nodeId: 'a', name: 'A', tools: [{ name: 'rate' }] },
    ])
  })
})

test('thoughts of a later round stand apart, and what was done between is not thinking time', () => {
  const think = (value: string, at: number): RunEvent => ({ type: 'reasoning-delta', text: value, at })
  const run = [
    start,
    nodeStart('n', 1_000),
    think('I need ', 1_000),
    think('the time.', 1_400),
    toolStart('n', 'current_time', 1_400),
    toolEnd('n', 'current_time', 3_000),
    nodeEnd('n', 3_000),
    nodeStart('n', 3_000),
    think('Now I ', 3_200),
    think('know it.', 3_500),
    text('Noon.'),
  ].reduce(reduceRun, emptyRun)
  expect(run.reasoning).toEqual({
    text: 'I need the time.\n\nNow I know it.',
    startedAt: 1_000,
    endedAt: 3_500,
    pausedMs: 1_600,
  })
})
