import { findLanguage } from '../../index/language'
import type { Language } from '../../index/language'
import type { EventStream } from '../../event-stream'
import type { Dialogue } from '../dialogue'
import type { Exchange } from '../model'
import type { ModelAnswer } from '../model-answer'

export type Bench = {
  answer: ModelAnswer
  exchange: Exchange
  dialogue: Dialogue
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
  /** Like `EngineModel.answer`. */
  run(bench: Bench): Promise<string | void>
}

export type ScenarioGroup = { title: Record<Language, string>; scenarios: Scenario[] }

export function openBench(answer: ModelAnswer, exchange: Exchange, dialogue: Dialogue): Bench {
  const isZh = findLanguage(dialogue.question) === 'zh'
  return {
    answer,
    exchange,
    dialogue,
    words: dialogue.question.toLowerCase(),
    say: (en, zh) => answer.say(isZh ? zh : en),
  }
}

/** For what only exists in a stream: a call for one body is told so in words. */
export function streamed(
  run: (bench: Bench, stream: EventStream) => Promise<string | void>,
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

export function scenario(phrases: string[], en: string, zh: string, run: Scenario['run']): Scenario {
  return { phrases, about: { en, zh }, run }
}

/** A scenario that writes its own end; the engine adds nothing. */
export function closing(
  phrases: string[],
  en: string,
  zh: string,
  run: (bench: Bench, stream: EventStream) => Promise<void>,
): Scenario {
  return scenario(
    phrases,
    en,
    zh,
    streamed(async (bench, stream) => {
      await run(bench, stream)
      stream.end()
      return 'closed'
    }),
  )
}

/** The last chunk as it usually is. */
export function lastChunk({ answer }: Bench, reason = 'stop'): Record<string, unknown> {
  return {
    ...answer.head,
    choices: [{ index: 0, finish_reason: reason, delta: { role: 'assistant', content: '' } }],
    usage: answer.countUsage(),
  }
}

export function textChunk({ answer }: Bench, content: unknown): Record<string, unknown> {
  return { ...answer.head, choices: [{ index: 0, delta: { role: 'assistant', content } }] }
}

/** The number that the pattern finds; bounded so that nobody waits for ever. */
export function findNumber(words: string, pattern: RegExp, fallback: number, limit: number): number {
  const value = Number(pattern.exec(words)?.[1] ?? fallback)
  return Number.isFinite(value) ? Math.min(Math.max(value, 0), limit) : fallback
}
