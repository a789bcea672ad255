import { isTimelineHiddenFrom } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { eventStream, getRoute } from '@/lib/http/route'
import { readRun } from '@/lib/runs/run-reader'

export const GET = getRoute(async ({ request, user, params }) => {
  const given = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('after')
  const after = given !== null && /^\d{1,9}$/.test(given) ? Number(given) : null
  const stream = await readRun(user.id, params['runId'] ?? '', after, {
    hidesTimeline: isTimelineHiddenFrom(user),
  })
  if (!stream) throw new AppError('not_found')
  return eventStream(stream)
})
