import 'server-only'
import { agentClient } from '@/lib/agents/upstream'
import { db } from '@/lib/db/client'
import type { UploadRow } from '@/lib/db/schema'
import { processState } from '@/lib/process-state'

const flights = processState('upload-conversations', () => new Map<string, Promise<string>>())

/**
 * The platform's conversation that keeps a file of a dialogue; it must be there before the file (seed 003 §3.2). Files
 * of one conversation or one unsent message share it: it is made once, however many come at the same time. Written into
 * the conversation, or into the uploads until there is one.
 *
 * @throws UpstreamError
 */
export async function findUpstreamConversation(row: UploadRow): Promise<string> {
  const place = row.conversation_id ?? row.draft_id ?? row.id
  const key = [row.user_id, row.app_id, place].join(' ')
  const flight =
    flights().get(key) ??
    findOrCreate(row).finally(() => {
      flights().delete(key)
    })
  flights().set(key, flight)
  const id = await flight
  await db().updateTable('uploads').set({ upstream_conversation_id: id }).where('id', '=', row.id).execute()
  return id
}

async function findOrCreate(row: UploadRow): Promise<string> {
  const known = (await findOfConversation(row.conversation_id)) ?? (await findOfDraft(row))
  if (known !== null) return known
  const id = await agentClient().createConversation(row.app_id)
  if (row.conversation_id === null) {
    // Before the flight ends, so that the next file finds it.
    await db().updateTable('uploads').set({ upstream_conversation_id: id }).where('id', '=', row.id).execute()
    return id
  }
  await db()
    .updateTable('conversations')
    .set({ upstream_conversation_id: id })
    .where('id', '=', row.conversation_id)
    .where('upstream_conversation_id', 'is', null)
    .execute()
  // Another instance may have been quicker.
  return (await findOfConversation(row.conversation_id)) ?? id
}

async function findOfConversation(conversationId: string | null): Promise<string | null> {
  if (conversationId === null) return null
  const found = await db()
    .selectFrom('conversations')
    .select('upstream_conversation_id')
    .where('id', '=', conversationId)
    .executeTakeFirst()
  return found?.upstream_conversation_id ?? null
}

async function findOfDraft({
  user_id,
  app_id,
  draft_id,
  conversation_id,
}: UploadRow): Promise<string | null> {
  if (draft_id === null || conversation_id !== null) return null
  const found = await db()
    .selectFrom('uploads')
    .select('upstream_conversation_id')
    .where('user_id', '=', user_id)
    .where('draft_id', '=', draft_id)
    .where('app_id', '=', app_id)
    .where('upstream_conversation_id', 'is not', null)
    .orderBy('created_at')
    .executeTakeFirst()
  return found?.upstream_conversation_id ?? null
}
