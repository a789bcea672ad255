import { listConversations } from '@/lib/conversations/queries'
import { getRoute, json } from '@/lib/http/route'

export const GET = getRoute(async ({ request, user }) => {
  const before = new URL(request.url).searchParams.get('before') ?? undefined
  return json(await listConversations(user.id, { before }))
})
