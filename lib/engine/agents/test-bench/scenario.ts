import type { Answer } from '../../answer'
import type { Language } from '../../index/language'
import type { EventStream } from '../../event-stream'
import type { Exchange } from '../agent'

export type Bench = {
  answer: Answer
  exchange: Exchange
  /** The question in lower case. */
  words: string
  say: (en: string, zh: string) => Promise<void>
}

export type Scenario = {
  /** Any of these in the question asks for it; of several matches the longest phrase wins. Lower case. */
  phrases: string[]
  about: Record<Language, string>
  /** False: one of many alike, of which the help names the first. */
  isListed?: boolean
  run(bench: Bench): Promise<'closed' | void>
}

export type ScenarioGroup = { title: Record<Language, string>; scenarios: Scenario[] }

/** For what only exists in a stream: a synchronous call is told so in words. */
export function streamed(
  run: (bench: Bench, stream: EventStream) => Promise<'closed' | void>,
): Scenario['run'] {
  return async (bench) => {
    const { stream } = bench.answer
    if (stream) return run(bench, stream)
    await bench.say(
      'This scenario needs a stream; the call asked for one body.',
      '这个场景只在流式调用里存在，这次是同步调用。',
    )
  }
}

/** The number right after or before one of the words, such as `slow 3 s`; bounded so that nobody waits for ever. */
export function findNumber(words: string, pattern: RegExp, fallback: number, limit: number): number {
  const value = Number(pattern.exec(words)?.[1] ?? fallback)
  return Number.isFinite(value) ? Math.min(Math.max(value, 0), limit) : fallback
}

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
