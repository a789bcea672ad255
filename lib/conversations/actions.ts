import 'server-only'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { stopRun } from '@/lib/runs/stop-run'
import { findLatestLeaf, getConversationRow, getSummary } from './queries'
import type { ConversationSummary } from './schema'

/** Deleted conversations can be restored for this long, in ms; then they are purged. */
export const restorableMs = 24 * 60 * 60 * 1_000

/** @throws AppError `not_found` */
export async function renameConversation(
  userId: string,
  conversationId: string,
  title: string,
): Promise<ConversationSummary> {
  await getConversationRow(userId, conversationId)
  await db().updateTable('conversations').set({ title }).where('id', '=', conversationId).execute()
  return getSummary(userId, conversationId)
}

/** Hides it until it is restored or purged, and stops a run in it. @throws AppError `not_found` */
export async function deleteConversation(userId: string, conversationId: string): Promise<void> {
  const { activeRunId } = await getSummary(userId, conversationId)
  await db()
    .updateTable('conversations')
    .set({ deleted_at: Date.now() })
    .where('id', '=', conversationId)
    .execute()
  if (activeRunId) await stopRun(userId, activeRunId)
}

/** @throws AppError `not_found` when it is not there, not deleted, or purged */
export async function restoreConversation(
  userId: string,
  conversationId: string,
): Promise<ConversationSummary> {
  const { numUpdatedRows } = await db()
    .updateTable('conversations')
    .set({ deleted_at: null })
    .where('id', '=', conversationId)
    .where('user_id', '=', userId)
    .where('deleted_at', 'is not', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new AppError('not_found')
  return getSummary(userId, conversationId)
}

/** Shows another version of a message and the newest branch below it. @throws AppError `not_found` */
export async function showVersion(userId: string, conversationId: string, messageId: string): Promise<void> {
  await getConversationRow(userId, conversationId)
  const leaf = await findLatestLeaf(conversationId, messageId)
  await db()
    .updateTable('conversations')
    .set({ leaf_message_id: leaf })
    .where('id', '=', conversationId)
    .execute()
}

/** Removes for good what was deleted longer than `restorableMs` ago. */
export async function purgeDeletedConversations(now: number): Promise<void> {
  await db()
    .deleteFrom('conversations')
    .where('deleted_at', '<', now - restorableMs)
    .execute()
}
