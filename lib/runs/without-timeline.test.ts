import { expect, test } from 'vitest'
import type { RunEvent } from './events'
import { reduceRun } from './reducer'
import { emptyRun } from './run'
import { eventWithoutTimeline, hasTimeline, runWithoutTimeline } from './without-timeline'

const node = { nodeId: '1', name: 'Secret node', at: 2 }
const tool = { nodeId: '1', nodeName: 'Secret node', at: 3 }
const reference = { refer: 'ref_1', title: 'Moon', link: null, content: 'light', media: null, icon: null }

const events: RunEvent[] = [
  { type: 'run-start', runId: 'r', conversationId: 'c', userMessageId: 'u', answerMessageId: 'a', at: 1 },
  { type: 'node-start', ...node, input: 'Secret prompt' },
  {
    type: 'tool-start',
    ...tool,
    name: 'Secret function',
    input: { kind: 'function', parameters: '{"secret":1}' },
  },
  {
    type: 'tool-end',
    ...tool,
    name: 'Secret function',
    input: null,
    output: { kind: 'function', output: 'Secret' },
  },
  { type: 'tool-start', ...tool, name: 'retrieval', input: { kind: 'retrieval', query: 'Secret query' } },
  {
    type: 'tool-end',
    ...tool,
    name: 'retrieval',
    input: null,
    output: { kind: 'retrieval', slices: ['Secret slice'] },
  },
  {
    type: 'tool-end',
    ...tool,
    name: 'web',
    input: null,
    output: { kind: 'web_search', references: [reference] },
  },
  {
    type: 'loop-progress',
    ...tool,
    currentRound: 1,
    totalRounds: 2,
    status: 'processing',
    finishReason: 'Secret',
  },
  { type: 'unknown-step', nodeId: '2', name: 'Secret', kind: 'x', json: '{"secret":1}', at: 4 },
  { type: 'node-end', ...node, output: 'Secret output' },
  { type: 'metadata', json: '{"secret":1}' },
  { type: 'text-delta', text: 'The answer.' },
  {
    type: 'usage',
    rows: [{ nodeName: 'Secret node', model: 'm', inputTokens: 1, outputTokens: 1, totalTokens: 2 }],
  },
  { type: 'run-end', outcome: 'done', at: 5 },
]

test('neither the events nor the snapshot tell a guest anything of the nodes', () => {
  const run = events.reduce(reduceRun, emptyRun)
  expect(JSON.stringify(run)).toContain('Secret')
  expect(JSON.stringify(events.map(eventWithoutTimeline))).not.toMatch(/secret/i)
  expect(JSON.stringify(runWithoutTimeline(run))).not.toMatch(/secret/i)
})

test('the answer, its end, and what its sources need stay, by events as by snapshot', () => {
  const whole = events.reduce(reduceRun, emptyRun)
  const live = events.map(eventWithoutTimeline).reduce(reduceRun, emptyRun)
  for (const run of [runWithoutTimeline(whole), live]) {
    expect(run.status).toBe('done')
    expect(run.parts).toEqual(whole.parts)
    const outputs = run.steps.flatMap((step) => step.tools.map((one) => one.output))
    expect(outputs).toEqual([
      { kind: 'retrieval', slices: [] },
      { kind: 'web_search', references: [reference] },
    ])
    expect(run.steps.map((step) => step.nodeId)).toEqual(['1'])
    expect(hasTimeline(run)).toBe(false)
  }
  expect(hasTimeline(whole)).toBe(true)
})
