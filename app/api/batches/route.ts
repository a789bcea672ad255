import { startBatch } from '@/lib/batches/actions'
import { listBatches } from '@/lib/batches/queries'
import { maxBatchBytes, startBatchSchema } from '@/lib/batches/schema'
import { changeRoute, getRoute, json } from '@/lib/http/route'

export const GET = getRoute(async ({ user }) => json({ batches: await listBatches(user.id) }))

export const POST = changeRoute(
  startBatchSchema,
  async ({ user, body }) => json({ batch: await startBatch(user.id, body) }),
  { maxBytes: maxBatchBytes },
)
