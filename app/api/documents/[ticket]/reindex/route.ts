import { object } from 'zod/mini'
import { changeRoute, getRoute, json } from '@/lib/http/route'
import { getReindex, startReindex } from '@/lib/sources/reindex'

export const POST = changeRoute(object({}), async ({ user, params }) =>
  json(await startReindex(user, params['ticket'] ?? '')),
)

export const GET = getRoute(async ({ user, params }) => json(await getReindex(user, params['ticket'] ?? '')))
