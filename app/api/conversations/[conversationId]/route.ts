import { object } from 'zod/mini'
import { deleteConversation, renameConversation } from '@/lib/conversations/actions'
import { getTranscript } from '@/lib/conversations/queries'
import { renameSchema } from '@/lib/conversations/schema'
import { isTimelineHiddenFrom } from '@/lib/env'
import { changeRoute, getRoute, json } from '@/lib/http/route'

export const GET = getRoute(async ({ request, user, params }) => {
  const before = new URL(request.url).searchParams.get('before') ?? undefined
  const hidesTimeline = isTimelineHiddenFrom(user)
  return json(await getTranscript(user.id, params['conversationId'] ?? '', { before, hidesTimeline }))
})

export const PATCH = changeRoute(renameSchema, async ({ user, params, body }) =>
  json({ conversation: await renameConversation(user.id, params['conversationId'] ?? '', body.title) }),
)

export const DELETE = changeRoute(object({}), async ({ user, params }) => {
  await deleteConversation(user.id, params['conversationId'] ?? '')
  return json({})
})
