import 'server-only'
import { createHash } from 'node:crypto'
import { db } from '@/lib/db/client'
import type { DocumentRow } from '@/lib/db/schema'
import { AppError } from '@/lib/errors'
import type { AssembledDocument } from './assemble-sources'

/**
 * Lets a person read a document because upstream named it in their run. The same document of a run keeps its ticket
 * when it is named again; a new address replaces the old one, and another file at it is fetched again.
 *
 * @returns our address, `/api/documents/{ticket}`, or null when upstream gave none that a browser could name
 */
export async function issueTicket(
  owner: { userId: string; runId: string; appId: string },
  { id, upstreamId, name, address }: Pick<AssembledDocument, 'id' | 'upstreamId' | 'name' | 'address'>,
): Promise<string | null> {
  if (!address || !/^https?:\/\//i.test(address) || !URL.canParse(address)) return null
  const ticket = createHash('sha256').update(`${owner.runId}\n${id}`).digest('hex').slice(0, 32)
  const known = await db().selectFrom('documents').select('url').where('id', '=', ticket).executeTakeFirst()
  if (known) {
    const isSameFile = withoutQuery(known.url) === withoutQuery(address)
    await db()
      .updateTable('documents')
      .set({ name, url: address, ...(isSameFile ? {} : { stored_file: null, media_type: null }) })
      .where('id', '=', ticket)
      .execute()
  } else {
    await db()
      .insertInto('documents')
      .values({
        id: ticket,
        user_id: owner.userId,
        run_id: owner.runId,
        app_id: owner.appId,
        upstream_document_id: upstreamId,
        name,
        url: address,
        stored_file: null,
        media_type: null,
        created_at: Date.now(),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
  }
  return addressOf(ticket)
}

/** Our address of a document. */
export function addressOf(ticket: string): string {
  return `/api/documents/${ticket}`
}

/** @throws AppError `not_found` when it is nobody's, somebody else's, or of a deleted conversation */
export async function getTicket(userId: string, ticket: string): Promise<DocumentRow> {
  const row = await db()
    .selectFrom('documents')
    .innerJoin('runs', 'runs.id', 'documents.run_id')
    .innerJoin('conversations', 'conversations.id', 'runs.conversation_id')
    .selectAll('documents')
    .where('documents.id', '=', ticket)
    .where('documents.user_id', '=', userId)
    .where('conversations.deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  return row
}

/** Signatures and their times change with each answer, the file does not. */
function withoutQuery(address: string): string {
  const url = URL.parse(address)
  return url ? url.origin + url.pathname : address
}
