import 'server-only'
import { cache } from 'react'
import { z } from 'zod'
import { headers } from 'next/headers'
import { guestsAllowed } from '@/lib/env'
import { auth } from './auth'

export type SessionUser = {
  id: string
  name: string
  isGuest: boolean
  role: 'user' | 'admin'
  /** Null for a guest. */
  email: string | null
}

/** Who is asking, or null. One look-up a request. A guest does not count while guests are not allowed. */
export const findUser = cache(async (): Promise<SessionUser | null> => userOfHeaders(await headers()))

/** Whether this person may see the workspace: signed in, or guests are welcome. */
export function canEnter(user: SessionUser | null): boolean {
  return user !== null || guestsAllowed()
}

export async function userOfHeaders(requestHeaders: Headers): Promise<SessionUser | null> {
  const session = await auth().api.getSession({ headers: requestHeaders })
  if (!session) return null
  const { id, name, email } = session.user
  const { role, isAnonymous } = pluginFields.parse(session.user)
  const isGuest = isAnonymous === true
  if (isGuest && !guestsAllowed()) return null
  return { id, name, isGuest, role: role === 'admin' ? 'admin' : 'user', email: isGuest ? null : email }
}

/** What the admin and anonymous plugins add to a user. */
const pluginFields = z.object({ role: z.string().nullish(), isAnonymous: z.boolean().nullish() })
