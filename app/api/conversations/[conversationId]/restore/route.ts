import { object } from 'zod/mini'
import { restoreConversation } from '@/lib/conversations/actions'
import { changeRoute, json } from '@/lib/http/route'

export const POST = changeRoute(object({}), async ({ user, params }) =>
  json({ conversation: await restoreConversation(user.id, params['conversationId'] ?? '') }),
)
