import 'server-only'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import type { ErrorCode } from '@/lib/errors'
import { waitPerMinute } from '@/lib/limits/limits'
import { logger } from '@/lib/logger'
import { processState } from '@/lib/process-state'
import type { RunFailureCode } from '@/lib/runs/events'
import { findLiveRun, isDraining } from '@/lib/runs/live-runs'
import { isOver } from '@/lib/runs/run'
import { countActiveRuns, findRunBySendKey } from '@/lib/runs/run-store'
import { startRun } from '@/lib/runs/start-run'
import { stopRun } from '@/lib/runs/stop-run'
import { purgeDeletedBatches } from './purge'
import { outputOf } from './row-output'
import {
  attachRun,
  claimNextRow,
  finishBatches,
  giveBackRow,
  hasRunningRows,
  isDeleted,
  listBatchesWithWork,
  listOverRows,
  listUnstartedRows,
  readEndedRun,
  settleRow,
} from './row-store'
import type { ClaimedRow, OpenBatch, OverRow } from './row-store'

/**
 * Runs the rows of all batches, one turn after another: settle what is over, start what was claimed and not started,
 * claim and start what waits. Everything it knows stands in the database, so a restart goes on where it was, and several
 * processes share the work. A row is claimed with its send key before it is started, so it is started once at most.
 */

/** Time between two turns while something runs, in ms; the end of a run calls for the next one at once. */
const busyMs = 500
/** The same while nothing does: batches of another process that has gone are found then. */
const idleMs = 5_000
/** A row that was claimed this long ago and has no run was forgotten, in ms. */
export const unstartedMs = 5_000
const purgeIntervalMs = 60 * 60 * 1_000

type Scheduler = {
  timer: NodeJS.Timeout | null
  isBusy: boolean
  isCalled: boolean
  /** Until when no row of a person is started, epoch ms by user id. */
  notBefore: Map<string, number>
  /** Send keys of rows that this process is starting. */
  starting: Set<string>
  /** When a batch had its last turn, by id; counts up. */
  served: Map<string, number>
  turns: number
  purgedAt: number
}

const scheduler = processState<Scheduler>('batches', () => ({
  timer: null,
  isBusy: false,
  isCalled: false,
  notBefore: new Map(),
  starting: new Set(),
  served: new Map(),
  turns: 0,
  purgedAt: 0,
}))

/** Said once at start, after abandoned runs were ended: goes on with the batches that were running. */
export function startBatches(): void {
  callScheduler()
}

/** The next turn now. Harmless at any time. */
export function callScheduler(): void {
  const state = scheduler()
  if (state.isBusy) {
    state.isCalled = true
    return
  }
  if (state.timer) clearTimeout(state.timer)
  state.isBusy = true
  void takeTurn()
    .catch((error: unknown) => {
      logger.error('batches could not go on', { error })
      return false
    })
    .then((hasWork) => {
      state.isBusy = false
      if (state.isCalled) {
        state.isCalled = false
        return callScheduler()
      }
      state.timer = setTimeout(callScheduler, hasWork ? busyMs : idleMs).unref()
    })
}

/**
 * One turn. Called by the scheduler alone, and by tests.
 *
 * @param options.unstartedMs after which a claimed row without a run is started again; the same send key joins its run
 * @returns whether anything runs or waits now
 */
export async function takeTurn(options: { unstartedMs: number } = { unstartedMs }): Promise<boolean> {
  for (const row of await listOverRows()) await settle(row)
  await startForgottenRows(Date.now() - options.unstartedMs)
  await finishBatches()
  await purgeNowAndThen()
  const batches = await listBatchesWithWork()
  const byUser = Map.groupBy(batches, (batch) => batch.user_id)
  await Promise.all([...byUser].map(([userId, own]) => startRowsOf(userId, own)))
  return batches.length > 0 || (await hasRunningRows())
}

/** Rows of one person that run at once: one run stays free, so that they can still chat. */
export function maxRowsAtOnce(): number {
  return Math.max(1, env().MAX_CONCURRENT_RUNS - 1)
}

/** Rows of one person that start in a minute: a fifth of the limit stays free for their own questions. */
export function maxRowsPerMinute(): number {
  const limit = env().RATE_LIMIT_RUNS_PER_MINUTE
  return Math.max(1, limit - Math.max(1, Math.round(limit / 5)))
}

/** Starts rows until nothing more of this person may run now; their batches take turns. */
async function startRowsOf(userId: string, batches: OpenBatch[]): Promise<void> {
  const state = scheduler()
  let open = batches
  while (open.length > 0 && !isDraining()) {
    if (Date.now() < (state.notBefore.get(userId) ?? 0)) return
    state.notBefore.delete(userId)
    const waitMs = waitPerMinute('runs', userId, maxRowsPerMinute())
    if (waitMs > 0) return void state.notBefore.set(userId, Date.now() + waitMs)
    if ((await countActiveRuns(userId)) >= env().MAX_CONCURRENT_RUNS) return

    const [batch] = open.toSorted((a, b) => (state.served.get(a.id) ?? 0) - (state.served.get(b.id) ?? 0))
    if (!batch) return
    const row = await claimNextRow(batch, maxRowsAtOnce(), Date.now())
    if (row === 'full') return
    if (row === 'empty') {
      open = open.filter(({ id }) => id !== batch.id)
      state.served.delete(batch.id)
      continue
    }
    state.served.set(batch.id, ++state.turns)
    await start(row)
  }
}

async function startForgottenRows(before: number): Promise<void> {
  const { starting } = scheduler()
  for (const row of await listUnstartedRows(before)) {
    if (starting.has(row.sendKey) || isDraining()) continue
    const hasNoRun = !(await findRunBySendKey(row.userId, row.sendKey))
    if (hasNoRun && (await isDeleted(row.batchId))) {
      await settleRow({ ...row, runId: null }, { status: 'stopped', output: '', failure: null }, Date.now())
    } else {
      await start(row)
    }
  }
}

/** Starts the run of a claimed row, or joins the one that its send key has already. */
async function start(row: ClaimedRow): Promise<void> {
  const { starting } = scheduler()
  starting.add(row.sendKey)
  try {
    const runId = await findOrStartRun(row)
    const isWanted = await attachRun(row, runId)
    if (!isWanted) await stopRun(row.userId, runId)
    callAtEndOf(runId)
  } catch (error) {
    await putOff(row, error)
  } finally {
    starting.delete(row.sendKey)
  }
}

async function findOrStartRun(row: ClaimedRow): Promise<string> {
  const known = await findRunBySendKey(row.userId, row.sendKey)
  if (known) return known.id
  const { runId } = await startRun(
    row.userId,
    {
      sendKey: row.sendKey,
      target: { family: 'agent', id: row.appId },
      conversationId: null,
      action: { kind: 'send', question: '', inputs: row.values, attachments: [] },
    },
    { batchId: row.batchId },
  )
  return runId
}

/** Limits and troubles of our own are waited for; what would be refused for ever fails the row. */
async function putOff(row: ClaimedRow, error: unknown): Promise<void> {
  if (error instanceof AppError && mayPass.has(error.code)) {
    const waitMs = (error.retryAfterSeconds ?? 1) * 1_000
    scheduler().notBefore.set(row.userId, Date.now() + waitMs)
    return giveBackRow(row)
  }
  logger.error('a row of a batch could not be started', { batchId: row.batchId, row: row.row, error })
  const code = error instanceof AppError ? (failureCodes[error.code] ?? 'internal') : 'internal'
  await settleRow(
    { ...row, runId: null },
    { status: 'failed', output: '', failure: { code, detail: null } },
    Date.now(),
  )
}

const mayPass = new Set<ErrorCode>([
  'too_many_requests',
  'too_many_runs',
  'shutting_down',
  'storage_unavailable',
])

const failureCodes: Partial<Record<ErrorCode, RunFailureCode>> = {
  agent_unknown: 'not_found',
  file_gone: 'files_failed',
  question_empty: 'refused',
  question_too_long: 'refused',
  invalid_request: 'refused',
}

async function settle(row: OverRow): Promise<void> {
  const run = await readEndedRun(row.runId)
  const isDone = run?.status === 'done'
  const isStopped = run?.status === 'stopped'
  await settleRow(
    row,
    {
      status: isDone ? 'done' : isStopped ? 'stopped' : 'failed',
      output: run ? outputOf(run) : '',
      failure: isDone || isStopped ? null : failureOf(run?.failure ?? null),
    },
    row.endedAt,
  )
}

function failureOf(failure: { code: RunFailureCode; detail: string | null } | null) {
  return { code: failure?.code ?? 'internal', detail: failure?.detail ?? null } as const
}

function callAtEndOf(runId: string): void {
  const live = findLiveRun(runId)
  if (!live) return callScheduler()
  void (async () => {
    while (!isOver(live.log.head().run)) await live.log.changed()
    callScheduler()
  })()
}

async function purgeNowAndThen(): Promise<void> {
  const state = scheduler()
  const now = Date.now()
  if (now - state.purgedAt < purgeIntervalMs) return
  state.purgedAt = now
  await purgeDeletedBatches(now)
}
