/** One scale for all bars of a timeline. Pure; `now` is epoch ms on the server's clock. */
import type { Run } from './run'

/** Epoch ms of both ends. While a run goes on, `now` is its right end. */
export type Scale = { start: number; end: number }

export function scaleOf(run: Pick<Run, 'startedAt' | 'endedAt' | 'steps'>, now: number): Scale {
  let start = run.startedAt
  let end = run.endedAt ?? now
  for (const step of run.steps) {
    for (const { startedAt, endedAt } of [step, ...step.tools]) {
      start = Math.min(start, startedAt)
      end = Math.max(end, endedAt ?? startedAt)
    }
  }
  return { start, end: Math.max(end, start + 1) }
}

/**
 * Where the axis has its marks, ms from the start: 0 and round steps of 1, 2 or 5, none so near to the end that its
 * words would leave the axis.
 */
export function ticksOf({ start, end }: Scale, maxTicks = 4): number[] {
  const whole = end - start
  const rough = whole / maxTicks
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough * 0.999) ?? rough
  const ticks: number[] = []
  for (let at = 0; at <= whole * 0.82; at += step) ticks.push(Math.round(at * 1_000) / 1_000)
  return ticks
}
