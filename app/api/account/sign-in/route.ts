import { signIn } from '@/lib/auth/account'
import { signInSchema } from '@/lib/auth/schema'
import { json, publicRoute, withCookies } from '@/lib/http/route'

export const POST = publicRoute(signInSchema, async ({ request, body }) => {
  const { user, cookies } = await signIn(body.email, body.password, request.headers)
  return json({ user }, { headers: withCookies(cookies) })
})
