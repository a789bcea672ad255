import 'server-only'
import { logger } from '@/lib/logger'
import { processState } from '@/lib/process-state'
import { agentClient } from './upstream'

/** How long an agent's variables are believed, in ms; an author may change them. */
const freshMs = 5 * 60_000
/** A send does not wait longer than this for them. */
const patienceMs = 3_000

const cache = processState('question-keys', () => new Map<string, { key: string | null; readAt: number }>())

/**
 * The variable that takes the question: text apps answer nothing without its name, dialogues have none (api-facts §3.5).
 * Kept for a while, so that only the first question to an agent waits for it.
 *
 * @returns null for a dialogue, and when the platform does not say
 */
export async function findQuestionKey(appId: string): Promise<string | null> {
  const known = cache().get(appId)
  if (known && Date.now() - known.readAt < freshMs) return known.key
  try {
    const variables = await agentClient().getVariables(appId, AbortSignal.timeout(patienceMs))
    const key = variables.find((variable) => variable.type === 'input')?.name ?? null
    cache().set(appId, { key, readAt: Date.now() })
    return key
  } catch (error) {
    logger.info('variables not read', { appId, error })
    return known?.key ?? null
  }
}
