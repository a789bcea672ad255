import { changeRoute, getRoute, json } from '@/lib/http/route'
import { createMcpServer } from '@/lib/mcp/actions'
import { listMcpServers } from '@/lib/mcp/queries'
import { saveMcpServerSchema } from '@/lib/mcp/schema'

export const GET = getRoute(async ({ user }) => json({ servers: await listMcpServers(user.id) }))

export const POST = changeRoute(saveMcpServerSchema, async ({ user, body }) =>
  json({ server: await createMcpServer(user.id, body) }),
)
