import * as z from 'zod/mini'
import { getJson, requestJson } from '@/lib/http/get-json'

const sessionSchema = z.object({
  user: z.object({
    id: z.string(),
    name: z.string(),
    isGuest: z.boolean(),
    role: z.enum(['user', 'admin']),
  }),
})

export type SessionInfo = z.infer<typeof sessionSchema>['user']

let pending: Promise<SessionInfo> | null = null
let isKnown = false

/** Whether sending need not wait: the page was made for somebody, or a guest has been made since. */
export function hasSession(): boolean {
  return isKnown
}

/** The server said whose page this is. */
export function rememberSession(): void {
  isKnown = true
}

/**
 * Makes sure that this browser has a session, a guest's when there is none. One request for the whole page however
 * often it is asked; a failed one is asked anew.
 *
 * @throws ApiError
 */
export function ensureSession(): Promise<SessionInfo> {
  pending ??= requestJson('POST', '/api/session', sessionSchema).then(
    ({ user }) => {
      isKnown = true
      return user
    },
    (error: unknown) => {
      pending = null
      throw error
    },
  )
  return pending
}

/**
 * As `getJson`, for what our server tells nobody but users and guests: a guest's first page is drawn before there is
 * one.
 *
 * @throws ApiError
 */
export async function getOwnJson<Schema extends z.ZodMiniType>(
  path: string,
  schema: Schema,
  signal: AbortSignal,
): Promise<z.output<Schema>> {
  if (!hasSession()) await ensureSession()
  return getJson(path, schema, signal)
}

/** Whether to offer what only admins may do; the server decides anyway. */
export async function isAdmin(): Promise<boolean> {
  return (await ensureSession()).role === 'admin'
}

/** After the server said that the session is over: the next `ensureSession` asks again. */
export function forgetSession(): void {
  pending = null
  isKnown = false
}
