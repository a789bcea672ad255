import { describe, expect, test } from 'vitest'
import type { RunEvent } from './events'
import { reduceRun } from './reducer'
import { emptyRun } from './run'
import {
  countSteps,
  currentRound,
  currentStep,
  durationMs,
  isStillWaiting,
  latestTime,
  splitDuration,
  toolKind,
} from './timeline'

const start: RunEvent = {
  type: 'run-start',
  runId: 'r',
  conversationId: 'c',
  userMessageId: 'q',
  answerMessageId: 'a',
  at: 1_000,
}
const nodeStart = (nodeId: string, at: number): RunEvent => ({
  type: 'node-start',
  nodeId,
  name: nodeId,
  input: null,
  at,
})
const nodeEnd = (nodeId: string, at: number): RunEvent => ({
  type: 'node-end',
  nodeId,
  name: nodeId,
  output: null,
  at,
})
const search = (at: number): RunEvent => ({
  type: 'tool-start',
  nodeId: 'knowledge',
  nodeName: 'knowledge',
  name: 'retrieval',
  input: { kind: 'retrieval', query: 'tides' },
  at,
})
const runOf = (...events: RunEvent[]) => [start, ...events].reduce(reduceRun, emptyRun)

describe('what is happening', () => {
  test('is the tool inside a node rather than the node', () => {
    const run = runOf(nodeStart('knowledge', 2_000), search(2_500))
    expect(currentStep(run)).toMatchObject({ name: 'retrieval', kind: 'retrieval', startedAt: 2_500 })
  })

  test('is the latest of several open nodes', () => {
    const run = runOf(nodeStart('first', 2_000), nodeStart('second', 3_000))
    expect(currentStep(run)?.name).toBe('second')
  })

  test('is nothing between steps and after the end, even with a step left open', () => {
    expect(currentStep(runOf(nodeStart('first', 2_000), nodeEnd('first', 2_400)))).toBeNull()
    const over = runOf(nodeStart('first', 2_000), { type: 'run-end', outcome: 'stopped', at: 4_000 })
    expect(currentStep(over)).toBeNull()
  })

  test('is waiting from the eighth second without a sign', () => {
    const run = runOf()
    expect(isStillWaiting(run, 7_999)).toBe(false)
    expect(isStillWaiting(run, 8_000)).toBe(true)
    expect(isStillWaiting(runOf({ type: 'run-end', outcome: 'done', at: 2 }), 9_000)).toBe(false)
  })
})

describe('the round', () => {
  const progress = (nodeId: string, currentRound: number, status: 'processing' | 'finished'): RunEvent => ({
    type: 'loop-progress',
    nodeId,
    nodeName: nodeId,
    currentRound,
    totalRounds: 12,
    status,
    finishReason: null,
    at: 2_000,
  })

  test('is told of the innermost loop while it is at work', () => {
    const outer = [nodeStart('outer', 2_000), progress('outer', 3, 'processing')]
    const inner = [nodeStart('inner', 2_100), progress('inner', 7, 'processing')]
    expect(currentRound(runOf(...outer))).toEqual({ current: 3, total: 12 })
    expect(currentRound(runOf(...outer, ...inner))).toEqual({ current: 7, total: 12 })
    expect(currentRound(runOf(...outer, ...inner, nodeEnd('inner', 2_500)))?.current).toBe(3)
    expect(currentRound(runOf(...outer, progress('outer', 12, 'finished')))).toBeNull()
    expect(currentRound(runOf(nodeStart('first', 2_000)))).toBeNull()
  })
})

test('steps are counted with the tools inside them', () => {
  expect(countSteps(runOf(nodeStart('knowledge', 2_000), search(2_500), nodeStart('answer', 3_000)))).toBe(3)
})

test('a duration runs on while the step is open and is never negative', () => {
  expect(durationMs({ startedAt: 1_000, endedAt: null }, 3_500)).toBe(2_500)
  expect(durationMs({ startedAt: 1_000, endedAt: 1_700 }, 9_000)).toBe(700)
  expect(durationMs({ startedAt: 5_000, endedAt: null }, 4_000)).toBe(0)
})

test.each([
  [0, { minutes: 0, seconds: 0 }],
  [2_149, { minutes: 0, seconds: 2.1 }],
  [59_949, { minutes: 0, seconds: 59.9 }],
  [59_950, { minutes: 1, seconds: 0 }],
  [125_400, { minutes: 2, seconds: 5 }],
])('%i ms are said as %o', (milliseconds, said) => {
  expect(splitDuration(milliseconds)).toEqual(said)
})

test('a tool that began without its input takes its kind from its output', () => {
  expect(toolKind({ input: null, output: { kind: 'web_search', references: [] } })).toBe('web_search')
  expect(toolKind({ input: null, output: null })).toBe('unknown')
})

test('the latest time in a run is that of its newest step', () => {
  expect(latestTime(runOf(nodeStart('first', 2_000), nodeEnd('first', 7_000)))).toBe(7_000)
  expect(latestTime(runOf())).toBe(1_000)
})
