import 'server-only'
import { redirect } from 'next/navigation'
import { canEnter, findUser } from '@/lib/auth/session'
import type { SessionUser } from '@/lib/auth/session'

/** Who opens this page, null for somebody who becomes a guest; to the sign-in page and back when that is not allowed. */
export async function enter(path: string): Promise<SessionUser | null> {
  const user = await findUser()
  if (!canEnter(user)) redirect(`/sign-in?next=${encodeURIComponent(path)}`)
  return user
}
