import 'server-only'
import { agentClient } from '@/lib/agents/upstream'
import { db } from '@/lib/db/client'
import type { UploadRow } from '@/lib/db/schema'
import { logger } from '@/lib/logger'
import type { FileState } from '@/lib/upstream/agents/files'
import { systemClock } from '@/lib/upstream/clock'
import type { UpstreamClock } from '@/lib/upstream/clock'
import { upstreamLimits } from '@/lib/upstream/http'
import { findUploadRows } from './queries'
import type { Upload, UploadReason } from './schema'

/** Upstream is asked about one file at most once in this time, whoever wants to know, in ms. */
export const askAgainMs = 1_000
/** A file that is not parsed after this time is `stalled`, in ms. */
export const maxParsingMs = 5 * 60_000
/** No transfer takes longer: whoever did it is gone, in ms. */
export const maxTransferMs = upstreamLimits.totalMs + 5 * 60_000
/** Between two looks of a run that waits, in ms; the last one repeats. */
export const waitsMs = [1_000, 2_000, 3_000]

type Clock = Pick<UpstreamClock, 'now' | 'sleep'>

/**
 * Asks upstream about those that it still parses, and writes down what it says. When it cannot be asked, they stay as
 * they are until they stall.
 *
 * @param options.isAgain stalled ones get another five minutes
 * @returns the same rows, as they are now
 */
export async function refreshStates(
  rows: readonly UploadRow[],
  { isAgain = false, clock = systemClock }: { isAgain?: boolean; clock?: Clock } = {},
): Promise<UploadRow[]> {
  const now = clock.now()
  if (isAgain) rows = await revive(rows, now)
  const asked = await claim(rows, now)
  const states = await askUpstream(asked)
  const changes = new Map<string, Partial<UploadRow>>()
  for (const row of rows) {
    if (!isUnderWay(row)) continue
    const values = changeFor(states.get(row.id)) ?? overdue(row, now - row.created_at)
    if (values && (await change(row.id, values, row.status))) changes.set(row.id, values)
  }
  return rows.map((row) => ({ ...row, ...changes.get(row.id) }))
}

/**
 * Waits until none of them is on its way or being parsed.
 *
 * @param onChange hears the files whenever one changed, the first time at once
 * @returns the rows at the end: `ready`, `failed` (also what was removed meanwhile) or `stalled`
 * @throws the signal's reason when it aborts
 */
export async function waitForParsing(
  rows: readonly UploadRow[],
  {
    onChange,
    signal,
    clock = systemClock,
  }: { onChange?: (rows: UploadRow[]) => void; signal?: AbortSignal; clock?: Clock } = {},
): Promise<UploadRow[]> {
  let shown = ''
  let current = [...rows]
  for (let look = 0; ; look++) {
    signal?.throwIfAborted()
    current = await refreshStates(await readAgain(current), { clock })
    const statuses = current.map(({ status }) => status).join()
    if (statuses !== shown) onChange?.(current)
    shown = statuses
    if (!current.some(isUnderWay)) return current
    await clock.sleep(waitsMs[Math.min(look, waitsMs.length - 1)] ?? 0, signal)
  }
}

function isUnderWay({ status }: UploadRow): boolean {
  return status === 'uploading' || status === 'parsing'
}

async function readAgain(rows: readonly UploadRow[]): Promise<UploadRow[]> {
  const open = rows.filter(isUnderWay)
  const users = Map.groupBy(open, ({ user_id }) => user_id)
  const found = await Promise.all(
    [...users].map(([userId, own]) =>
      findUploadRows(
        userId,
        own.map(({ id }) => id),
      ),
    ),
  )
  const fresh = new Map(found.flat().map((row) => [row.id, row]))
  return rows.map((row) =>
    isUnderWay(row) ? (fresh.get(row.id) ?? { ...row, ...failedWith('missing') }) : row,
  )
}

/** Stalled ones count as parsing from now on. */
async function revive(rows: readonly UploadRow[], now: number): Promise<UploadRow[]> {
  const values = { status: 'parsing' as const, created_at: now, checked_at: null }
  const stalled = rows.filter(({ status }) => status === 'stalled')
  for (const { id } of stalled) await change(id, values, 'stalled')
  return rows.map((row) => (stalled.includes(row) ? { ...row, ...values } : row))
}

/** Of several requests and instances that want to know, one asks. */
async function claim(rows: readonly UploadRow[], now: number): Promise<UploadRow[]> {
  const parsing = rows.filter((row) => row.status === 'parsing' && row.upstream_file_id !== null)
  if (parsing.length === 0) return []
  const claimed = await db()
    .updateTable('uploads')
    .set({ checked_at: now })
    .where(
      'id',
      'in',
      parsing.map(({ id }) => id),
    )
    .where('status', '=', 'parsing')
    .where((where) =>
      where.or([where('checked_at', 'is', null), where('checked_at', '<=', now - askAgainMs)]),
    )
    .returning('id')
    .execute()
  return parsing.filter((row) => claimed.some(({ id }) => id === row.id))
}

/** @returns by id of ours; upstream's empty list means that a picture, video or sound needs no parsing */
async function askUpstream(rows: UploadRow[]): Promise<Map<string, FileState>> {
  const answers = [...Map.groupBy(rows, ({ app_id }) => app_id)].map(async ([appId, own]) => {
    const fileIds = own.flatMap((row) => row.upstream_file_id ?? [])
    const states = await agentClient().statFiles(appId, fileIds)
    return own.map((row): [string, FileState] => [
      row.id,
      states.get(row.upstream_file_id ?? '') ?? { status: isText(row) ? 'parsing' : 'ready' },
    ])
  })
  const known = new Map<string, FileState>()
  for (const answer of await Promise.allSettled(answers)) {
    if (answer.status === 'rejected') logger.info('file states not read', { error: answer.reason })
    else for (const [id, state] of answer.value) known.set(id, state)
  }
  return known
}

function isText({ kind }: UploadRow): boolean {
  return kind === 'document' || kind === 'sheet'
}

function changeFor(state: FileState | undefined): Partial<UploadRow> | null {
  if (!state || state.status === 'parsing') return null
  if (state.status === 'ready') return { status: 'ready' }
  const code = reasons[state.code]
  return code ? failedWith(code) : failedWith('not_parsed', state.detail, state.code)
}

function overdue({ status }: UploadRow, ageMs: number): Partial<UploadRow> | null {
  if (status === 'uploading') return ageMs >= maxTransferMs ? failedWith('incomplete') : null
  return ageMs >= maxParsingMs ? { status: 'stalled' } : null
}

/** api-facts §3.3 */
const reasons: Record<string, UploadReason> = {
  '11000': 'missing',
  '11001': 'no_text',
  '11002': 'unreadable',
  '11003': 'too_much_text',
  '11009': 'unknown_id',
}

function failedWith(code: UploadReason, detail: string | null = null, upstreamCode: string | null = null) {
  const reason: Upload['reason'] = { code, detail, upstreamCode }
  return { status: 'failed' as const, reason: JSON.stringify(reason) }
}

/** @returns false when somebody else changed it meanwhile */
async function change(id: string, values: Partial<UploadRow>, from: UploadRow['status']): Promise<boolean> {
  const { numUpdatedRows } = await db()
    .updateTable('uploads')
    .set(values)
    .where('id', '=', id)
    .where('status', '=', from)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
