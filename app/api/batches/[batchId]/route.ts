import * as z from 'zod/mini'
import { changeBatch, deleteBatch } from '@/lib/batches/actions'
import { getBatchPage } from '@/lib/batches/queries'
import { batchRowStatuses, changeBatchSchema, maxRowsPerPage } from '@/lib/batches/schema'
import { AppError } from '@/lib/errors'
import { changeRoute, getRoute, json } from '@/lib/http/route'

const pageSchema = z.object({
  from: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(1_000_000)), 1),
  count: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(maxRowsPerPage)), 100),
  status: z._default(z.nullable(z.enum(batchRowStatuses)), null),
})

export const GET = getRoute(async ({ request, user, params }) => {
  const page = pageSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!page.success) throw new AppError('invalid_request')
  return json(await getBatchPage(user.id, params['batchId'] ?? '', page.data))
})

export const PATCH = changeRoute(changeBatchSchema, async ({ user, params, body }) =>
  json({ batch: await changeBatch(user.id, params['batchId'] ?? '', body.action) }),
)

export const DELETE = changeRoute(z.object({}), async ({ user, params }) => {
  await deleteBatch(user.id, params['batchId'] ?? '')
  return json({})
})
