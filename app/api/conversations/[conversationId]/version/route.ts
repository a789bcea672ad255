import { object, string } from 'zod/mini'
import { showVersion } from '@/lib/conversations/actions'
import { getTranscript } from '@/lib/conversations/queries'
import { isTimelineHiddenFrom } from '@/lib/env'
import { changeRoute, json } from '@/lib/http/route'

export const PUT = changeRoute(object({ messageId: string() }), async ({ user, params, body }) => {
  const id = params['conversationId'] ?? ''
  await showVersion(user.id, id, body.messageId)
  return json(await getTranscript(user.id, id, { hidesTimeline: isTimelineHiddenFrom(user) }))
})
