import { object } from 'zod/mini'
import { signOut } from '@/lib/auth/account'
import { json, publicRoute, withCookies } from '@/lib/http/route'

export const POST = publicRoute(object({}), async ({ request }) => {
  const { cookies } = await signOut(request.headers)
  return json({ user: null }, { headers: withCookies(cookies) })
})
