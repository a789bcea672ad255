import { object } from 'zod/mini'
import { changeRoute, json } from '@/lib/http/route'
import { changeMcpServer, deleteMcpServer } from '@/lib/mcp/actions'
import { saveMcpServerSchema } from '@/lib/mcp/schema'

export const PUT = changeRoute(saveMcpServerSchema, async ({ user, params, body }) =>
  json({ server: await changeMcpServer(user.id, params['serverId'] ?? '', body) }),
)

export const DELETE = changeRoute(object({}), async ({ user, params }) => {
  await deleteMcpServer(user.id, params['serverId'] ?? '')
  return json({})
})
