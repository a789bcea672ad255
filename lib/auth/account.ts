import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { APIError } from 'better-auth/api'
import { db } from '@/lib/db/client'
import { env, guestsAllowed } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { limitPerMinute, maxGuestsPerMinute, maxSignInsPerMinute } from '@/lib/limits/limits'
import { auth } from './auth'
import { userOfHeaders } from './session'
import type { SessionUser } from './session'

/** A user, and the cookies that make the browser that user. */
export type SignedIn = { user: SessionUser; cookies: string[] }

/** Who is asking; a new guest when nobody is and guests are allowed. @throws AppError `unauthenticated` */
export async function ensureUser(headers: Headers): Promise<SignedIn> {
  const known = await userOfHeaders(headers)
  if (known) return { user: known, cookies: [] }
  if (!guestsAllowed()) throw new AppError('unauthenticated')
  limitPerMinute('guests', 'all', maxGuestsPerMinute)
  const { headers: answer, response } = await auth().api.signInAnonymous({ headers, returnHeaders: true })
  if (!response) throw new AppError('internal')
  const user = {
    id: response.user.id,
    name: response.user.name,
    isGuest: true,
    role: 'user',
    email: null,
  } as const
  return { user, cookies: answer.getSetCookie() }
}

/** @throws AppError `wrong_credentials`, `too_many_requests` */
export async function signIn(email: string, password: string, headers: Headers): Promise<SignedIn> {
  limitPerMinute('signIns', email.toLowerCase(), maxSignInsPerMinute)
  try {
    const { headers: answer, response } = await auth().api.signInEmail({
      body: { email, password },
      headers,
      returnHeaders: true,
    })
    const { id, name } = response.user
    const account = await db().selectFrom('user').select('role').where('id', '=', id).executeTakeFirst()
    const role = account?.role === 'admin' ? 'admin' : 'user'
    return { user: { id, name, isGuest: false, role, email }, cookies: answer.getSetCookie() }
  } catch (error) {
    if (error instanceof APIError) throw new AppError('wrong_credentials', { cause: error })
    throw error
  }
}

export async function signOut(headers: Headers): Promise<{ cookies: string[] }> {
  const { headers: answer } = await auth().api.signOut({ headers, returnHeaders: true })
  return { cookies: answer.getSetCookie() }
}

/**
 * Sees to the first admin at start: makes the configured one, or a one-time set-up link while there is none.
 *
 * @returns the link's token, or null when there is an admin
 */
export async function prepareFirstAdmin(): Promise<string | null> {
  if (await hasAdmin()) return null
  const { ADMIN_EMAIL, ADMIN_PASSWORD } = env()
  if (ADMIN_EMAIL && ADMIN_PASSWORD) {
    await createAdmin(ADMIN_EMAIL.split('@')[0] ?? 'Admin', ADMIN_EMAIL, ADMIN_PASSWORD)
    return null
  }
  const token = randomBytes(24).toString('base64url')
  await db().deleteFrom('set_up_links').where('used_at', 'is', null).execute()
  await db()
    .insertInto('set_up_links')
    .values({ token_hash: hashOf(token), created_at: Date.now(), used_at: null })
    .execute()
  return token
}

export async function isSetUpTokenOpen(token: string): Promise<boolean> {
  const link = await db()
    .selectFrom('set_up_links')
    .select('token_hash')
    .where('token_hash', '=', hashOf(token))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return link !== undefined && !(await hasAdmin())
}

/** Uses up the set-up link and makes the first admin. @throws AppError `set_up_done` when the link is used or unknown */
export async function setUpAdmin(
  form: { token: string; name: string; email: string; password: string },
  headers: Headers,
): Promise<SignedIn> {
  if (await hasAdmin()) throw new AppError('set_up_done')
  const { numUpdatedRows } = await db()
    .updateTable('set_up_links')
    .set({ used_at: Date.now() })
    .where('token_hash', '=', hashOf(form.token))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new AppError('set_up_done')
  try {
    await createAdmin(form.name, form.email, form.password)
  } catch (error) {
    await db()
      .updateTable('set_up_links')
      .set({ used_at: null })
      .where('token_hash', '=', hashOf(form.token))
      .execute()
    throw error
  }
  return signIn(form.email, form.password, headers)
}

async function hasAdmin(): Promise<boolean> {
  const row = await db()
    .selectFrom('user')
    .select('id')
    .where('role', '=', 'admin')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

async function createAdmin(name: string, email: string, password: string): Promise<void> {
  await auth().api.createUser({ body: { name, email, password, role: 'admin' } })
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
