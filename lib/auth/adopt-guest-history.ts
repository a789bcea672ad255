import 'server-only'
import { db } from '@/lib/db/client'

/** Every table whose rows belong to a person; `session` and `account` are better-auth's own. */
export const ownedTables = [
  'conversations',
  'messages',
  'runs',
  'uploads',
  'documents',
  'media',
  'batches',
  'mcp_servers',
  'comparisons',
] as const

/** Hands everything that a guest made over to the account that the guest signed in to. */
export async function adoptGuestHistory(guestId: string, userId: string): Promise<void> {
  await db()
    .transaction()
    .execute(async (transaction) => {
      for (const table of ownedTables) {
        await transaction.updateTable(table).set({ user_id: userId }).where('user_id', '=', guestId).execute()
      }
    })
}
