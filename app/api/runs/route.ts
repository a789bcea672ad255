import { isTimelineHiddenFrom } from '@/lib/env'
import { changeRoute, eventStream } from '@/lib/http/route'
import { readRun } from '@/lib/runs/run-reader'
import { startRun } from '@/lib/runs/start-run'
import { startRunSchema } from '@/lib/runs/start-run-schema'
import { AppError } from '@/lib/errors'

export const POST = changeRoute(startRunSchema, async ({ body, user }) => {
  const { runId, isNew } = await startRun(user.id, body)
  const stream = await readRun(user.id, runId, isNew ? 0 : null, {
    hidesTimeline: isTimelineHiddenFrom(user),
  })
  if (!stream) throw new AppError('not_found')
  return eventStream(stream)
})
