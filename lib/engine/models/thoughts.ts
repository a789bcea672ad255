/** What a model says while it works: real steps, told as reasoning when the request wants to see them. */
import type { Language } from '../index/language'
import type { ModelAnswer } from './model-answer'

export type Thoughts = (en: string, zh: string) => Promise<void>

/** Each thought is a paragraph of its own. */
export function createThoughts(answer: ModelAnswer, isShown: boolean, language: Language): Thoughts {
  let isFirst = true
  return async (en, zh) => {
    if (!isShown) return
    const text = language === 'zh' ? zh : en
    await answer.think(isFirst ? text : `\n\n${text}`)
    isFirst = false
    await answer.wait(120)
  }
}
