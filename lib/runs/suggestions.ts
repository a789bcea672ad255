import 'server-only'
import { z } from 'zod'
import { agentClient } from '@/lib/agents/upstream'
import { assistantClient } from '@/lib/assistants/upstream'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { logger } from '@/lib/logger'
import type { Family } from '@/lib/targets/schema'
import { findRunOf } from './run-store'

/**
 * Questions that the platform suggests after an answer; asked for once, then kept with the run.
 *
 * @returns none when the run is not done, the platform does not answer, or there is none that suggests any
 * @throws AppError `not_found`
 */
export async function listSuggestions(userId: string, runId: string): Promise<string[]> {
  const run = await findRunOf(userId, runId)
  if (!run) throw new AppError('not_found')
  if (run.suggestions !== null) return z.array(z.string()).parse(JSON.parse(run.suggestions))
  if (run.status !== 'done') return []
  const conversation = await db()
    .selectFrom('conversations')
    .select(['family', 'target_id', 'upstream_conversation_id'])
    .where('id', '=', run.conversation_id)
    .executeTakeFirstOrThrow()
  const { family, target_id, upstream_conversation_id } = conversation
  if (upstream_conversation_id === null) return []
  try {
    const questions = await askFor(family, target_id, upstream_conversation_id)
    await db()
      .updateTable('runs')
      .set({ suggestions: JSON.stringify(questions) })
      .where('id', '=', runId)
      .execute()
    return questions
  } catch (error) {
    logger.info('no suggested questions', { runId, error })
    return []
  }
}

/** Models suggest nothing. */
async function askFor(family: Family, targetId: string, conversationId: string): Promise<string[]> {
  if (family === 'agent') return agentClient().listSuggestedQuestions(targetId, conversationId)
  return family === 'assistant' ? assistantClient().suggest(targetId, conversationId) : []
}
