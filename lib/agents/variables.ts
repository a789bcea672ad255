import 'server-only'
import { logger } from '@/lib/logger'
import { processState } from '@/lib/process-state'
import type { AgentVariable } from '@/lib/upstream/agents/variables'
import { agentClient } from './upstream'

/** How long an agent's variables are believed, in ms; an author may change them. */
const freshMs = 5 * 60_000
/** Nobody waits longer than this for them; the answer is kept for the next one who asks. */
const patienceMs = 3_000
/** How long upstream is left alone after it did not answer, in ms. */
const restMs = 5_000
const giveUpMs = 20_000

type Known = {
  variables: AgentVariable[] | null
  readAt: number
  failedAt: number
  reading: Promise<void> | null
}

const cache = processState('agent-variables', () => new Map<string, Known>())

/**
 * What an agent asks for. Kept for a while, asked for once at a time, so that only the first one waits.
 *
 * @returns `isUncertain` when the platform did not say; then `variables` are the last that are known, or none
 */
export async function findVariables(
  appId: string,
): Promise<{ variables: AgentVariable[]; isUncertain: boolean }> {
  const known = cache().get(appId) ?? { variables: null, readAt: 0, failedAt: 0, reading: null }
  cache().set(appId, known)
  const isFresh = () => known.variables !== null && Date.now() - known.readAt < freshMs
  if (!isFresh() && Date.now() - known.failedAt >= restMs) {
    known.reading ??= read(appId, known).finally(() => (known.reading = null))
    await Promise.race([known.reading, patience()])
  }
  return { variables: known.variables ?? [], isUncertain: !isFresh() }
}

async function read(appId: string, known: Known): Promise<void> {
  try {
    known.variables = await agentClient().getVariables(appId, AbortSignal.timeout(giveUpMs))
    known.readAt = Date.now()
    known.failedAt = 0
  } catch (error) {
    known.failedAt = Date.now()
    logger.info('variables not read', { appId, error })
  }
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, patienceMs).unref())
}
