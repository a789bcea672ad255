import 'server-only'
import { AppError } from '@/lib/errors'
import { findLiveRun } from './live-runs'
import type { RunStatus } from './run'
import { findRunOf, requestStop } from './run-store'

/**
 * Stops a run of this person: upstream's socket is closed at once when this process writes it, else its writer is told
 * through the database. Stopping twice, or something that is over, is harmless.
 *
 * @throws AppError `not_found`
 */
export async function stopRun(userId: string, runId: string): Promise<RunStatus> {
  const live = findLiveRun(runId)
  if (live) {
    if (live.userId !== userId) throw new AppError('not_found')
    await live.stop()
    return live.log.head().run.status
  }
  const row = await findRunOf(userId, runId)
  if (!row) throw new AppError('not_found')
  if (row.ended_at === null) await requestStop(runId, Date.now())
  return row.status
}
