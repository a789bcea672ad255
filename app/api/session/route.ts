import { object } from 'zod/mini'
import { ensureUser } from '@/lib/auth/account'
import { json, publicRoute, withCookies } from '@/lib/http/route'

/** Who I am; a new guest when nobody. */
export const POST = publicRoute(object({}), async ({ request }) => {
  const { user, cookies } = await ensureUser(request.headers)
  const { id, name, isGuest, role } = user
  return json({ user: { id, name, isGuest, role } }, { headers: withCookies(cookies) })
})
