/**
 * What one line says about a run: what happens, for how long, how many steps. Pure; `now` is epoch ms on the server's
 * clock, as all times in a run are.
 */
import type { NodeStep, Run, ToolStep } from './run'
import { isOver } from './run'
import type { ToolInput } from './events'

/** What a row stands for; it chooses the icon and the words. */
export type StepKind = 'node' | 'loop' | ToolInput['kind']

/** Silence that is worth a word (design/reliability.md, "slow first byte"). */
export const stillWaitingMs = 8_000

export function nodeKind(step: NodeStep): StepKind {
  if (step.kind === 'unknown') return 'unknown'
  return step.loop ? 'loop' : 'node'
}

export function toolKind(tool: Pick<ToolStep, 'input' | 'output'>): StepKind {
  const known = tool.input && tool.input.kind !== 'unknown' ? tool.input : tool.output
  return known?.kind ?? 'unknown'
}

/** Milliseconds from start to end, or to `now` while it is unfinished; never negative. */
export function durationMs(times: { startedAt: number; endedAt: number | null }, now: number): number {
  return Math.max(0, (times.endedAt ?? now) - times.startedAt)
}

/** The moment a run is measured to: its end, else now. */
export function runNow(run: Pick<Run, 'endedAt'>, now: number): number {
  return run.endedAt ?? now
}

export type CurrentStep = { key: string; name: string; kind: StepKind; startedAt: number }

/** What is happening: the latest unfinished tool, else the latest unfinished node; null between steps. */
export function currentStep(run: Pick<Run, 'status' | 'steps'>): CurrentStep | null {
  if (isOver(run)) return null
  const tools = run.steps.flatMap((step) => step.tools).filter((tool) => tool.endedAt === null)
  const tool = latest(tools)
  if (tool) return { key: tool.key, name: tool.name, kind: toolKind(tool), startedAt: tool.startedAt }
  const step = latest(run.steps.filter((candidate) => candidate.endedAt === null))
  if (step) return { key: step.key, name: step.name, kind: nodeKind(step), startedAt: step.startedAt }
  return null
}

/** The round of the innermost loop at work; `total` null where upstream does not say. Null outside of loops. */
export function currentRound(
  run: Pick<Run, 'status' | 'steps'>,
): { current: number; total: number | null } | null {
  if (isOver(run)) return null
  const step = run.steps.findLast(({ loop, endedAt }) => loop && !loop.isFinished && endedAt === null)
  return step?.loop ? { current: step.loop.currentRound, total: step.loop.totalRounds } : null
}

/** Rows of the timeline: nodes and the tools in them. */
export function countSteps(run: Pick<Run, 'steps'>): number {
  return run.steps.reduce((sum, step) => sum + 1 + step.tools.length, 0)
}

/** Whether nothing was heard for so long that a person should be told that we still wait. */
export function isStillWaiting(run: Pick<Run, 'status'>, silenceMs: number): boolean {
  return !isOver(run) && silenceMs >= stillWaitingMs
}

/** How a duration is said: seconds with one decimal below a minute, then minutes and whole seconds. */
export function splitDuration(milliseconds: number): { minutes: number; seconds: number } {
  if (milliseconds < 59_950) return { minutes: 0, seconds: Math.round(milliseconds / 100) / 10 }
  const whole = Math.round(milliseconds / 1_000)
  return { minutes: Math.floor(whole / 60), seconds: whole % 60 }
}

/** The latest moment that a run speaks of, from which the server's clock can be estimated. */
export function latestTime(run: Run): number {
  const times = run.steps
    .flatMap((step) => [step, ...step.tools])
    .flatMap((step) => [step.startedAt, step.endedAt])
  return Math.max(
    run.startedAt,
    run.upstreamStartedAt ?? 0,
    run.reasoning?.endedAt ?? 0,
    ...times.map(Number),
  )
}

function latest<Step extends { startedAt: number }>(steps: Step[]): Step | undefined {
  return steps.reduce<Step | undefined>(
    (best, step) => (best === undefined || step.startedAt >= best.startedAt ? step : best),
    undefined,
  )
}
