import 'server-only'
import { findMcpTools } from '@/lib/mcp/queries'
import { toolsOf } from '@/lib/functions/run-function'
import type { RunEvent } from '@/lib/runs/events'
import type { GenerationEnd } from '@/lib/runs/run-writer'
import type { Question } from '@/lib/targets/generate'
import { answerInRounds } from './answer-in-rounds'
import { prepareQuestion } from './prepare-question'
import { areModelsOnLoopback, modelClient } from './upstream'

/** Asks a model behind `paas/v4/chat/completions`, which keeps nothing: everything that counts goes along. */
export async function* generateAnswer(question: Question): AsyncGenerator<RunEvent, GenerationEnd> {
  const { target, userId, runId, settings, signal } = question
  const prepared = await prepareQuestion(question, areModelsOnLoopback())
  if ('code' in prepared) return { outcome: 'failed', failure: prepared }
  const { name, groups, functions, messages } = prepared
  const mcpServers = groups.includes('mcp') ? await findMcpTools(userId, settings.mcpServers) : []
  return yield* answerInRounds({
    name,
    messages,
    functions,
    signal,
    ask: ({ messages: said, node, round }) =>
      modelClient().complete({
        model: target.id,
        messages: said,
        settings,
        groups,
        functions: toolsOf(functions),
        mcpServers,
        requestId: `${runId}-${round}`,
        node,
        signal,
      }),
  })
}
