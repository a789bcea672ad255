import 'server-only'
import { deleteConversation, restorableMs } from '@/lib/conversations/actions'
import { getSummary } from '@/lib/conversations/queries'
import type { ConversationSummary } from '@/lib/conversations/schema'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { limitPerMinute, maxComparisonsPerMinute } from '@/lib/limits/limits'
import { maxQuestionBytes } from '@/lib/runs/start-run-schema'
import { findTarget } from '@/lib/targets/queries'
import { parseLanes } from './lanes'
import type { StoredLane } from './lanes'
import { getComparisonRow } from './queries'
import type { CheckedComparison } from './schema'

/**
 * Keeps a question and whom it is for; each lane is then asked by a run of its own, which counts as any other. The same
 * id with the same content gives the comparison that is there.
 *
 * @returns its id
 * @throws AppError `question_empty`, `question_too_long`, `agent_unknown`, `send_key_reused`, `not_found`,
 *   `too_many_requests`
 */
export async function createComparison(
  userId: string,
  { id, question, lanes }: CheckedComparison,
): Promise<string> {
  if (question.trim() === '') throw new AppError('question_empty')
  if (Buffer.byteLength(question) > maxQuestionBytes) throw new AppError('question_too_long')
  const stored: StoredLane[] = lanes.map((lane) => ({ ...lane, pickedConversationId: null }))
  if (await isKnown(userId, id, question, stored)) return id

  const cards = await Promise.all(lanes.map(({ target }) => findTarget(target)))
  if (cards.includes(null)) throw new AppError('agent_unknown')
  limitPerMinute('comparisons', userId, maxComparisonsPerMinute)
  await db()
    .insertInto('comparisons')
    .values({
      id,
      user_id: userId,
      question,
      lanes: JSON.stringify(stored),
      created_at: Date.now(),
      deleted_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  // Another request with the same id may have been quicker.
  if (!(await isKnown(userId, id, question, stored))) throw new AppError('internal')
  return id
}

/**
 * Goes on with the conversation of a lane: it stands in the sidebar from now on, and in the comparison as before.
 *
 * @throws AppError `not_found`
 */
export async function pickLane(
  userId: string,
  comparisonId: string,
  conversationId: string,
): Promise<ConversationSummary> {
  await db()
    .transaction()
    .execute(async (transaction) => {
      // Locks it: two lanes may be picked at the same time.
      const row = await transaction
        .updateTable('comparisons')
        .set({ deleted_at: null })
        .where('id', '=', comparisonId)
        .where('user_id', '=', userId)
        .where('deleted_at', 'is', null)
        .returningAll()
        .executeTakeFirst()
      if (!row) throw new AppError('not_found')
      const lanes = parseLanes(row)
      if (lanes.some((lane) => lane.pickedConversationId === conversationId)) return
      const conversation = await transaction
        .updateTable('conversations')
        .set({ comparison_id: null, updated_at: Date.now() })
        .where('id', '=', conversationId)
        .where('user_id', '=', userId)
        .where('comparison_id', '=', comparisonId)
        .where('deleted_at', 'is', null)
        .returning('comparison_lane')
        .executeTakeFirst()
      if (!conversation) throw new AppError('not_found')
      const picked = lanes.map((lane, index) =>
        index === conversation.comparison_lane ? { ...lane, pickedConversationId: conversationId } : lane,
      )
      await transaction
        .updateTable('comparisons')
        .set({ lanes: JSON.stringify(picked) })
        .where('id', '=', comparisonId)
        .execute()
    })
  return getSummary(userId, conversationId)
}

/** Removes it with its conversations, whose runs stop; those that somebody went on with stay. @throws AppError `not_found` */
export async function deleteComparison(userId: string, comparisonId: string): Promise<void> {
  await getComparisonRow(userId, comparisonId)
  await db()
    .updateTable('comparisons')
    .set({ deleted_at: Date.now() })
    .where('id', '=', comparisonId)
    .execute()
  const conversations = await db()
    .selectFrom('conversations')
    .select('id')
    .where('comparison_id', '=', comparisonId)
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .execute()
  for (const { id } of conversations) await deleteConversation(userId, id)
}

/** Removes for good what was deleted as long ago as conversations are kept. */
export async function purgeDeletedComparisons(now: number): Promise<void> {
  await db()
    .deleteFrom('comparisons')
    .where('deleted_at', '<', now - restorableMs)
    .execute()
}

/** @throws AppError `send_key_reused` for another content, `not_found` for what is deleted or somebody else's */
async function isKnown(userId: string, id: string, question: string, lanes: StoredLane[]): Promise<boolean> {
  const row = await db().selectFrom('comparisons').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return false
  const asked = parseLanes(row).map((lane) => ({ ...lane, pickedConversationId: null }))
  if (row.user_id !== userId || row.deleted_at !== null) throw new AppError('not_found')
  const isSame =
    row.question === question &&
    JSON.stringify(asked) === JSON.stringify(parseLanes({ lanes: JSON.stringify(lanes) }))
  if (!isSame) throw new AppError('send_key_reused')
  return true
}
