import { object, string } from 'zod/mini'
import { showVersion } from '@/lib/conversations/actions'
import { changeRoute, json } from '@/lib/http/route'

export const PUT = changeRoute(object({ messageId: string() }), async ({ user, params, body }) =>
  json(await showVersion(user.id, params['conversationId'] ?? '', body.messageId)),
)
