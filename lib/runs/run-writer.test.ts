import { expect, test } from 'vitest'
import { db } from '@/lib/db/client'
import { describeOnEveryDatabase } from '@/lib/db/testing'
import { newId } from '@/lib/ids'
import type { RunEvent } from './events'
import { findLiveRun } from './live-runs'
import { readRun } from './run-reader'
import { reduceRun } from './reducer'
import { answerText, emptyRun, isOver } from './run'
import type { Run } from './run'
import { recoverAbandonedRuns } from './recovery'
import { findRunOf, insertRun, parseSnapshot, readEvents } from './run-store'
import { writeRun } from './run-writer'
import type { Generate, GenerationEnd } from './run-writer'
import { runFrameSchema } from './start-run-schema'
import { stopRun } from './stop-run'

const user = 'user-1'
const text = (value: string): RunEvent => ({ type: 'text-delta', text: value })

describeOnEveryDatabase('a run', () => {
  test('is read from its first event to its end, and stored as it was seen', async () => {
    const { runId, start } = await commitRun()
    begin(runId, start, ends([text('Hello '), text('lake')], { outcome: 'done' }))
    const seen = await follow(runId, 0)
    expect(seen).toMatchObject({ status: 'done', parts: [{ type: 'text', text: 'Hello lake' }] })
    const row = await findRunOf(user, runId)
    expect(row?.status).toBe('done')
    expect(parseSnapshot(row?.snapshot ?? '')).toEqual(seen)
    const replay = (await readEvents(runId)).reduce(reduceRun, emptyRun)
    expect(replay).toEqual(seen)
    const message = await db()
      .selectFrom('messages')
      .select('text')
      .where('run_id', '=', runId)
      .executeTakeFirst()
    expect(message?.text).toBe('Hello lake')
  })

  test('is the same to a reader that comes later, in the middle or after the end', async () => {
    const { runId, start } = await commitRun()
    const gate = Promise.withResolvers<void>()
    begin(runId, start, async function* () {
      yield text('one ')
      await gate.promise
      yield text('two')
      return { outcome: 'done' }
    })
    const early = follow(runId, 0)
    await findLiveRun(runId)?.log.changed()
    const middle = follow(runId, null)
    gate.resolve()
    const runs = await Promise.all([early, middle])
    runs.push(await follow(runId, null))
    expect(runs.map(answerText)).toEqual(['one two', 'one two', 'one two'])
    expect(new Set(runs.map((run) => run.status))).toEqual(new Set(['done']))
  })

  test('stops upstream when it is stopped, keeps what arrived and takes nothing late', async () => {
    const { runId, start } = await commitRun()
    let isAborted = false
    begin(runId, start, async function* (signal) {
      yield text('kept')
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      isAborted = true
      yield text(' late')
      return { outcome: 'done' }
    })
    await findLiveRun(runId)?.log.changed()
    expect(await stopRun(user, runId)).toBe('stopped')
    expect(await stopRun(user, runId)).toBe('stopped')
    expect(isAborted).toBe(true)
    expect(await follow(runId, null)).toMatchObject({
      status: 'stopped',
      parts: [{ type: 'text', text: 'kept' }],
    })
  })

  test('goes on when its only reader leaves', async () => {
    const { runId, start } = await commitRun()
    const gate = Promise.withResolvers<void>()
    begin(runId, start, async function* () {
      yield text('a')
      await gate.promise
      yield text('b')
      return { outcome: 'done' }
    })
    const reader = (await readRun(user, runId, 0))?.getReader()
    await reader?.read()
    await reader?.cancel()
    gate.resolve()
    expect(answerText(await follow(runId, null))).toBe('ab')
  })

  test('says why it failed and keeps its text', async () => {
    const { runId, start } = await commitRun()
    const failure = { code: 'stream_cut', detail: null, upstreamCode: null } as const
    begin(runId, start, ends([text('half')], { outcome: 'interrupted', failure }))
    expect(await follow(runId, 0)).toMatchObject({
      status: 'interrupted',
      failure: { code: 'stream_cut' },
      parts: [{ type: 'text', text: 'half' }],
    })
  })

  test('an exception in one run ends that run alone', async () => {
    const { runId, start } = await commitRun()
    begin(runId, start, async function* () {
      yield text('a')
      throw new Error('broken')
    })
    expect(await follow(runId, 0)).toMatchObject({
      status: 'failed',
      failure: { code: 'internal', detail: null },
    })
  })

  test('that nobody writes any more becomes interrupted with its text, once', async () => {
    const { runId } = await commitRun()
    await db()
      .insertInto('run_log')
      .values({
        run_id: runId,
        first_seq: 2,
        last_seq: 2,
        events: JSON.stringify([text('before the crash')]),
      })
      .execute()
    await db()
      .updateTable('runs')
      .set({ lease_owner: 'elsewhere/1/x', lease_until: Date.now() - 1 })
      .where('id', '=', runId)
      .execute()
    expect(await recoverAbandonedRuns()).toBe(1)
    expect(await recoverAbandonedRuns()).toBe(0)
    expect(await follow(runId, null)).toMatchObject({
      status: 'interrupted',
      failure: { code: 'restart' },
      parts: [{ type: 'text', text: 'before the crash' }],
    })
  })

  test('of another living process is left alone', async () => {
    const { runId } = await commitRun()
    await db()
      .updateTable('runs')
      .set({ lease_owner: 'elsewhere/1/x', lease_until: Date.now() + 60_000 })
      .where('id', '=', runId)
      .execute()
    expect(await recoverAbandonedRuns()).toBe(0)
    expect((await findRunOf(user, runId))?.status).toBe('waiting')
  })

  test('of somebody else is not there', async () => {
    const { runId, start } = await commitRun()
    const gate = Promise.withResolvers<GenerationEnd>()
    begin(runId, start, async function* () {
      yield text('secret')
      return gate.promise
    })
    expect(await readRun('user-2', runId, null)).toBeNull()
    await expect(stopRun('user-2', runId)).rejects.toMatchObject({ code: 'not_found' })
    gate.resolve({ outcome: 'done' })
    await follow(runId, null)
    expect(await readRun('user-2', runId, null)).toBeNull()
    await expect(stopRun('user-2', runId)).rejects.toMatchObject({ code: 'not_found' })
  })
})

function begin(runId: string, start: RunEvent, generate: Generate): void {
  writeRun({ runId, userId: user, stored: [start], generate })
}

function ends(events: RunEvent[], end: GenerationEnd): Generate {
  return async function* () {
    yield* events
    return end
  }
}

async function commitRun(): Promise<{ runId: string; start: RunEvent }> {
  const now = Date.now()
  const runId = newId()
  const conversationId = newId()
  const ids = { userMessageId: newId(), answerMessageId: newId() }
  const start: RunEvent = { type: 'run-start', runId, conversationId, ...ids, at: now }
  await db()
    .transaction()
    .execute(async (transaction) => {
      await transaction
        .insertInto('conversations')
        .values({
          id: conversationId,
          user_id: user,
          family: 'agent',
          target_id: 'app',
          title: 'T',
          upstream_conversation_id: null,
          leaf_message_id: ids.answerMessageId,
          created_at: now,
          updated_at: now,
          deleted_at: null,
        })
        .execute()
      await transaction
        .insertInto('messages')
        .values({
          id: ids.answerMessageId,
          conversation_id: conversationId,
          user_id: user,
          parent_id: null,
          role: 'answer',
          text: '',
          run_id: runId,
          created_at: now,
        })
        .execute()
      await insertRun(
        transaction,
        {
          id: runId,
          user_id: user,
          conversation_id: conversationId,
          user_message_id: ids.userMessageId,
          answer_message_id: ids.answerMessageId,
          send_key: newId(),
          request_hash: 'h',
          created_at: now,
        },
        start,
        { isAlone: false },
      )
    })
  return { runId, start }
}

/** Reads a run to its end the way a browser does. */
async function follow(runId: string, after: number | null): Promise<Run> {
  const stream = await readRun(user, runId, after)
  let run = emptyRun
  let buffer = ''
  for await (const bytes of stream ?? []) buffer += Buffer.from(bytes).toString()
  for (const block of buffer.split('\n\n')) {
    const data = /^data: (.+)$/m.exec(block)?.[1]
    if (!data) continue
    const frame = runFrameSchema.parse(JSON.parse(data))
    run = frame.type === 'snapshot' ? frame.run : reduceRun(run, frame)
  }
  expect(isOver(run)).toBe(true)
  return run
}
