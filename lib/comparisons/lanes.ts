import 'server-only'
import type { Transaction } from 'kysely'
import { array, catch as orElse, nullable, object, string } from 'zod/mini'
import type * as z from 'zod/mini'
import type { ComparisonRow, Database } from '@/lib/db/schema'
import { AppError } from '@/lib/errors'
import { targetKey, targetSchema } from '@/lib/targets/schema'
import type { Target } from '@/lib/targets/schema'
import { chatSettingsSchema } from '@/lib/targets/settings'
import type { ComparisonLane } from './schema'

/** What the `lanes` column holds. */
const storedLanes = array(
  object({
    target: targetSchema,
    /** Null also for what an older version stored and nobody understands any more. */
    settings: orElse(nullable(chatSettingsSchema), null),
    /** Once somebody goes on with it: its conversation does not name the comparison any more. */
    pickedConversationId: nullable(string()),
  }),
)

export type StoredLane = z.output<typeof storedLanes>[number]

export function parseLanes({ lanes }: Pick<ComparisonRow, 'lanes'>): StoredLane[] {
  return storedLanes.parse(JSON.parse(lanes))
}

/**
 * Checks that a new conversation may be this lane's, and keeps the comparison as it is until the transaction ends.
 *
 * @throws AppError `not_found`, `invalid_request` when the lane is of another target, `lane_taken`
 */
export async function claimLane(
  transaction: Transaction<Database>,
  userId: string,
  { id, lane }: ComparisonLane,
  target: Target,
): Promise<void> {
  const row = await transaction
    .updateTable('comparisons')
    .set({ deleted_at: null })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  const claimed = parseLanes(row)[lane]
  if (!claimed || targetKey(claimed.target) !== targetKey(target)) throw new AppError('invalid_request')
  const taken = await transaction
    .selectFrom('conversations')
    .select('id')
    .where('comparison_id', '=', id)
    .where('comparison_lane', '=', lane)
    .executeTakeFirst()
  if (taken || claimed.pickedConversationId !== null) throw new AppError('lane_taken')
}
