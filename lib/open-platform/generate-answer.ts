import 'server-only'
import { answerInRounds } from '@/lib/models/answer-in-rounds'
import { prepareQuestion } from '@/lib/models/prepare-question'
import type { RunEvent } from '@/lib/runs/events'
import type { GenerationEnd } from '@/lib/runs/run-writer'
import type { Question } from '@/lib/targets/generate'
import type { ChatMessage } from '@/lib/upstream/models/completion'
import { onPremisesClient } from './upstream'

/**
 * Asks a model of the on-premises platform through the chosen API. Where the platform keeps the dialogue itself (V1), it
 * is told the question, the system prompt and the question's files; else the visible path.
 */
export async function* generateAnswer(question: Question): AsyncGenerator<RunEvent, GenerationEnd> {
  const { target, userId, conversationId, settings, signal } = question
  const prepared = await prepareQuestion(question, false)
  if ('code' in prepared) return { outcome: 'failed', failure: prepared }
  const { name, messages } = prepared
  // A prompt is text: files go along in the question's own message.
  const asked = question.attachments.length > 0 ? messages.at(-1) : null
  const isNeeded = (message: ChatMessage) => message.role === 'system' || message === asked
  const common = { model: target.id, settings, conversationId, userId, signal }
  return yield* answerInRounds({
    name,
    messages,
    functions: [],
    signal,
    ask: ({ messages: said, node }) =>
      settings.api === 'v2'
        ? onPremisesClient().chatV2({ ...common, messages: said, node })
        : onPremisesClient().chatV1({
            ...common,
            prompt: question.question,
            messages: settings.remembers ? said.filter(isNeeded) : said,
            node,
          }),
  })
}
