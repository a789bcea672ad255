import 'server-only'
import type { Transaction } from 'kysely'
import { findAgent } from '@/lib/agents/queries'
import { db } from '@/lib/db/client'
import type { BatchRowRow, Database } from '@/lib/db/schema'
import { AppError } from '@/lib/errors'
import { getAgentForm } from '@/lib/forms/agent-form'
import type { FieldValue } from '@/lib/forms/schema'
import { findProblems } from '@/lib/forms/validate'
import { newId } from '@/lib/ids'
import { limitPerMinute, maxBatchesPerMinute } from '@/lib/limits/limits'
import { stopRun } from '@/lib/runs/stop-run'
import { findUploads } from '@/lib/uploads/queries'
import { getBatch, getBatchRow, maxBatchesPerUser } from './queries'
import { finishBatches } from './row-store'
import { fitsForm, rowReader } from './row-values'
import { callScheduler } from './scheduler'
import type { Batch, BatchAction, BatchField, StartBatch } from './schema'

/** Rows of one insert: well below what a statement may bind on either engine. */
const rowsPerInsert = 500

/**
 * Stores a table with what each row asks, and lets it run. The same send key with the same content joins the batch that
 * is there.
 *
 * @throws AppError `send_key_reused`, `agent_unknown`, `agent_not_form`, `rows_invalid`, `file_gone`,
 *   `too_many_batches`, `too_many_requests`
 */
export async function startBatch(userId: string, request: StartBatch): Promise<Batch> {
  const form = await getAgentForm(request.appId)
  const valuesOf = rowReader(form, request.fields)
  const rows = request.rows.map((cells) => ({ cells, values: valuesOf(cells) }))
  const known = await findKnown(userId, request, rows)
  if (known) return known

  if (!(await findAgent(request.appId))) throw new AppError('agent_unknown')
  if (form.kind !== 'form' && !form.isUncertain) throw new AppError('agent_not_form')
  const isFitting = fitsForm(form, request.fields, request.columns.length)
  if (!isFitting || request.rows.some((cells) => cells.length > request.columns.length)) {
    throw new AppError('rows_invalid')
  }
  if (rows.some(({ values }) => findProblems(form, values).length > 0)) throw new AppError('rows_invalid')
  await requireUploads(userId, request.fields)
  limitPerMinute('batches', userId, maxBatchesPerMinute)

  const id = newId()
  const now = Date.now()
  const isNew = await db()
    .transaction()
    .execute(async (transaction) => {
      const inserted = await transaction
        .insertInto('batches')
        .values({
          id,
          user_id: userId,
          app_id: request.appId,
          send_key: request.sendKey,
          name: request.name,
          columns: JSON.stringify(request.columns),
          status: 'running',
          created_at: now,
          updated_at: now,
          deleted_at: null,
        })
        .onConflict((conflict) => conflict.columns(['user_id', 'send_key']).doNothing())
        .returning('id')
        .executeTakeFirst()
      if (!inserted) return false
      if ((await countBatches(transaction, userId)) > maxBatchesPerUser) {
        throw new AppError('too_many_batches')
      }
      for (let from = 0; from < rows.length; from += rowsPerInsert) {
        const some = rows.slice(from, from + rowsPerInsert)
        await transaction
          .insertInto('batch_rows')
          .values(some.map(({ cells, values }, index) => newRow(id, from + index + 1, cells, values)))
          .execute()
      }
      return true
    })
  const batch = isNew ? await getBatch(userId, id) : await findKnown(userId, request, rows)
  if (!batch) throw new AppError('internal')
  callScheduler()
  return batch
}

/**
 * `pause` lets running rows end and starts no more; `resume` goes on; `retry-failed` asks failed and stopped rows
 * again, each in a conversation of its own, and leaves a paused batch paused.
 *
 * @throws AppError `not_found`
 */
export async function changeBatch(userId: string, batchId: string, action: BatchAction): Promise<Batch> {
  await getBatchRow(userId, batchId)
  const now = Date.now()
  await db()
    .transaction()
    .execute(async (transaction) => {
      const { status } = await transaction
        .updateTable('batches')
        .set({ updated_at: now })
        .where('id', '=', batchId)
        .returning('status')
        .executeTakeFirstOrThrow()
      const next = action === 'retry-failed' ? await retryRows(transaction, batchId) : action
      if (next === 'pause' ? status === 'running' : next === 'resume' && status === 'paused') {
        await setStatus(transaction, batchId, next === 'pause' ? 'paused' : 'running')
      }
      if (next === 'again' && status === 'done') await setStatus(transaction, batchId, 'running')
    })
  await finishBatches()
  callScheduler()
  return getBatch(userId, batchId)
}

/**
 * Hides the batch and its conversations until they are purged; what runs is stopped, what waits never starts.
 *
 * @throws AppError `not_found`
 */
export async function deleteBatch(userId: string, batchId: string): Promise<void> {
  await getBatchRow(userId, batchId)
  const now = Date.now()
  const running = await db()
    .transaction()
    .execute(async (transaction) => {
      await transaction
        .updateTable('batches')
        .set({ deleted_at: now, updated_at: now })
        .where('id', '=', batchId)
        .execute()
      await transaction
        .updateTable('batch_rows')
        .set({ status: 'stopped' })
        .where('batch_id', '=', batchId)
        .where('status', '=', 'waiting')
        .execute()
      return transaction
        .selectFrom('batch_rows')
        .select('run_id')
        .where('batch_id', '=', batchId)
        .where('status', '=', 'running')
        .execute()
    })
  await Promise.all(running.flatMap(({ run_id }) => (run_id ? [stopRun(userId, run_id)] : [])))
  await db()
    .updateTable('conversations')
    .set({ deleted_at: now })
    .where('batch_id', '=', batchId)
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .execute()
  callScheduler()
}

/** The batch that this send key stands for, if it was sent before. @throws AppError `send_key_reused` */
async function findKnown(
  userId: string,
  request: StartBatch,
  rows: { cells: string[]; values: FieldValue[] }[],
): Promise<Batch | null> {
  const known = await db()
    .selectFrom('batches')
    .select(['id', 'app_id', 'name', 'columns', 'deleted_at'])
    .where('user_id', '=', userId)
    .where('send_key', '=', request.sendKey)
    .executeTakeFirst()
  if (!known) return null
  const stored = await db()
    .selectFrom('batch_rows')
    .select(['cells', 'field_values'])
    .where('batch_id', '=', known.id)
    .orderBy('row')
    .execute()
  const isSame =
    known.app_id === request.appId &&
    known.name === request.name &&
    known.columns === JSON.stringify(request.columns) &&
    stored.length === rows.length &&
    stored.every(
      (row, index) =>
        row.cells === JSON.stringify(rows[index]?.cells) &&
        row.field_values === JSON.stringify(rows[index]?.values),
    )
  if (!isSame || known.deleted_at !== null) throw new AppError('send_key_reused')
  return getBatch(userId, known.id)
}

async function requireUploads(userId: string, fields: BatchField[]): Promise<void> {
  const ids = [...new Set(fields.flatMap(({ source }) => (source.from === 'constant' ? source.uploads : [])))]
  if ((await findUploads(userId, ids)).length < ids.length) throw new AppError('file_gone')
}

async function countBatches(transaction: Transaction<Database>, userId: string): Promise<number> {
  const { count } = await transaction
    .selectFrom('batches')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Without its send key a row begins a new attempt. @returns whether there was any */
async function retryRows(transaction: Transaction<Database>, batchId: string): Promise<'again' | 'nothing'> {
  const rows = await transaction
    .updateTable('batch_rows')
    .set({
      status: 'waiting',
      send_key: null,
      run_id: null,
      output: '',
      failure: null,
      started_at: null,
      ended_at: null,
    })
    .where('batch_id', '=', batchId)
    .where('status', 'in', ['failed', 'stopped'])
    .returning('row')
    .execute()
  return rows.length > 0 ? 'again' : 'nothing'
}

async function setStatus(
  transaction: Transaction<Database>,
  batchId: string,
  status: 'running' | 'paused',
): Promise<void> {
  await transaction.updateTable('batches').set({ status }).where('id', '=', batchId).execute()
}

function newRow(batchId: string, row: number, cells: string[], values: unknown): BatchRowRow {
  return {
    batch_id: batchId,
    row,
    cells: JSON.stringify(cells),
    field_values: JSON.stringify(values),
    status: 'waiting',
    send_key: null,
    run_id: null,
    conversation_id: null,
    output: '',
    failure: null,
    attempts: 0,
    started_at: null,
    ended_at: null,
  }
}
