import 'server-only'
import { db } from '@/lib/db/client'

/** Hands everything that a guest made over to the account that the guest signed in to. */
export async function adoptGuestHistory(guestId: string, userId: string): Promise<void> {
  await db()
    .transaction()
    .execute(async (transaction) => {
      const change = { user_id: userId }
      await transaction.updateTable('conversations').set(change).where('user_id', '=', guestId).execute()
      await transaction.updateTable('messages').set(change).where('user_id', '=', guestId).execute()
      await transaction.updateTable('runs').set(change).where('user_id', '=', guestId).execute()
    })
}
