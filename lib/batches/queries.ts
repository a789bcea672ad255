import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/client'
import type { BatchRowRow, BatchTableRow } from '@/lib/db/schema'
import { AppError } from '@/lib/errors'
import { sendKeyOf } from './row-key'
import { parseValues } from './row-store'
import { batchRowSchema, maxRowsPerPage } from './schema'
import type { Batch, BatchPage, BatchRow, BatchRowDetail, BatchRowStatus } from './schema'

/** Batches that one person can keep. */
export const maxBatchesPerUser = 200
/** Characters of a cell, of all cells and of an answer in a page of rows. */
const shownCellCharacters = 120
const shownCells = 6
const shownOutputCharacters = 400
/** Rows that ended last, from which the pace is told. */
const paceRows = 20

/** The person's batches, the newest first. */
export async function listBatches(userId: string): Promise<Batch[]> {
  const rows = await db()
    .selectFrom('batches')
    .selectAll()
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(maxBatchesPerUser)
    .execute()
  const counts = await countRows(rows.map(({ id }) => id))
  return Promise.all(rows.map((row) => toBatch(row, counts.get(row.id) ?? { ...noCounts })))
}

export async function hasBatches(userId: string): Promise<boolean> {
  const row = await db()
    .selectFrom('batches')
    .select('id')
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** @throws AppError `not_found` when it does not exist, is deleted, or is somebody else's */
export async function getBatch(userId: string, batchId: string): Promise<Batch> {
  const row = await getBatchRow(userId, batchId)
  const counts = await countRows([batchId])
  return toBatch(row, counts.get(batchId) ?? { ...noCounts })
}

/**
 * The batch with a page of its rows, in the table's order, their texts shortened.
 *
 * @param options.from place of the first one, counted from 1, among the rows of `status` or of all
 * @throws AppError `not_found`
 */
export async function getBatchPage(
  userId: string,
  batchId: string,
  { from, count, status }: { from: number; count: number; status: BatchRowStatus | null },
): Promise<BatchPage> {
  const batch = await getBatch(userId, batchId)
  const rows = await db()
    .selectFrom('batch_rows')
    .selectAll()
    .where('batch_id', '=', batchId)
    .$if(status !== null, (query) => query.where('status', '=', status ?? 'done'))
    .orderBy('row')
    .limit(Math.min(count, maxRowsPerPage))
    .offset(from - 1)
    .execute()
  return { batch, rows: rows.map((row) => shortened(toRow(row))) }
}

/** One row, whole. @throws AppError `not_found` */
export async function getBatchRowDetail(
  userId: string,
  batchId: string,
  row: number,
): Promise<BatchRowDetail> {
  await getBatchRow(userId, batchId)
  const found = await db()
    .selectFrom('batch_rows')
    .selectAll()
    .where('batch_id', '=', batchId)
    .where('row', '=', row)
    .executeTakeFirst()
  if (!found) throw new AppError('not_found')
  return {
    ...toRow(found),
    inputs: parseValues(found.field_values),
    earlierConversationIds: await listEarlierConversations(userId, found),
  }
}

/** Rows of the table in its order, some at a time, whole: for the download. */
export async function* readRows(batchId: string): AsyncGenerator<BatchRow[]> {
  let last = 0
  for (;;) {
    const rows = await db()
      .selectFrom('batch_rows')
      .selectAll()
      .where('batch_id', '=', batchId)
      .where('row', '>', last)
      .orderBy('row')
      .limit(maxRowsPerPage)
      .execute()
    if (rows.length === 0) return
    last = rows.at(-1)?.row ?? last
    yield rows.map(toRow)
  }
}

/** @throws AppError `not_found` */
export async function getBatchRow(userId: string, batchId: string): Promise<BatchTableRow> {
  const row = await db()
    .selectFrom('batches')
    .selectAll()
    .where('id', '=', batchId)
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  return row
}

/** Conversations of the attempts before the one that the row shows; those that were deleted are left out. */
async function listEarlierConversations(userId: string, row: BatchRowRow): Promise<string[]> {
  const keys = Array.from({ length: row.attempts }, (_, index) => sendKeyOf(row.batch_id, row.row, index + 1))
  if (keys.length <= 1) return []
  const runs = await db()
    .selectFrom('runs')
    .innerJoin('conversations', 'conversations.id', 'runs.conversation_id')
    .select(['runs.send_key', 'runs.conversation_id'])
    .where('runs.user_id', '=', userId)
    .where('runs.send_key', 'in', keys)
    .where('conversations.deleted_at', 'is', null)
    .execute()
  const found = keys.flatMap((key) => runs.find((run) => run.send_key === key)?.conversation_id ?? [])
  return found.filter((id) => id !== row.conversation_id)
}

type Counts = Batch['counts']
const noCounts: Counts = { waiting: 0, running: 0, done: 0, failed: 0, stopped: 0 }

async function countRows(batchIds: string[]): Promise<Map<string, Counts>> {
  if (batchIds.length === 0) return new Map()
  const rows = await db()
    .selectFrom('batch_rows')
    .select(({ fn }) => ['batch_id', 'status', fn.countAll<number>().as('count')] as const)
    .where('batch_id', 'in', batchIds)
    .groupBy(['batch_id', 'status'])
    .execute()
  const byBatch = new Map<string, Counts>()
  for (const { batch_id, status, count } of rows) {
    const counts = byBatch.get(batch_id) ?? { ...noCounts }
    counts[status] = Number(count)
    byBatch.set(batch_id, counts)
  }
  return byBatch
}

async function toBatch(row: BatchTableRow, counts: Counts): Promise<Batch> {
  return {
    id: row.id,
    appId: row.app_id,
    name: row.name,
    columns: storedTexts.parse(row.columns),
    status: row.status,
    counts,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    remainingMs: row.status === 'running' ? await tellRemaining(row.id, counts) : null,
  }
}

/** The rows that are left at the pace of those that ended last. */
async function tellRemaining(batchId: string, counts: Counts): Promise<number | null> {
  const ended = await db()
    .selectFrom('batch_rows')
    .select('ended_at')
    .where('batch_id', '=', batchId)
    .where('ended_at', 'is not', null)
    .orderBy('ended_at', 'desc')
    .limit(paceRows)
    .execute()
  const newest = ended[0]?.ended_at
  const oldest = ended.at(-1)?.ended_at
  if (ended.length < 3 || !newest || !oldest) return null
  return ((newest - oldest) / (ended.length - 1)) * (counts.waiting + counts.running)
}

const storedTexts = z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text)))

function toRow(row: BatchRowRow): BatchRow {
  return batchRowSchema.parse({
    row: row.row,
    cells: storedTexts.parse(row.cells),
    status: row.status,
    conversationId: row.conversation_id,
    output: row.output,
    failure: row.failure === null ? null : JSON.parse(row.failure),
    attempts: row.attempts,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  })
}

function shortened(row: BatchRow): BatchRow {
  const cells = row.cells.filter((cell) => cell.trim() !== '').slice(0, shownCells)
  return {
    ...row,
    cells: cells.map((cell) => cell.slice(0, shownCellCharacters)),
    output: row.output.slice(0, shownOutputCharacters),
  }
}
