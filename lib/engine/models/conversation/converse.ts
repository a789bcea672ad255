import type { ModelAnswer } from '../model-answer'
import { findInArticles, findInLibrary } from './knowledge'

/** @param thinks whether the model can think aloud; the request may still switch it off */
export async function converse(answer: ModelAnswer, { thinks }: { thinks: boolean }): Promise<string | void> {
  const library = await answer.state.library()
  const isThinking = thinks && answer.request.thinking?.type !== 'disabled'
  if (isThinking) await answer.think('Looking through the library…')
  const known =
    findInLibrary(library, answer.question, answer.language) ??
    findInArticles(answer.question, answer.language)
  await answer.say(known?.markdown ?? 'I found nothing about that.')
}
