import 'server-only'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { takeBack } from './hand-over'
import { cancelTransfer } from './receive-upload'
import { isReferenced } from './references'
import { removeCopy } from './store'

/**
 * Takes a file away that was not sent. What is on its way stops, on upstream's side too; what a message names stays with
 * it. Removing twice is harmless.
 *
 * @throws AppError `not_found` for what is not this person's
 */
export async function removeUpload(userId: string, uploadId: string): Promise<void> {
  const row = await db()
    .selectFrom('uploads')
    .selectAll()
    .where('id', '=', uploadId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  if (row.deleted_at !== null || (await isReferenced(row))) return
  cancelTransfer(uploadId)
  await db().updateTable('uploads').set({ deleted_at: Date.now() }).where('id', '=', uploadId).execute()
  await removeCopy(row.stored_file)
  takeBack(row)
}
