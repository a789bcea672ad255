import { object } from 'zod/mini'
import { changeRoute, json } from '@/lib/http/route'
import { stopRun } from '@/lib/runs/stop-run'

export const POST = changeRoute(object({}), async ({ user, params }) =>
  json({ status: await stopRun(user.id, params['runId'] ?? '') }),
)
