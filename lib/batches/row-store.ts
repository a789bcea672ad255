import 'server-only'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import { db } from '@/lib/db/client'
import type { BatchRowRow, Database } from '@/lib/db/schema'
import { fieldValuesSchema } from '@/lib/forms/schema'
import type { FieldValue } from '@/lib/forms/schema'
import { parseSnapshot } from '@/lib/runs/run-store'
import type { Run } from '@/lib/runs/run'
import { sendKeyOf } from './row-key'
import type { BatchRow } from './schema'

/** Rows of batches while they are worked on. Every function is one statement or one transaction. */

/** A row that this process may start, once, under its send key. */
export type ClaimedRow = {
  batchId: string
  row: number
  userId: string
  appId: string
  sendKey: string
  values: FieldValue[]
}

export type OpenBatch = { id: string; user_id: string; app_id: string }

/** Running batches that have rows which nobody has begun, oldest first. */
export async function listBatchesWithWork(): Promise<OpenBatch[]> {
  return db()
    .selectFrom('batches')
    .select(['id', 'user_id', 'app_id'])
    .where('status', '=', 'running')
    .where('deleted_at', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('batch_rows')
          .select('batch_rows.row')
          .whereRef('batch_rows.batch_id', '=', 'batches.id')
          .where('batch_rows.status', '=', 'waiting'),
      ),
    )
    .orderBy('created_at')
    .execute()
}

/**
 * Takes the batch's next row for this process: from here on nobody else starts it, and its send key is stored.
 *
 * @param maxRunning rows of this person that may run at once, over all batches
 * @returns `full` when that many run already, `empty` when there is nothing to take
 */
export async function claimNextRow(
  batch: OpenBatch,
  maxRunning: number,
  now: number,
): Promise<ClaimedRow | 'full' | 'empty'> {
  return db()
    .transaction()
    .execute(async (transaction) => {
      // Locks the person's batches, so that two processes do not count at the same time.
      const running = await transaction
        .updateTable('batches')
        .set(({ ref }) => ({ updated_at: ref('updated_at') }))
        .where('user_id', '=', batch.user_id)
        .where('status', '=', 'running')
        .where('deleted_at', 'is', null)
        .returning('id')
        .execute()
      if (!running.some(({ id }) => id === batch.id)) return 'empty'
      if ((await countRunningRows(transaction, batch.user_id)) >= maxRunning) return 'full'
      const next = await transaction
        .selectFrom('batch_rows')
        .select(['row', 'attempts', 'send_key'])
        .where('batch_id', '=', batch.id)
        .where('status', '=', 'waiting')
        .orderBy('row')
        .limit(1)
        .executeTakeFirst()
      if (!next) return 'empty'
      // A row that was given back keeps its key: whoever had it may have started it after all.
      const attempts = next.send_key === null ? next.attempts + 1 : next.attempts
      const sendKey = next.send_key ?? sendKeyOf(batch.id, next.row, attempts)
      const claimed = await transaction
        .updateTable('batch_rows')
        .set({ status: 'running', attempts, send_key: sendKey, started_at: now, ended_at: null })
        .where('batch_id', '=', batch.id)
        .where('row', '=', next.row)
        .where('status', '=', 'waiting')
        .returning('field_values')
        .executeTakeFirst()
      if (!claimed) return 'empty'
      await touch(transaction, batch.id, now)
      return toClaimed(batch, next.row, sendKey, claimed.field_values)
    })
}

/** Rows that were claimed before `before` and have no run: whoever claimed them did not come to start them. */
export async function listUnstartedRows(before: number): Promise<ClaimedRow[]> {
  const rows = await db()
    .selectFrom('batches')
    .innerJoin('batch_rows', 'batch_rows.batch_id', 'batches.id')
    .select(['batches.id', 'batches.user_id', 'batches.app_id'])
    .select(['batch_rows.row', 'batch_rows.send_key', 'batch_rows.field_values'])
    .where('batches.status', 'in', ['running', 'paused'])
    .where('batch_rows.status', '=', 'running')
    .where('batch_rows.run_id', 'is', null)
    .where('batch_rows.started_at', '<=', before)
    .execute()
  return rows.map((row) => toClaimed(row, row.row, row.send_key ?? '', row.field_values))
}

/** Back to the rows that wait, under the same send key. */
export async function giveBackRow({ batchId, row, sendKey }: ClaimedRow): Promise<void> {
  await db()
    .updateTable('batch_rows')
    .set({ status: 'waiting', started_at: null })
    .where('batch_id', '=', batchId)
    .where('row', '=', row)
    .where('send_key', '=', sendKey)
    .where('status', '=', 'running')
    .where('run_id', 'is', null)
    .execute()
}

/** @returns false when the batch was deleted meanwhile, so that the run has to be stopped */
export async function attachRun({ batchId, row, sendKey }: ClaimedRow, runId: string): Promise<boolean> {
  await db()
    .updateTable('batch_rows')
    .set(({ selectFrom }) => ({
      run_id: runId,
      conversation_id: selectFrom('runs').select('runs.conversation_id').where('runs.id', '=', runId),
    }))
    .where('batch_id', '=', batchId)
    .where('row', '=', row)
    .where('send_key', '=', sendKey)
    .execute()
  return !(await isDeleted(batchId))
}

export async function isDeleted(batchId: string): Promise<boolean> {
  const batch = await db()
    .selectFrom('batches')
    .select('deleted_at')
    .where('id', '=', batchId)
    .executeTakeFirst()
  return !batch || batch.deleted_at !== null
}

export type OverRow = { batchId: string; row: number; runId: string; endedAt: number }

/** Rows marked as running whose run is over. */
export async function listOverRows(): Promise<OverRow[]> {
  const rows = await db()
    .selectFrom('batches')
    .innerJoin('batch_rows', 'batch_rows.batch_id', 'batches.id')
    .innerJoin('runs', 'runs.id', 'batch_rows.run_id')
    .select(['batch_rows.batch_id', 'batch_rows.row', 'runs.id', 'runs.ended_at'])
    .where('batches.status', 'in', ['running', 'paused'])
    .where('batch_rows.status', '=', 'running')
    .where('runs.status', 'not in', ['waiting', 'answering'])
    .execute()
  return rows.map((row) => ({
    batchId: row.batch_id,
    row: row.row,
    runId: row.id,
    endedAt: row.ended_at ?? Date.now(),
  }))
}

/** The run that ended; null when it is gone or left nothing. */
export async function readEndedRun(runId: string): Promise<Run | null> {
  const row = await db().selectFrom('runs').select('snapshot').where('id', '=', runId).executeTakeFirst()
  return row?.snapshot ? parseSnapshot(row.snapshot) : null
}

type RowEnd = Pick<BatchRow, 'output' | 'failure'> & {
  status: Extract<BatchRowRow['status'], 'done' | 'failed' | 'stopped'>
}

/** Stores how a running row ended; harmless when another process was quicker. */
export async function settleRow(
  { batchId, row, runId }: { batchId: string; row: number; runId: string | null },
  end: RowEnd,
  endedAt: number,
): Promise<void> {
  await db()
    .transaction()
    .execute(async (transaction) => {
      await touch(transaction, batchId, endedAt)
      await transaction
        .updateTable('batch_rows')
        .set({
          status: end.status,
          output: end.output,
          failure: end.failure && JSON.stringify(end.failure),
          ended_at: endedAt,
        })
        .where('batch_id', '=', batchId)
        .where('row', '=', row)
        .where('status', '=', 'running')
        .where('run_id', runId === null ? 'is' : '=', runId)
        .execute()
    })
}

/** Batches in which nothing runs and nothing waits are done. */
export async function finishBatches(): Promise<void> {
  await db()
    .updateTable('batches')
    .set({ status: 'done' })
    .where('status', 'in', ['running', 'paused'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('batch_rows')
            .select('batch_rows.row')
            .whereRef('batch_rows.batch_id', '=', 'batches.id')
            .where('batch_rows.status', 'in', ['waiting', 'running']),
        ),
      ),
    )
    .execute()
}

/** Whether any row runs now, in whichever batch. */
export async function hasRunningRows(): Promise<boolean> {
  const row = await db()
    .selectFrom('batches')
    .innerJoin('batch_rows', 'batch_rows.batch_id', 'batches.id')
    .select('batch_rows.row')
    .where('batches.status', 'in', ['running', 'paused'])
    .where('batch_rows.status', '=', 'running')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

const storedValues = z.string().transform((text) => fieldValuesSchema.parse(JSON.parse(text)))

/** What a row's `field_values` column holds. */
export function parseValues(json: string): FieldValue[] {
  return storedValues.parse(json)
}

function toClaimed(batch: OpenBatch, row: number, sendKey: string, values: string): ClaimedRow {
  return {
    batchId: batch.id,
    row,
    userId: batch.user_id,
    appId: batch.app_id,
    sendKey,
    values: parseValues(values),
  }
}

async function countRunningRows(transaction: Transaction<Database>, userId: string): Promise<number> {
  const { count } = await transaction
    .selectFrom('batches')
    .innerJoin('batch_rows', 'batch_rows.batch_id', 'batches.id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('batches.user_id', '=', userId)
    .where('batches.status', 'in', ['running', 'paused'])
    .where('batch_rows.status', '=', 'running')
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function touch(transaction: Transaction<Database>, batchId: string, now: number): Promise<void> {
  await transaction.updateTable('batches').set({ updated_at: now }).where('id', '=', batchId).execute()
}
