import 'server-only'
import { agentClient } from '@/lib/agents/upstream'
import type { SessionUser } from '@/lib/auth/session'
import type { DocumentRow } from '@/lib/db/schema'
import { AppError } from '@/lib/errors'
import { logger } from '@/lib/logger'
import { UpstreamError } from '@/lib/upstream/failure'
import { getSources } from './get-sources'
import type { Reindex } from './schema'
import { addressOf, getTicket } from './tickets'

/**
 * Has upstream index a document again, so that its slices get positions (api-facts §3.8). One that is being indexed
 * already is not begun again.
 *
 * @throws AppError `not_found`, `admin_only`
 */
export async function startReindex(user: SessionUser, ticket: string): Promise<Reindex> {
  const row = await getAdminTicket(user, ticket)
  return orFailed(row, async () => {
    const state = await agentClient()
      .getIndexState(row.upstream_document_id)
      .catch(() => null)
    if (state?.status !== 'running') await agentClient().reindexDocument(row.upstream_document_id)
    return { status: 'running' }
  })
}

/**
 * How far that has come. Once it is done, the sources of the run are asked again.
 *
 * @throws AppError `not_found`, `admin_only`
 */
export async function getReindex(user: SessionUser, ticket: string): Promise<Reindex> {
  const row = await getAdminTicket(user, ticket)
  return orFailed(row, async () => {
    const { status } = await agentClient().getIndexState(row.upstream_document_id)
    if (status === 'done') await renewSources(row)
    return { status }
  })
}

async function getAdminTicket(user: SessionUser, ticket: string): Promise<DocumentRow> {
  const row = await getTicket(user.id, ticket)
  if (user.role !== 'admin') throw new AppError('admin_only')
  return row
}

/** Asked whether it was begun here or not: a restart in between loses nothing. */
async function renewSources(row: DocumentRow): Promise<void> {
  const { documents } = await getSources(row.user_id, row.run_id)
  const isOld = documents.some(
    ({ url, hasHiddenPositions }) => url === addressOf(row.id) && hasHiddenPositions,
  )
  if (isOld) await getSources(row.user_id, row.run_id, { again: true })
}

async function orFailed(row: DocumentRow, answer: () => Promise<Reindex>): Promise<Reindex> {
  try {
    return await answer()
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    logger.info('a document is not indexed again', { ticket: row.id, error })
    return { status: 'failed' }
  }
}
