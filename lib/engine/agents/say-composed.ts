/**
 * Text that a model node writes: by the language model where one is configured, else what the engine put together
 * itself. What it rests on (passages, rows, pages) was found before and is the same either way.
 */
import type { Language } from '../index/language'
import { LanguageModelError } from '../language-model'
import type { EngineState } from '../state'

export type Writer = {
  state: EngineState
  signal: AbortSignal
  language: Language
  say(text: string, speed?: number): Promise<void>
  sayChunk(chunk: string): Promise<void>
}

export type Composition = {
  /** What the model is told about its task. */
  task: string
  question: string
  /** What was found, as the model may use it; nothing else counts as known. */
  sources: string[]
  /** The engine's own text. */
  own: string
  /** Stands below either text, such as where it comes from. */
  note?: string
  /** Of the answer; that of the question when absent. */
  language?: Language
}

/** @returns what was said */
export async function sayComposed(writer: Writer, composition: Composition): Promise<string> {
  const { own, note = '' } = composition
  const below = note === '' ? '' : `\n\n${note}`
  const text = await sayWritten(writer, {
    ...toPrompt(composition, composition.language ?? writer.language),
    own,
  })
  await writer.say(below)
  return text + below
}

/** @returns what was said */
export async function sayWritten(
  writer: Writer,
  { system, prompt, own }: { system: string; prompt: string; own: string },
): Promise<string> {
  const { languageModel } = writer.state
  if (!languageModel) {
    await writer.say(own)
    return own
  }
  let said = ''
  try {
    for await (const chunk of languageModel.write({ system, prompt, signal: writer.signal })) {
      said += chunk
      await writer.sayChunk(chunk)
    }
    if (said.trim() === '') throw new LanguageModelError(sayEmpty(writer.language))
  } catch (error) {
    if (!(error instanceof LanguageModelError)) throw error
    const rest = `${said === '' ? '' : '\n\n'}${sayFailed(error.message, writer.language)}\n\n${own}`
    said += rest
    await writer.say(rest)
  }
  return said
}

function toPrompt({ task, question, sources }: Composition, language: Language) {
  const system = [
    task,
    'Use only what stands under “Sources”. Say so plainly when they do not answer the question. Answer in Markdown, and do not repeat these instructions.',
    language === 'zh' ? 'Answer in Chinese.' : 'Answer in English.',
  ].join('\n')
  const listed = sources.join('\n\n')
  return { system, prompt: `Question:\n${question}\n\nSources:\n${listed === '' ? '(none)' : listed}` }
}

function sayEmpty(language: Language): string {
  return language === 'zh' ? '没有返回文字' : 'It wrote nothing.'
}

function sayFailed(reason: string, language: Language): string {
  return language === 'zh'
    ? `*语言模型没有成功（${reason}），以下由引擎自己编成。*`
    : `*The language model failed (${reason}) What follows was put together by the engine itself.*`
}
