/**
 * What the timeline says about a run: durations, bars to scale, the summary line. Pure; `now` is epoch ms on the
 * server's clock, as all times in a run are.
 */
import type { NodeStep, Run, ToolStep } from './run'
import { isOver } from './run'

/** What a row stands for; it chooses the icon and, for the three kinds of tools, the words. */
export type StepKind = 'node' | 'loop' | 'function' | 'retrieval' | 'web_search' | 'unknown'

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

/** Rows of the timeline: nodes and the tools in them. */
export function countSteps(run: Pick<Run, 'steps'>): number {
  return run.steps.reduce((sum, step) => sum + 1 + step.tools.length, 0)
}

export type Bar = {
  /** Both from 0 to 1 of the whole run. */
  offset: number
  width: number
}

/** Where a step's bar lies when the whole line is the run from start to end (or `now`). */
export function barOf(
  run: Pick<Run, 'startedAt' | 'endedAt' | 'steps'>,
  times: { startedAt: number; endedAt: number | null },
  now: number,
): Bar {
  const end = Math.max(runNow(run, now), ...run.steps.map((step) => step.endedAt ?? step.startedAt))
  const start = Math.min(run.startedAt, ...run.steps.map((step) => step.startedAt))
  const whole = Math.max(1, end - start)
  const offset = clamp((times.startedAt - start) / whole)
  const width = clamp((Math.min(times.endedAt ?? end, end) - times.startedAt) / whole)
  return { offset, width: Math.min(width, 1 - offset) }
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

/**
 * JSON text laid out over lines, exactly as it came otherwise: numbers keep every digit (ids of 19 digits), keys
 * keep their order. Text that is not a JSON object or list is given back unchanged.
 */
export function layOutJson(text: string): string {
  const trimmed = text.trim()
  if (!/^[[{]/.test(trimmed) || trimmed.length > maxLayoutChars || !isJson(trimmed)) return text
  const pieces: string[] = []
  let depth = 0
  let previous = ''
  for (const [token] of trimmed.matchAll(jsonToken)) {
    const isOpening = token === '{' || token === '['
    const isClosing = token === '}' || token === ']'
    const isAfterOpening = previous === '{' || previous === '['
    if (isClosing) depth -= 1
    const isEmptyPair = isAfterOpening && isClosing
    if (!isEmptyPair && (previous === ',' || isAfterOpening || isClosing)) pieces.push(line(depth))
    pieces.push(token === ':' ? ': ' : token)
    if (isOpening) depth += 1
    previous = token
  }
  return pieces.join('')
}

export type CutText = { head: string; tail: string; hiddenChars: number }

/** Head and tail of a long text, cut between characters; null when it is short enough to show whole. */
export function cutMiddle(text: string, headChars = 3_000, tailChars = 1_000): CutText | null {
  if (text.length <= headChars + tailChars + 500) return null
  const head = text.slice(0, headChars - (isHighSurrogate(text, headChars - 1) ? 1 : 0))
  const tailStart = text.length - tailChars + (isHighSurrogate(text, text.length - tailChars - 1) ? 1 : 0)
  return { head, tail: text.slice(tailStart), hiddenChars: tailStart - head.length }
}

const maxLayoutChars = 1_000_000
const jsonToken = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

function line(depth: number): string {
  return '\n' + '  '.repeat(depth)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function latest<Step extends { startedAt: number }>(steps: Step[]): Step | undefined {
  return steps.reduce<Step | undefined>(
    (best, step) => (best === undefined || step.startedAt >= best.startedAt ? step : best),
    undefined,
  )
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share))
}

function isHighSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  return code >= 0xd800 && code <= 0xdbff
}
