import 'server-only'
import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import { db } from '@/lib/db/client'
import type { Database, RunLogRow, RunRow } from '@/lib/db/schema'
import { newId } from '@/lib/ids'
import { processState } from '@/lib/process-state'
import { runEventSchema } from './events'
import type { RunEvent } from './events'
import type { LogRecord } from './run-log'
import { answerText, runSchema } from './run'
import type { Run } from './run'

/**
 * Runs in the database: their rows, their log, their leases. Every function is one statement or one transaction, and a
 * transaction begins with the row that it locks.
 */

/** How long others believe that the writer of a run lives without hearing from it, in ms. */
export const leaseMs = 5_000

/** Names this process to others that share the database. */
export const leaseOwner = processState('lease-owner', () => `${hostname()}/${process.pid}/${newId()}`)

const activeStatuses: RunRow['status'][] = ['waiting', 'answering']

export async function findRunBySendKey(userId: string, sendKey: string): Promise<RunRow | undefined> {
  return db()
    .selectFrom('runs')
    .selectAll()
    .where('user_id', '=', userId)
    .where('send_key', '=', sendKey)
    .executeTakeFirst()
}

export async function findRunOf(userId: string, runId: string): Promise<RunRow | undefined> {
  return db()
    .selectFrom('runs')
    .selectAll()
    .where('id', '=', runId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
}

export async function countActiveRuns(userId: string): Promise<number> {
  const { count } = await db()
    .selectFrom('runs')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('status', 'in', activeStatuses)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/**
 * Writes the run and the first record of its log.
 *
 * @param options.isAlone refuse while the conversation has another run that is not over
 * @returns why nothing was written, or `inserted`
 */
export async function insertRun(
  transaction: Transaction<Database>,
  run: Pick<
    RunRow,
    | 'id'
    | 'user_id'
    | 'conversation_id'
    | 'user_message_id'
    | 'answer_message_id'
    | 'send_key'
    | 'request_hash'
    | 'created_at'
  >,
  firstEvent: RunEvent,
  options: { isAlone: boolean },
): Promise<'inserted' | 'key-taken' | 'conversation-busy'> {
  const isBusy = options.isAlone && (await hasActiveRun(transaction, run.conversation_id))
  const inserted = await transaction
    .insertInto('runs')
    .values({
      ...run,
      status: 'waiting',
      lease_owner: leaseOwner(),
      lease_until: run.created_at + leaseMs,
      stop_requested_at: null,
      snapshot: null,
      snapshot_seq: 0,
      suggestions: null,
      ended_at: null,
    })
    .onConflict((conflict) => conflict.columns(['user_id', 'send_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return 'key-taken'
  if (isBusy) return 'conversation-busy'
  await insertRecord(transaction, run.id, { firstSeq: 1, lastSeq: 1, events: [firstEvent] })
  return 'inserted'
}

/** Rows of one statement. */
const recordsPerInsert = 50

/** Stores the log records of several runs in one transaction. */
export async function appendRecords(records: { runId: string; record: LogRecord }[]): Promise<void> {
  await db()
    .transaction()
    .execute(async (transaction) => {
      for (let start = 0; start < records.length; start += recordsPerInsert) {
        const some = records.slice(start, start + recordsPerInsert)
        await transaction
          .insertInto('run_log')
          .values(some.map(({ runId, record }) => toLogRow(runId, record)))
          .execute()
      }
    })
}

/** Says that this process still writes these runs; returns those that someone asked to stop. */
export async function renewLeases(now: number): Promise<string[]> {
  const rows = await db()
    .updateTable('runs')
    .set({ lease_until: now + leaseMs })
    .where('lease_owner', '=', leaseOwner())
    .where('status', 'in', activeStatuses)
    .returning(['id', 'stop_requested_at'])
    .execute()
  return rows.flatMap((row) => (row.stop_requested_at === null ? [] : [row.id]))
}

export async function requestStop(runId: string, now: number): Promise<void> {
  await db()
    .updateTable('runs')
    .set({ stop_requested_at: now })
    .where('id', '=', runId)
    .where('stop_requested_at', 'is', null)
    .execute()
}

/** The last log record, the final state, the text of the message and the conversation's time, at once. */
export async function storeEnd(run: Run, seq: number, record: LogRecord | null, now: number): Promise<void> {
  await db()
    .transaction()
    .execute(async (transaction) => {
      await transaction
        .updateTable('conversations')
        .set({ updated_at: now })
        .where('id', '=', run.conversationId)
        .execute()
      if (record) await insertRecord(transaction, run.id, record)
      await transaction
        .updateTable('runs')
        .set({ status: run.status, snapshot: JSON.stringify(run), snapshot_seq: seq, ended_at: run.endedAt })
        .where('id', '=', run.id)
        .execute()
      await transaction
        .updateTable('messages')
        .set({ text: answerText(run) })
        .where('id', '=', run.answerMessageId)
        .execute()
    })
}

export async function storeUpstreamConversation(conversationId: string, upstreamId: string): Promise<void> {
  await db()
    .updateTable('conversations')
    .set({ upstream_conversation_id: upstreamId })
    .where('id', '=', conversationId)
    .execute()
}

/** The events that the database has of a run after `seq`, oldest first. */
export async function readEvents(runId: string, after = 0): Promise<RunEvent[]> {
  const records = await db()
    .selectFrom('run_log')
    .select(['first_seq', 'events'])
    .where('run_id', '=', runId)
    .where('last_seq', '>', after)
    .orderBy('first_seq')
    .execute()
  return records.flatMap((record) =>
    storedEvents.parse(JSON.parse(record.events)).slice(Math.max(0, after + 1 - record.first_seq)),
  )
}

/** Runs whose writer is gone: not heard of for longer than its lease, or a process of this host that has ended. */
export async function listAbandonedRuns(now: number): Promise<RunRow[]> {
  const rows = await db()
    .selectFrom('runs')
    .selectAll()
    .where('status', 'in', activeStatuses)
    .where('lease_owner', '!=', leaseOwner())
    .execute()
  return rows.filter((row) => isAbandoned(row, now))
}

export function isAbandoned(row: Pick<RunRow, 'lease_owner' | 'lease_until'>, now: number): boolean {
  return row.lease_owner !== leaseOwner() && (row.lease_until < now || hasEnded(row.lease_owner))
}

function hasEnded(owner: string): boolean {
  const [host, pid] = owner.split('/')
  if (host !== hostname()) return false
  if (Number(pid) === process.pid) return true
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}

/** Makes this process the writer of an abandoned run. @returns false when another process was quicker */
export async function takeLease(run: RunRow, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db()
    .updateTable('runs')
    .set({ lease_owner: leaseOwner(), lease_until: now + leaseMs })
    .where('id', '=', run.id)
    .where('lease_owner', '=', run.lease_owner)
    .where('lease_until', '=', run.lease_until)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export function parseSnapshot(json: string): Run {
  return runSchema.parse(JSON.parse(json))
}

/** SHA-256 of what a send key stands for. */
export function hashOfRequest(request: unknown): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex')
}

const storedEvents = z
  .array(z.unknown())
  .transform((events) => events.map((event) => runEventSchema.parse(event)))

async function insertRecord(
  transaction: Transaction<Database>,
  runId: string,
  record: LogRecord,
): Promise<void> {
  await transaction.insertInto('run_log').values(toLogRow(runId, record)).execute()
}

function toLogRow(runId: string, record: LogRecord): RunLogRow {
  return {
    run_id: runId,
    first_seq: record.firstSeq,
    last_seq: record.lastSeq,
    events: JSON.stringify(record.events),
  }
}

async function hasActiveRun(transaction: Transaction<Database>, conversationId: string): Promise<boolean> {
  const row = await transaction
    .selectFrom('runs')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('status', 'in', activeStatuses)
    .executeTakeFirst()
  return row !== undefined
}
