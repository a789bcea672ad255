import 'server-only'
import { restorableMs } from '@/lib/conversations/actions'
import { db } from '@/lib/db/client'

/** Removes for good what was deleted as long ago as conversations are kept. */
export async function purgeDeletedBatches(now: number): Promise<void> {
  await db()
    .deleteFrom('batches')
    .where('deleted_at', '<', now - restorableMs)
    .execute()
}
