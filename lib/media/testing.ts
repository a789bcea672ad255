/** For tests only: people, and conversations with a run that nobody has to generate. */
import * as sessionRoute from '@/app/api/session/route'
import { userOfHeaders } from '@/lib/auth/session'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/ids'
import { emptyRun } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'

/** A new guest, or an admin, who is signed in. */
export async function newPerson({ isAdmin = false } = {}): Promise<{ id: string; cookie: string }> {
  const origin = 'http://moonlake.test'
  const headers = { host: 'moonlake.test', origin, 'content-type': 'application/json' }
  const response = await sessionRoute.POST(
    new Request(`${origin}/api/session`, { method: 'POST', headers, body: '{}' }),
    { params: Promise.resolve({}) },
  )
  const cookie = response.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ')
  const user = await userOfHeaders(new Headers({ cookie }))
  if (!user) throw new Error('nobody is signed in')
  if (isAdmin) await db().updateTable('user').set({ role: 'admin' }).where('id', '=', user.id).execute()
  return { id: user.id, cookie }
}

/** A conversation with one run; over unless its status says otherwise. */
export async function newRun(
  userId: string,
  run: Partial<Run> = {},
): Promise<{ runId: string; conversationId: string }> {
  const [runId, conversationId] = [newId(), newId()]
  const status = run.status ?? 'done'
  await db()
    .insertInto('conversations')
    .values({
      id: conversationId,
      user_id: userId,
      family: 'agent',
      target_id: 'app',
      title: '',
      created_at: 0,
      updated_at: 0,
    })
    .execute()
  await db()
    .insertInto('runs')
    .values({
      id: runId,
      user_id: userId,
      conversation_id: conversationId,
      user_message_id: newId(),
      answer_message_id: newId(),
      send_key: newId(),
      request_hash: '',
      status,
      lease_owner: '',
      lease_until: 0,
      snapshot: JSON.stringify({ ...emptyRun, ...run, id: runId, status }),
      snapshot_seq: 1,
      created_at: 0,
    })
    .execute()
  return { runId, conversationId }
}

/** Status and code of an error answer. */
export async function errorOf(response: Response): Promise<[number, string]> {
  const body: unknown = await response.json()
  if (typeof body !== 'object' || body === null || !('error' in body))
    throw new Error('no error in the answer')
  const { error } = body
  if (typeof error !== 'object' || error === null || !('code' in error))
    throw new Error('no code in the error')
  return [response.status, String(error.code)]
}
