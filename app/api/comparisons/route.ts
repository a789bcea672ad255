import { createComparison } from '@/lib/comparisons/actions'
import { getComparison, listComparisons } from '@/lib/comparisons/queries'
import { createComparisonSchema } from '@/lib/comparisons/schema'
import { isTimelineHiddenFrom } from '@/lib/env'
import { changeRoute, getRoute, json } from '@/lib/http/route'

export const GET = getRoute(async ({ user }) => json({ comparisons: await listComparisons(user.id) }))

export const POST = changeRoute(createComparisonSchema, async ({ user, body }) => {
  const id = await createComparison(user.id, body)
  return json(await getComparison(user.id, id, { hidesTimeline: isTimelineHiddenFrom(user) }))
})
