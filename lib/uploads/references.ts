import 'server-only'
import { db } from '@/lib/db/client'
import type { UploadRow } from '@/lib/db/schema'

/** Whether a message or a row of a batch names it. */
export async function isReferenced({ id, user_id }: Pick<UploadRow, 'id' | 'user_id'>): Promise<boolean> {
  // A UUID holds neither `%` nor `_`.
  const pattern = `%"${id}"%`
  const message = await db()
    .selectFrom('messages')
    .select('id')
    .where('user_id', '=', user_id)
    .where((where) => where.or([where('attachments', 'like', pattern), where('inputs', 'like', pattern)]))
    .limit(1)
    .executeTakeFirst()
  if (message) return true
  const row = await db()
    .selectFrom('batch_rows')
    .innerJoin('batches', 'batches.id', 'batch_rows.batch_id')
    .select('batch_rows.row')
    .where('batches.user_id', '=', user_id)
    .where('batch_rows.field_values', 'like', pattern)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
