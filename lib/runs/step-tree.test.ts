import { describe, expect, test } from 'vitest'
import type { RunEvent, RunEventOf } from './events'
import { reduceRun } from './reducer'
import { emptyRun } from './run'
import { toLines, nothingOpened, stepState, toggled } from './step-lines'
import { toStepTree } from './step-tree'
import type { StepBranch } from './step-tree'

const start = (nodeId: string, at: number): RunEvent => ({
  type: 'node-start',
  nodeId,
  name: nodeId,
  input: 'in',
  at,
})
const end = (nodeId: string, at: number): RunEvent => ({
  type: 'node-end',
  nodeId,
  name: nodeId,
  output: 'out',
  at,
})
const node = (nodeId: string, at: number, until = at + 10) => [start(nodeId, at), end(nodeId, until)]
const round = (
  currentRound: number,
  at: number,
  totalRounds: number | null = 3,
  nodeId = 'loop',
): RunEventOf<'loop-progress'> => ({
  type: 'loop-progress',
  nodeId,
  nodeName: nodeId,
  currentRound,
  totalRounds,
  status: 'processing',
  finishReason: null,
  at,
})
const tool = (nodeId: string, at: number): RunEvent[] => [
  {
    type: 'tool-start',
    nodeId,
    nodeName: nodeId,
    name: 'look',
    input: { kind: 'function', parameters: '{}' },
    at,
  },
  {
    type: 'tool-end',
    nodeId,
    nodeName: nodeId,
    name: 'look',
    input: null,
    output: { kind: 'function', output: '1' },
    at: at + 5,
  },
]

const stepsOf = (...events: RunEvent[]) => events.reduce(reduceRun, { ...emptyRun, startedAt: 1 }).steps

/** The tree in few words: `loop(round 1(fetch, judge), …)`. */
function sketch(branches: StepBranch[]): string {
  return branches
    .map((branch) => {
      const name =
        branch.kind === 'node'
          ? branch.step.name + (branch.attempt === null ? '' : ` try ${branch.attempt}`)
          : branch.kind === 'tool'
            ? branch.tool.name
            : branch.kind === 'round'
              ? `round ${branch.round}`
              : `tries of ${branch.name}`
      return branch.children.length > 0 ? `${name}(${sketch(branch.children)})` : name
    })
    .join(', ')
}

describe('the tree of steps', () => {
  test('has tools below their node and nodes in the order of the run', () => {
    expect(sketch(toStepTree(stepsOf(start('a', 1), ...tool('a', 2), end('a', 9), ...node('b', 10))))).toBe(
      'a(look), b',
    )
  })

  test('has what ran in a loop below the loop, round by round', () => {
    const steps = stepsOf(
      ...node('before', 1, 2),
      start('loop', 10),
      round(1, 10),
      ...node('fetch', 11),
      ...node('judge', 22),
      round(2, 40),
      ...node('fetch', 41),
      ...node('judge', 52),
      round(3, 70),
      ...node('fetch', 71),
      end('loop', 90),
      ...node('after', 91),
    )
    expect(sketch(toStepTree(steps))).toBe(
      'before, loop(round 1(fetch, judge), round 2(fetch, judge), round 3(fetch)), after',
    )
  })

  test('understands progress that is told when a round is over', () => {
    const steps = stepsOf(
      start('loop', 1),
      ...node('fetch', 2),
      round(1, 15),
      ...node('fetch', 16),
      round(2, 30),
      end('loop', 31),
    )
    expect(sketch(toStepTree(steps))).toBe('loop(round 1(fetch), round 2(fetch))')
  })

  test('leaves beside the loop what began with it but before its first round', () => {
    const steps = stepsOf(
      start('loop', 1),
      start('count', 1),
      round(1, 2),
      ...node('fetch', 3),
      round(2, 20),
      ...node('fetch', 21),
      end('count', 32),
      end('loop', 40),
    )
    expect(sketch(toStepTree(steps))).toBe('loop(round 1(fetch), round 2(fetch)), count')
  })

  test('keeps a branch that skipped a round in the round in which it ran', () => {
    const steps = stepsOf(
      start('loop', 1),
      round(1, 1),
      ...node('fetch', 2),
      round(2, 20),
      ...node('repair', 21),
      end('loop', 40),
    )
    expect(sketch(toStepTree(steps))).toBe('loop(round 1(fetch), round 2(repair))')
  })

  test('puts a loop inside a loop into its round', () => {
    const inner = (at: number) => [
      start('inner', at),
      round(1, at, 2, 'inner'),
      ...node('leaf', at + 1, at + 2),
      round(2, at + 3, 2, 'inner'),
      ...node('leaf', at + 4, at + 5),
      end('inner', at + 6),
    ]
    const steps = stepsOf(
      start('loop', 1),
      round(1, 1, 2),
      ...inner(10),
      round(2, 30, 2),
      ...inner(40),
      end('loop', 60),
    )
    expect(sketch(toStepTree(steps))).toBe(
      'loop(round 1(inner(round 1(leaf), round 2(leaf))), round 2(inner(round 1(leaf), round 2(leaf))))',
    )
  })

  test('leaves a node that outlives the loop beside it', () => {
    const steps = stepsOf(
      start('loop', 1),
      round(1, 1),
      start('beside', 5),
      ...node('fetch', 6),
      end('loop', 20),
      end('beside', 30),
    )
    expect(sketch(toStepTree(steps))).toBe('loop(round 1(fetch)), beside')
  })

  test('leaves what begins after the loop beside it, also while it runs and where the loop has no end of its own', () => {
    const finished = { ...round(1, 20), status: 'finished' as const }
    expect(
      sketch(toStepTree(stepsOf(round(1, 1), ...node('fetch', 2), finished, ...node('after', 21)))),
    ).toBe('loop(round 1(fetch)), after')
    const ended = [start('loop', 1), round(1, 1), ...node('fetch', 2), end('loop', 20)]
    expect(sketch(toStepTree(stepsOf(...ended, start('after', 20))))).toBe('loop(round 1(fetch)), after')
  })

  test('keeps the rounds of a loop that the run broke off', () => {
    const steps = stepsOf(
      start('loop', 1),
      round(1, 1, null),
      ...node('fetch', 2),
      round(2, 20, null),
      start('fetch', 21),
    )
    expect(sketch(toStepTree(steps))).toBe('loop(round 1(fetch), round 2(fetch))')
  })

  test('counts rounds by a node’s times where a stored run does not say them', () => {
    const steps = stepsOf(
      start('loop', 1),
      round(1, 1),
      ...node('fetch', 2),
      ...node('judge', 14),
      ...node('fetch', 26),
      end('loop', 40),
    )
    const old = steps.map((step) =>
      step.loop ? { ...step, loop: { ...step.loop, rounds: [], endStep: null } } : step,
    )
    expect(sketch(toStepTree(old))).toBe('loop(round 1(fetch, judge), round 2(fetch))')
  })

  test('joins a node that was tried again, and only then', () => {
    expect(sketch(toStepTree(stepsOf(...node('a', 1, 5), ...node('a', 5, 9), ...node('b', 10))))).toBe(
      'tries of a(a try 1, a try 2), b',
    )
    expect(sketch(toStepTree(stepsOf(start('a', 1), start('a', 2), end('a', 8), end('a', 9))))).toBe('a, a')
    expect(sketch(toStepTree(stepsOf(...node('a', 1), ...node('b', 12), ...node('a', 23))))).toBe('a, b, a')
    expect(sketch(toStepTree(stepsOf(end('a', 1), ...node('a', 2))))).toBe('a, a')
  })

  test('spans a round from its first start to its last end, and leaves it open while something runs', () => {
    const events = [start('loop', 1), round(1, 1), start('a', 10), start('b', 12), end('b', 20)]
    const roundOf = (steps: ReturnType<typeof stepsOf>) => toStepTree(steps)[0]?.children[0]
    expect(roundOf(stepsOf(...events))).toMatchObject({ startedAt: 10, endedAt: null })
    expect(roundOf(stepsOf(...events, end('a', 35)))).toMatchObject({ startedAt: 10, endedAt: 35 })
  })

  test('holds two thousand steps', () => {
    const steps = stepsOf(
      start('loop', 0),
      ...Array.from({ length: 1_000 }, (_, index) => [
        round(index + 1, index * 3, 1_000),
        ...node('a', index * 3, index * 3 + 1),
        ...node('b', index * 3 + 1, index * 3 + 2),
      ]).flat(),
    )
    expect(toStepTree(steps)[0]?.children).toHaveLength(1_000)
  })
})

describe('the lines of a timeline', () => {
  const tree = toStepTree(
    stepsOf(
      start('loop', 1),
      round(1, 1, 9),
      start('a', 2),
      ...tool('a', 3),
      end('a', 9),
      round(2, 20, 9),
      ...node('a', 21),
      end('loop', 40),
      ...node('last', 41),
    ),
  )
  const keys = (lines: ReturnType<typeof toLines>) =>
    lines.map(({ branch, level }) => `${level} ${branch.key}`)

  test('keep the rounds of a long loop folded until somebody opens them', () => {
    expect(keys(toLines(tree, nothingOpened, null))).toEqual([
      '1 loop#0',
      '2 loop#0/round-1',
      '2 loop#0/round-2',
      '1 last#3',
    ])
    expect(keys(toLines(tree, toggled(nothingOpened, 'loop#0/round-1', true), null))).toEqual([
      '1 loop#0',
      '2 loop#0/round-1',
      '3 a#1',
      '4 a#1.0',
      '2 loop#0/round-2',
      '1 last#3',
    ])
  })

  test('show with "expand all" everything but what was closed after it', () => {
    const open = toggled({ base: true, chosen: {} }, 'loop#0/round-1', false)
    const lines = toLines(tree, open, null)
    expect(keys(lines)).toContain('3 a#2')
    expect(keys(lines)).not.toContain('3 a#1')
    expect(lines.find(({ branch }) => branch.key === 'last#3')?.isOpen).toBe(true)
  })

  test('show while searching only what matches and the way to it', () => {
    expect(keys(toLines(tree, nothingOpened, new Set(['a#1.0'])))).toEqual([
      '1 loop#0',
      '2 loop#0/round-1',
      '3 a#1',
      '4 a#1.0',
    ])
  })

  test('say each step’s place among its siblings', () => {
    const [loop, , second] = toLines(tree, nothingOpened, null)
    expect(loop).toMatchObject({ place: 1, siblings: 2 })
    expect(second).toMatchObject({ place: 2, siblings: 2 })
  })
})

test.each([
  ['answering', null, 'running'],
  ['done', 5, 'done'],
  ['done', null, 'unfinished'],
  ['failed', null, 'failed'],
  ['stopped', null, 'stopped'],
  ['interrupted', null, 'interrupted'],
  ['failed', 5, 'done'],
] as const)('in a run that is %s, a step that ended at %s is %s', (status, endedAt, state) => {
  expect(stepState({ endedAt }, { status })).toBe(state)
})
