import { getRoute, json } from '@/lib/http/route'
import { listSuggestions } from '@/lib/runs/suggestions'

export const GET = getRoute(async ({ user, params }) =>
  json({ questions: await listSuggestions(user.id, params['runId'] ?? '') }),
)
