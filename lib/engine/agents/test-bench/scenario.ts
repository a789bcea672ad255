import type { Answer } from '../../answer'
import type { Scenario as AnyScenario, ScenarioGroup as AnyScenarioGroup } from '../../bench/scenario'
import type { Exchange } from '../agent'

export type Bench = {
  answer: Answer
  exchange: Exchange
  /** The question in lower case. */
  words: string
  say: (en: string, zh: string) => Promise<void>
}

export type Scenario = AnyScenario<Bench>
export type ScenarioGroup = AnyScenarioGroup<Scenario>

/** A sentence that has everything that breaks naive streaming: Chinese, emoji with joiners, accents, a rare character. */
export const hardText = '月出东山，湖光如练。👩‍🚀 The moon — “naïve” café — 𠮷野家 🌕🏞️ ends here.'

export function textFrame(bench: Bench, text: string): Record<string, unknown> {
  return deltaFrame(bench, { content: { type: 'text', msg: text } })
}

export function deltaFrame(bench: Bench, delta: Record<string, unknown>): Record<string, unknown> {
  return { ...bench.answer.ids, choices: [{ index: 0, delta }] }
}

export function stopFrame(bench: Bench, reason = 'stop'): Record<string, unknown> {
  return { ...bench.answer.ids, choices: [{ index: 0, finish_reason: reason }] }
}
