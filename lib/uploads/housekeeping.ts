import 'server-only'
import { rm } from 'node:fs/promises'
import { db, storage } from '@/lib/db/client'
import { processState } from '@/lib/process-state'
import { upstreamLimits } from '@/lib/upstream/http'
import { isReferenced } from './references'
import { listCopies, removeCopy, storedPath } from './store'

/** A copy that nothing names is kept for this long, in ms. */
export const maxUnusedMs = 30 * 24 * 60 * 60_000
/** Copies that one round looks at. */
const maxLooks = 500

const startedAt = Date.now()

/** Rounds go on where the last one ended, so that copies that stay do not hide others. */
const lookedUpTo = processState('unused-uploads', () => ({ id: '' }))

/**
 * Ends uploads that a crash left `uploading`, takes away copies that no message names after 30 days, and files without
 * an upload. Several instances may do it at once.
 *
 * @param now epoch ms
 */
export async function tidyUploads(now: number): Promise<void> {
  await endAbandoned(now)
  await removeUnused(now)
  await removeStrays(now)
}

/** Nobody else writes to an embedded database; elsewhere the longest possible transfer is waited for. */
async function endAbandoned(now: number): Promise<void> {
  const before = storage().type === 'sqlite' ? startedAt : now - upstreamLimits.totalMs * 2
  await db()
    .updateTable('uploads')
    .set({
      status: 'failed',
      reason: JSON.stringify({ code: 'incomplete', detail: null, upstreamCode: null }),
    })
    .where('status', '=', 'uploading')
    .where('created_at', '<', before)
    .execute()
}

async function removeUnused(now: number): Promise<void> {
  const rows = await db()
    .selectFrom('uploads')
    .select(['id', 'user_id', 'stored_file', 'deleted_at'])
    .where('stored_file', 'is not', null)
    .where('created_at', '<', now - maxUnusedMs)
    .where('id', '>', lookedUpTo().id)
    .orderBy('id')
    .limit(maxLooks)
    .execute()
  lookedUpTo().id = rows.length < maxLooks ? '' : (rows.at(-1)?.id ?? '')
  for (const row of rows) {
    if (row.deleted_at === null && (await isReferenced(row))) continue
    await removeCopy(row.stored_file)
    await db()
      .updateTable('uploads')
      .set({ stored_file: null, deleted_at: row.deleted_at ?? now })
      .where('id', '=', row.id)
      .execute()
  }
}

/** What a crash left behind: a part, or a whole copy whose row was not written. */
async function removeStrays(now: number): Promise<void> {
  const old = (await listCopies()).filter(({ changedAt }) => now - changedAt > upstreamLimits.totalMs * 2)
  for (let from = 0; from < old.length; from += maxLooks) {
    const names = old.slice(from, from + maxLooks).map(({ name }) => name)
    const known = await db()
      .selectFrom('uploads')
      .select('stored_file')
      .where('stored_file', 'in', names)
      .where('deleted_at', 'is', null)
      .execute()
    const stays = new Set(known.map(({ stored_file }) => stored_file))
    for (const name of names) if (!stays.has(name)) await rm(storedPath(name), { force: true })
  }
}
