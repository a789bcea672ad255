import type { EventStream } from '../event-stream'
import type { Language } from '../index/language'

/** What words in a question ask the test bench of a family for. `Told`: that the answer ended in a way of its own. */
export type Scenario<Bench, Told = 'closed'> = {
  /** Any of these in the question asks for it; of several matches the longest phrase wins. Lower case. */
  phrases: string[]
  about: Record<Language, string>
  /** False: one of many alike, of which the help names the first. */
  isListed?: boolean
  run(bench: Bench): Promise<Told | void>
}

export type ScenarioGroup<One> = { title: Record<Language, string>; scenarios: One[] }

type Speaker = {
  answer: { stream: EventStream | null }
  say: (en: string, zh: string) => Promise<void>
}

/** For what only exists in a stream: a call for one body is told so in words. */
export function streamed<Bench extends Speaker, End extends string | void>(
  run: (bench: Bench, stream: EventStream) => Promise<End>,
): (bench: Bench) => Promise<End | void> {
  return (bench) => {
    const { stream } = bench.answer
    if (stream) return run(bench, stream)
    return bench.say(
      'This scenario needs a stream; the call asked for one body.',
      '这个场景只在流式调用里存在，这次是同步调用。',
    )
  }
}

/** The number that the pattern finds, such as that of `slow 3 s`; bounded so that nobody waits for ever. */
export function findNumber(words: string, pattern: RegExp, fallback: number, limit: number): number {
  const value = Number(pattern.exec(words)?.[1] ?? fallback)
  return Number.isFinite(value) ? Math.min(Math.max(value, 0), limit) : fallback
}
