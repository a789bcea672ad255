import { streamed } from '../../bench/scenario'
import type { Scenario as AnyScenario, ScenarioGroup as AnyScenarioGroup } from '../../bench/scenario'
import { findLanguage } from '../../index/language'
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

/** What it tells is like that of `EngineModel.answer`. */
export type Scenario = AnyScenario<Bench, string>
export type ScenarioGroup = AnyScenarioGroup<Scenario>

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
