import { pickLane } from '@/lib/comparisons/actions'
import { pickLaneSchema } from '@/lib/comparisons/schema'
import { changeRoute, json } from '@/lib/http/route'

export const POST = changeRoute(pickLaneSchema, async ({ user, params, body }) =>
  json({ conversation: await pickLane(user.id, params['comparisonId'] ?? '', body.conversationId) }),
)
