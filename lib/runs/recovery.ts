import 'server-only'
import type { RunRow } from '@/lib/db/schema'
import { logger } from '@/lib/logger'
import type { RunEvent } from './events'
import { reduceRun } from './reducer'
import { emptyRun } from './run'
import { listAbandonedRuns, readEvents, storeEnd, takeLease } from './run-store'

/** How often runs without a writer are looked for, in ms. */
export const recoveryIntervalMs = 2_500

/** Ends every run that nobody writes any more as interrupted, with the text stored so far. Never runs one again. */
export async function recoverAbandonedRuns(): Promise<number> {
  const rows = await listAbandonedRuns(Date.now())
  for (const row of rows) await recoverRun(row)
  return rows.length
}

export async function recoverRun(row: RunRow): Promise<void> {
  const now = Date.now()
  if (!(await takeLease(row, now))) return
  const stored = await readEvents(row.id)
  const last: RunEvent[] =
    row.stop_requested_at === null
      ? [
          { type: 'run-error', failure: { code: 'restart', detail: null, upstreamCode: null } },
          { type: 'run-end', outcome: 'interrupted', at: now },
        ]
      : [{ type: 'run-end', outcome: 'stopped', at: now }]
  const run = [...stored, ...last].reduce(reduceRun, emptyRun)
  const lastSeq = stored.length + last.length
  await storeEnd(run, lastSeq, { firstSeq: stored.length + 1, lastSeq, events: last }, now)
  logger.info('run interrupted by a restart', { runId: row.id, events: stored.length })
}
