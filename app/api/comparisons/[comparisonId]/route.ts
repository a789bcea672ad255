import { object } from 'zod/mini'
import { deleteComparison } from '@/lib/comparisons/actions'
import { getComparison } from '@/lib/comparisons/queries'
import { isTimelineHiddenFrom } from '@/lib/env'
import { changeRoute, getRoute, json } from '@/lib/http/route'

export const GET = getRoute(async ({ user, params }) =>
  json(
    await getComparison(user.id, params['comparisonId'] ?? '', { hidesTimeline: isTimelineHiddenFrom(user) }),
  ),
)

export const DELETE = changeRoute(object({}), async ({ user, params }) => {
  await deleteComparison(user.id, params['comparisonId'] ?? '')
  return json({})
})
