import 'server-only'
import { logger } from '@/lib/logger'
import { processState } from '@/lib/process-state'
import type { RunLog } from './run-log'
import { appendRecords, renewLeases } from './run-store'

/**
 * The runs that this process writes now, and the beat that stores what they said: all of them in one transaction, four
 * times a second, so that a crash costs at most a quarter of a second of text and a hundred streams cost one commit.
 */

export type LiveRun = {
  id: string
  userId: string
  log: RunLog
  /** Ends the generation; harmless when it is over. */
  stop(): Promise<void>
  /** Ends it because the process goes away. */
  interrupt(): Promise<void>
}

/** Time between two stores of all live runs, in ms. */
export const storeIntervalMs = 250
const leaseRenewalMs = 1_000

type Registry = {
  runs: Map<string, LiveRun>
  isDraining: boolean
  timer: NodeJS.Timeout | null
  leasesRenewedAt: number
  storing: Promise<void>
}

const registry = processState<Registry>('live-runs', () => ({
  runs: new Map(),
  isDraining: false,
  timer: null,
  leasesRenewedAt: 0,
  storing: Promise.resolve(),
}))

export function findLiveRun(runId: string): LiveRun | undefined {
  return registry().runs.get(runId)
}

export function countLiveRuns(): number {
  return registry().runs.size
}

export function addLiveRun(run: LiveRun): void {
  const state = registry()
  state.runs.set(run.id, run)
  state.timer ??= setInterval(() => void beat(), storeIntervalMs)
}

export function removeLiveRun(runId: string): void {
  const state = registry()
  state.runs.delete(runId)
  if (state.runs.size > 0 || !state.timer) return
  clearInterval(state.timer)
  state.timer = null
}

export function isDraining(): boolean {
  return registry().isDraining
}

/** No new runs from here on; waits for the running ones, then interrupts those that are left. */
export async function drainLiveRuns(graceMs: number): Promise<void> {
  const state = registry()
  state.isDraining = true
  const deadline = Date.now() + graceMs
  while (state.runs.size > 0 && Date.now() < deadline) {
    const left = deadline - Date.now()
    await Promise.race(
      [...state.runs.values()].map((run) => run.log.changed()).concat(wait(Math.min(left, 250))),
    )
  }
  await Promise.all([...state.runs.values()].map((run) => run.interrupt()))
  await state.storing
}

/** One store at a time: a slow database makes records larger, never more. */
async function beat(): Promise<void> {
  const state = registry()
  const turn = state.storing
    .then(storeOnce)
    .catch((error: unknown) => logger.error('run log not stored', { error }))
  state.storing = turn
  await turn
}

async function storeOnce(): Promise<void> {
  const state = registry()
  const records = [...state.runs.values()].flatMap((run) => {
    const record = run.log.takeUnstored()
    return record ? [{ runId: run.id, log: run.log, record }] : []
  })
  try {
    if (records.length > 0) await appendRecords(records)
  } catch (error) {
    for (const { log, record } of records) log.giveBack(record)
    throw error
  }
  const now = Date.now()
  if (now - state.leasesRenewedAt < leaseRenewalMs) return
  state.leasesRenewedAt = now
  for (const runId of await renewLeases(now)) void state.runs.get(runId)?.stop()
}

/** Waits until what is being stored is stored, so that an end follows its records. */
export function afterStoring(): Promise<void> {
  return registry().storing
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
