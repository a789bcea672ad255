import 'server-only'
import { toolsOf } from '@/lib/functions/run-function'
import { answerInRounds } from '@/lib/models/answer-in-rounds'
import { prepareQuestion } from '@/lib/models/prepare-question'
import type { RunEvent } from '@/lib/runs/events'
import type { GenerationEnd } from '@/lib/runs/run-writer'
import type { Question } from '@/lib/targets/generate'
import { compatibleClient } from './upstream'

/** Asks a model of a server that speaks OpenAI's dialect. */
export async function* generateAnswer(question: Question): AsyncGenerator<RunEvent, GenerationEnd> {
  const { target, settings, signal } = question
  const prepared = await prepareQuestion(question, false)
  if ('code' in prepared) return { outcome: 'failed', failure: prepared }
  const { name, groups, functions, messages } = prepared
  return yield* answerInRounds({
    name,
    messages,
    functions,
    signal,
    ask: ({ messages: said, node }) =>
      compatibleClient().chat({
        model: target.id,
        messages: said,
        settings,
        groups,
        functions: toolsOf(functions),
        node,
        signal,
      }),
  })
}
