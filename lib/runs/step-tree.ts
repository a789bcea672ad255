/**
 * A run's steps as a timeline shows them: tools below their node, what repeats in a loop below the loop by rounds, a
 * node that was tried again in a row as attempts. Pure; times are epoch ms on the server's clock.
 */
import type { NodeStep, ToolStep } from './run'

type Times = { startedAt: number; endedAt: number | null }

export type StepBranch = Times & { key: string } & (
    | {
        kind: 'node'
        step: NodeStep
        /** Which try of several in a row; null when there was one. */
        attempt: number | null
        children: StepBranch[]
      }
    | { kind: 'tool'; tool: ToolStep; children: [] }
    | { kind: 'round'; round: number; totalRounds: number | null; children: StepBranch[] }
    | { kind: 'attempts'; name: string; children: StepBranch[] }
  )

export type NodeBranch = Extract<StepBranch, { kind: 'node' }>
type OpenLoop = {
  branch: NodeBranch
  /** Progress is told when a round is over, not when it begins. */
  isToldAfter: boolean
  inner: { branch: NodeBranch; index: number }[]
}

/** @param steps in the order in which the run got them */
export function toStepTree(steps: NodeStep[]): StepBranch[] {
  const roots: NodeBranch[] = []
  const loops: OpenLoop[] = []
  let open: OpenLoop[] = []
  steps.forEach((step, index) => {
    const branch = toNodeBranch(step)
    open = open.filter((loop) => isGoingOn(loop.branch.step, step, index))
    const home = open.findLast((loop) => isWithin(loop, step, index))
    if (home) home.inner.push({ branch, index })
    else roots.push(branch)
    if (!step.loop) return
    const loop = { branch, isToldAfter: isToldAfter(steps, index, step.loop), inner: [] }
    loops.push(loop)
    open.push(loop)
  })
  for (const loop of loops) loop.branch.children.push(...toRounds(loop))
  return joinAttempts(roots)
}

function toNodeBranch(step: NodeStep): NodeBranch {
  const { key, startedAt, endedAt } = step
  const tools = step.tools.map((tool): StepBranch => ({
    kind: 'tool',
    key: tool.key,
    tool,
    startedAt: tool.startedAt,
    endedAt: tool.endedAt,
    children: [],
  }))
  return { kind: 'node', key, step, attempt: null, startedAt, endedAt, children: tools }
}

/** Whether the loop was still at work when the run got this step: by order where it is known, else by time. */
function isGoingOn({ loop, endedAt }: NodeStep, step: NodeStep, index: number): boolean {
  const end = loop?.endStep ?? null
  if (end !== null) return index < end
  return endedAt === null || step.startedAt < endedAt
}

/** What outlives a loop, began before its first round, or is the loop itself once more, is not in it. */
function isWithin({ branch, isToldAfter }: OpenLoop, step: NodeStep, index: number): boolean {
  const { nodeId, endedAt, loop } = branch.step
  if (step.nodeId === nodeId) return false
  const [first] = loop?.rounds ?? []
  if (first && !isToldAfter && index < first.firstStep) return false
  return endedAt === null || step.endedAt === null || step.endedAt <= endedAt
}

type Loop = NonNullable<NodeStep['loop']>

/**
 * Most workflows tell of a round when it begins. Others when it is over: then a node runs before the first word of
 * progress and again after it.
 */
function isToldAfter(steps: NodeStep[], loopIndex: number, { rounds, endStep }: Loop): boolean {
  const [first] = rounds
  if (!first || first.firstStep <= loopIndex + 1) return false
  const before = new Set(steps.slice(loopIndex + 1, first.firstStep).map(({ nodeId }) => nodeId))
  return steps.slice(first.firstStep, endStep ?? steps.length).some(({ nodeId }) => before.has(nodeId))
}

function toRounds({ branch, isToldAfter, inner }: OpenLoop): StepBranch[] {
  const { loop, key } = branch.step
  if (!loop || inner.length === 0) return []
  const byRound = new Map<number, NodeBranch[]>()
  const roundOf = roundFinder(loop.rounds, isToldAfter)
  for (const { branch: child, index } of inner) {
    const round = roundOf(child.step.nodeId, index)
    byRound.set(round, [...(byRound.get(round) ?? []), child])
  }
  return [...byRound].map(([round, children]) => ({
    kind: 'round',
    key: `${key}/round-${round}`,
    round,
    totalRounds: loop.totalRounds,
    ...span(children),
    children: joinAttempts(children),
  }))
}

/** Without a word of progress, a node's second time is the second round. */
function roundFinder(
  rounds: Loop['rounds'],
  isToldAfter: boolean,
): (nodeId: string, index: number) => number {
  const [first] = rounds
  if (!first) {
    const times = new Map<string, number>()
    return (nodeId) => {
      const time = (times.get(nodeId) ?? 0) + 1
      times.set(nodeId, time)
      return time
    }
  }
  const last = rounds.at(-1) ?? first
  if (!isToldAfter)
    return (_, index) => (rounds.findLast(({ firstStep }) => firstStep <= index) ?? first).round
  return (_, index) => rounds.find(({ firstStep }) => index < firstStep)?.round ?? last.round + 1
}

/** The same node again right after it had ended is another try; at work twice at once it is not. */
function joinAttempts(branches: NodeBranch[]): StepBranch[] {
  const groups: NodeBranch[][] = []
  for (const branch of branches) {
    const group = groups.at(-1)
    const before = group?.at(-1)
    if (group && before && isRetry(before.step, branch.step)) group.push(branch)
    else groups.push([branch])
  }
  return groups
    .map((group) => {
      const [first] = group
      if (!first || group.length === 1) return first ?? []
      const children = group.map((branch, index) => ({ ...branch, attempt: index + 1 }))
      return {
        kind: 'attempts' as const,
        key: `${first.key}/attempts`,
        name: first.step.name,
        ...span(group),
        children,
      }
    })
    .flat()
}

function isRetry(before: NodeStep, step: NodeStep): boolean {
  if (before.kind !== 'node' || step.kind !== 'node' || before.nodeId !== step.nodeId) return false
  return before.endedAt !== null && before.endedAt <= step.startedAt && !isBareEnd(before)
}

/** Whether nothing is known of how long it took: an event that we do not know, or a finish without its start. */
export function hasNoTime(branch: StepBranch): boolean {
  return branch.kind === 'node' && (branch.step.kind === 'unknown' || isBareEnd(branch.step))
}

/** A finish whose start never came says nothing about when the step began. */
function isBareEnd(step: NodeStep): boolean {
  return (
    step.input === null && step.tools.length === 0 && step.loop === null && step.startedAt === step.endedAt
  )
}

function span(branches: Times[]): Times {
  const ends = branches.map(({ endedAt }) => endedAt)
  return {
    startedAt: Math.min(...branches.map(({ startedAt }) => startedAt)),
    endedAt: ends.some((end) => end === null) ? null : Math.max(...ends.map(Number)),
  }
}
