import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { registerAgents } from '@/lib/agents/actions'
import { listConversations } from '@/lib/conversations/queries'
import { db } from '@/lib/db/client'
import { describeOnEveryDatabase } from '@/lib/db/testing'
import type { FieldValue } from '@/lib/forms/schema'
import { newId } from '@/lib/ids'
import type { RunEvent } from '@/lib/runs/events'
import type { GenerationEnd } from '@/lib/runs/run-writer'
import { startRun } from '@/lib/runs/start-run'
import { stopRun } from '@/lib/runs/stop-run'
import { changeBatch, deleteBatch, startBatch } from './actions'
import { getBatch, getBatchPage, getBatchRowDetail, listBatches, maxBatchesPerUser } from './queries'
import { claimNextRow, listBatchesWithWork } from './row-store'
import { sendKeyOf } from './row-key'
import type { Batch, StartBatch } from './schema'
import { callScheduler, takeTurn } from './scheduler'

type Generation = { inputs: FieldValue[]; isStopped: boolean; end: (end?: GenerationEnd) => void }

/** What the agent was asked, in order; `answers` says what it does with it. */
const generations: Generation[] = []
const ended: GenerationEnd = { outcome: 'done' }
const failed: GenerationEnd = {
  outcome: 'failed',
  failure: { code: 'overloaded', detail: 'Too busy', upstreamCode: '1305' },
}
let answer: (question: string) => GenerationEnd | 'wait' = () => ended

vi.mock('@/lib/agents/generate-answer', () => ({
  async *generateAnswer(options: {
    inputs: FieldValue[]
    signal: AbortSignal
  }): AsyncGenerator<RunEvent, GenerationEnd> {
    const { promise, resolve } = Promise.withResolvers<GenerationEnd>()
    const generation: Generation = {
      inputs: options.inputs,
      isStopped: false,
      end: (end = ended) => resolve(end),
    }
    generations.push(generation)
    options.signal.addEventListener('abort', () => {
      generation.isStopped = true
      resolve(ended)
    })
    const question = options.inputs[0]?.value ?? ''
    const result = answer(question)
    if (result !== 'wait') resolve(result)
    yield { type: 'text-delta', text: `About ${question}` }
    return promise
  },
}))

vi.mock('@/lib/agents/variables', () => ({
  async findVariables(appId: string) {
    const base = { tips: '', template: null }
    const question = { id: 'q', name: 'Question', type: 'input', options: [], ...base }
    const tone = { id: 't', name: 'Tone', type: 'selection_list', options: ['Plain', 'Formal'], ...base }
    return { variables: appId === 'form' ? [question, tone] : [question], isUncertain: false }
  },
}))

process.env['MAX_CONCURRENT_RUNS'] = '3'
process.env['RATE_LIMIT_RUNS_PER_MINUTE'] = '10000'

describeOnEveryDatabase('a batch', () => {
  let user: string

  beforeAll(async () => {
    const nothing = { en: '', zh: '' }
    const agent = {
      name: nothing,
      description: nothing,
      icon: 'bot',
      openingQuestions: { en: [], zh: [] },
    }
    await registerAgents(
      [
        { ...agent, appId: 'form' },
        { ...agent, appId: 'dialogue' },
      ],
      'engine',
    )
  })

  beforeEach(async () => {
    await holdScheduler()
    generations.length = 0
    user = newId()
  })

  afterEach(async () => {
    await holdScheduler()
    answer = () => ended
    for (const generation of generations) generation.end()
    // What a test left open must not be gone on with in the next one.
    await db().updateTable('batches').set({ status: 'done' }).execute()
    vi.useRealTimers()
    resetLimits('3', '10000')
  })

  test('asks once with every row, one after the other, and keeps the answers', async () => {
    const batch = await begin(['Baikal', 'Como', 'Titicaca'])
    await untilStatus(batch, 'done')
    expect(asked()).toEqual(['Baikal', 'Como', 'Titicaca'])
    const { rows } = await page(batch)
    expect(rows.map((row) => [row.row, row.status, row.output, row.attempts])).toEqual([
      [1, 'done', 'About Baikal', 1],
      [2, 'done', 'About Como', 1],
      [3, 'done', 'About Titicaca', 1],
    ])
    expect(generations[0]?.inputs).toEqual([
      { fieldId: 'q', name: 'Question', kind: 'text', value: 'Baikal', uploads: [] },
      { fieldId: 't', name: 'Tone', kind: 'choice', value: 'Formal', uploads: [] },
    ])
  })

  test('stays out of the sidebar, each row in a conversation of its own', async () => {
    const batch = await begin(['Baikal', 'Como'])
    await untilStatus(batch, 'done')
    const { rows } = await page(batch)
    expect(new Set(rows.map((row) => row.conversationId)).size).toBe(2)
    expect((await listConversations(user)).conversations).toEqual([])
  })

  test('leaves one run free for the person', async () => {
    answer = () => 'wait'
    const batch = await begin(['a', 'b', 'c', 'd'])
    await expect.poll(() => generations.length).toBe(2)
    await takeTurn()
    expect(await counts(batch)).toMatchObject({ running: 2, waiting: 2 })
    await ask('my own question')
    expect(generations).toHaveLength(3)
    // The limit is used up: the row that follows waits instead of failing.
    generations[0]?.end()
    await expect.poll(() => counts(batch)).toMatchObject({ running: 2, done: 1, failed: 0 })
  })

  test('waits for the limit of a minute and fails no row for it', async () => {
    resetLimits('3', '5')
    vi.useFakeTimers({ toFake: ['Date'] })
    const batch = await begin(['1', '2', '3', '4', '5', '6'])
    await expect.poll(() => counts(batch)).toMatchObject({ done: 4, waiting: 2, failed: 0 })
    await takeTurn()
    expect(generations).toHaveLength(4)
    // A fifth of it is left for the person.
    await ask('my own question')
    vi.setSystemTime(Date.now() + 61_000)
    await takeTurn()
    await untilStatus(batch, 'done')
    expect(await counts(batch)).toMatchObject({ done: 6 })
  })

  test('pauses, lets running rows end, and goes on', async () => {
    answer = () => 'wait'
    const batch = await begin(['a', 'b', 'c'])
    await expect.poll(() => generations.length).toBe(2)
    expect(await changeBatch(user, batch.id, 'pause')).toMatchObject({ status: 'paused' })
    for (const generation of generations) generation.end()
    await expect.poll(() => counts(batch)).toMatchObject({ done: 2, waiting: 1, running: 0 })
    await takeTurn()
    expect(generations).toHaveLength(2)
    answer = () => ended
    await changeBatch(user, batch.id, 'resume')
    await untilStatus(batch, 'done')
    expect(asked()).toEqual(['a', 'b', 'c'])
  })

  test('says why a row failed, and asks failed rows alone again', async () => {
    answer = (question) => (question === 'bad' ? failed : ended)
    const batch = await begin(['good', 'bad', 'fine'])
    await untilStatus(batch, 'done')
    const before = await page(batch)
    expect(before.rows.map((row) => row.status)).toEqual(['done', 'failed', 'done'])
    expect(before.rows[1]).toMatchObject({ failure: { code: 'overloaded', detail: 'Too busy' } })
    const first = before.rows[1]?.conversationId

    answer = () => ended
    expect(await changeBatch(user, batch.id, 'retry-failed')).toMatchObject({ status: 'running' })
    await untilStatus(batch, 'done')
    expect(asked()).toEqual(['good', 'bad', 'fine', 'bad'])
    const row = await getBatchRowDetail(user, batch.id, 2)
    expect(row).toMatchObject({ status: 'done', attempts: 2, failure: null, earlierConversationIds: [first] })
    expect(row.conversationId).not.toBe(first)
  })

  test('a row that was stopped is told from one that failed', async () => {
    answer = () => 'wait'
    const batch = await begin(['a'])
    await expect.poll(() => generations.length).toBe(1)
    await expect.poll(async () => (await page(batch)).rows[0]?.conversationId).toBeTruthy()
    await stopRun(user, await runIdOf(batch, 1))
    await untilStatus(batch, 'done')
    expect((await page(batch)).rows[0]).toMatchObject({ status: 'stopped', output: 'About a', failure: null })
  })

  test('a row that was claimed before a crash is started once', async () => {
    const batch = await store(['a', 'b'])
    await crashAfterClaim(batch)
    expect(await counts(batch)).toMatchObject({ running: 1, waiting: 1 })
    await takeTurn({ unstartedMs: -1_000 })
    releaseScheduler()
    await untilStatus(batch, 'done')
    expect(asked()).toEqual(['a', 'b'])
  })

  test('a row whose run began before a crash is not started again', async () => {
    const batch = await store(['a', 'b'])
    const claimed = await crashAfterClaim(batch)
    await startRun(
      user,
      {
        sendKey: claimed.sendKey,
        target: { family: 'agent', id: 'form' },
        conversationId: null,
        action: { kind: 'send', question: '', inputs: claimed.values, attachments: [] },
      },
      { batchId: batch.id },
    )
    await takeTurn({ unstartedMs: -1_000 })
    releaseScheduler()
    await untilStatus(batch, 'done')
    expect(asked()).toEqual(['a', 'b'])
    expect((await page(batch)).rows[0]).toMatchObject({ status: 'done', output: 'About a', attempts: 1 })
  })

  test('several schedulers on one database start every row once', async () => {
    const questions = Array.from({ length: 12 }, (_, index) => `row ${index}`)
    const batch = await store(questions)
    await expect
      .poll(
        async () => {
          await Promise.all([takeTurn(), takeTurn(), takeTurn(), takeTurn({ unstartedMs: -1_000 })])
          return (await getBatch(user, batch.id)).status
        },
        { timeout: 10_000 },
      )
      .toBe('done')
    expect(asked().toSorted()).toEqual(questions.toSorted())
  })

  test('never has more rows of one person at work than it may', async () => {
    answer = () => 'wait'
    const first = await store(['a', 'b', 'c'])
    const second = await store(['d', 'e', 'f'])
    await Promise.all([takeTurn(), takeTurn(), takeTurn()])
    expect(generations).toHaveLength(2)
    expect((await counts(first)).running + (await counts(second)).running).toBe(2)
  })

  test('takes turns with the same person’s other batches', async () => {
    answer = () => 'wait'
    await store(['a', 'b', 'c'])
    await store(['d', 'e', 'f'])
    await takeTurn()
    expect(asked()).toEqual(['a', 'd'])
  })

  test('of one person does not hold up another', async () => {
    answer = () => 'wait'
    const first = await begin(['a', 'b', 'c'])
    await expect.poll(() => counts(first)).toMatchObject({ running: 2 })
    user = newId()
    const other = await begin(['x', 'y'])
    await expect.poll(() => counts(other)).toMatchObject({ running: 2 })
  })

  test('deleted stops what runs, starts nothing more and is gone', async () => {
    answer = () => 'wait'
    const batch = await begin(['a', 'b', 'c'])
    await expect.poll(() => generations.length).toBe(2)
    await deleteBatch(user, batch.id)
    await expect.poll(() => generations.every((generation) => generation.isStopped)).toBe(true)
    await takeTurn()
    expect(generations).toHaveLength(2)
    expect(await listBatches(user)).toEqual([])
    await expect(getBatch(user, batch.id)).rejects.toMatchObject({ code: 'not_found' })
    const left = await db()
      .selectFrom('conversations')
      .select('id')
      .where('batch_id', '=', batch.id)
      .where('deleted_at', 'is', null)
      .execute()
    expect(left).toEqual([])
  })

  test('sent twice is one batch; with other rows it is refused', async () => {
    releaseScheduler()
    const request = requestOf(['a', 'b'])
    const [first, second] = await Promise.all([startBatch(user, request), startBatch(user, request)])
    expect(second.id).toBe(first.id)
    await untilStatus(first, 'done')
    expect((await startBatch(user, request)).id).toBe(first.id)
    expect(asked()).toEqual(['a', 'b'])
    await expect(startBatch(user, { ...request, rows: [['a'], ['c']] })).rejects.toMatchObject({
      code: 'send_key_reused',
    })
  })

  test.each([
    ['of an agent that nobody knows', { appId: 'nobody' }, 'agent_unknown'],
    ['of an agent without a form', { appId: 'dialogue' }, 'agent_not_form'],
    ['with a choice that does not exist', { tone: 'Loud' }, 'rows_invalid'],
    ['with a column that does not exist', { column: 7 }, 'rows_invalid'],
    ['with files of somebody else', { uploads: ['not-mine'] }, 'file_gone'],
    ['with a row that sends nothing', { rows: [['a'], [' ']], tone: '' }, 'rows_invalid'],
  ])('%s is refused', async (_, change, code) => {
    await expect(startBatch(user, requestOf(['a'], change))).rejects.toMatchObject({ code })
    expect(await listBatches(user)).toEqual([])
  })

  test('one more than can be kept is refused', async () => {
    const now = Date.now()
    await db()
      .insertInto('batches')
      .values(
        Array.from({ length: maxBatchesPerUser }, () => ({
          id: newId(),
          user_id: user,
          app_id: 'form',
          send_key: newId(),
          name: 'old.csv',
          columns: '[]',
          status: 'done' as const,
          created_at: now,
          updated_at: now,
          deleted_at: null,
        })),
      )
      .execute()
    await expect(startBatch(user, requestOf(['a']))).rejects.toMatchObject({ code: 'too_many_batches' })
  })

  test('shows its rows by status and says how long it will take', async () => {
    answer = (question) => (question === 'bad' ? failed : ended)
    const batch = await begin(['bad', 'b', 'c', 'bad', 'd'])
    await untilStatus(batch, 'done')
    const some = await getBatchPage(user, batch.id, { from: 2, count: 1, status: 'failed' })
    expect(some.rows.map((row) => row.row)).toEqual([4])
    expect(some.batch.counts).toEqual({ waiting: 0, running: 0, done: 3, failed: 2, stopped: 0 })
  })

  function begin(questions: string[]): Promise<Batch> {
    releaseScheduler()
    return startBatch(user, requestOf(questions))
  }

  /** Nobody takes its rows until `takeTurn` is called, or the scheduler released. */
  function store(questions: string[]): Promise<Batch> {
    return startBatch(user, requestOf(questions))
  }

  /** What a process leaves behind that ends right after it took a row. */
  async function crashAfterClaim(batch: Batch) {
    const open = (await listBatchesWithWork()).find(({ id }) => id === batch.id)
    const claimed = open && (await claimNextRow(open, 2, Date.now()))
    if (typeof claimed !== 'object') throw new Error('nothing was claimed')
    expect(claimed.sendKey).toBe(sendKeyOf(batch.id, 1, 1))
    return claimed
  }

  async function ask(question: string): Promise<void> {
    const inputs: FieldValue[] = [
      { fieldId: 'q', name: 'Question', kind: 'text', value: question, uploads: [] },
    ]
    await startRun(user, {
      sendKey: crypto.randomUUID(),
      target: { family: 'agent', id: 'form' },
      conversationId: null,
      action: { kind: 'send', question: '', inputs, attachments: [] },
    })
  }

  async function counts(batch: Batch): Promise<Batch['counts']> {
    return (await getBatch(user, batch.id)).counts
  }

  async function page(batch: Batch) {
    return getBatchPage(user, batch.id, { from: 1, count: 100, status: null })
  }

  async function runIdOf(batch: Batch, row: number): Promise<string> {
    const found = await db()
      .selectFrom('batch_rows')
      .select('run_id')
      .where('batch_id', '=', batch.id)
      .where('row', '=', row)
      .executeTakeFirstOrThrow()
    return found.run_id ?? ''
  }

  async function untilStatus(batch: Batch, status: Batch['status']): Promise<void> {
    await expect.poll(async () => (await getBatch(user, batch.id)).status, { timeout: 10_000 }).toBe(status)
  }
})

function asked(): string[] {
  return generations.map(({ inputs }) => inputs[0]?.value ?? '')
}

function requestOf(
  questions: string[],
  change: { appId?: string; tone?: string; column?: number; uploads?: string[]; rows?: string[][] } = {},
): StartBatch {
  return {
    sendKey: crypto.randomUUID(),
    appId: change.appId ?? 'form',
    name: 'lakes.csv',
    columns: ['Lake'],
    fields: [
      {
        fieldId: 'q',
        name: 'Question',
        kind: 'text',
        source: { from: 'column', column: change.column ?? 0 },
      },
      {
        fieldId: 't',
        name: 'Tone',
        kind: 'choice',
        source: { from: 'constant', value: change.tone ?? 'Formal', uploads: change.uploads ?? [] },
      },
    ],
    rows: change.rows ?? questions.map((question) => [question]),
  }
}

function resetLimits(concurrent: string, perMinute: string): void {
  process.env['MAX_CONCURRENT_RUNS'] = concurrent
  process.env['RATE_LIMIT_RUNS_PER_MINUTE'] = perMinute
  for (const name of ['env', 'limits']) Reflect.deleteProperty(globalThis, Symbol.for(`moonlake.${name}`))
}

type State = { isBusy: boolean; isHeld?: boolean; timer: NodeJS.Timeout | null }

function schedulerState(): State | undefined {
  return Reflect.get(globalThis, Symbol.for('moonlake.batches'))
}

/** Waits for the turn that is taken and lets none follow, as in a process without a scheduler. */
async function holdScheduler(): Promise<void> {
  const state = schedulerState()
  if (!state || state.isHeld) return
  await expect.poll(() => !state.isBusy).toBe(true)
  if (state.timer) clearTimeout(state.timer)
  state.isBusy = true
  state.isHeld = true
}

function releaseScheduler(): void {
  const state = schedulerState()
  if (state) {
    state.isBusy = false
    state.isHeld = false
  }
  callScheduler()
}
