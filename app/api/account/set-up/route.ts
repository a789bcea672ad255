import { setUpAdmin } from '@/lib/auth/account'
import { setUpSchema } from '@/lib/auth/schema'
import { json, publicRoute, withCookies } from '@/lib/http/route'

export const POST = publicRoute(setUpSchema, async ({ request, body }) => {
  const { user, cookies } = await setUpAdmin(body, request.headers)
  return json({ user }, { headers: withCookies(cookies) })
})
