import 'server-only'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { agentPlatformOrigin } from '@/lib/agents/upstream'
import { db } from '@/lib/db/client'
import type { DocumentRow } from '@/lib/db/schema'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { fetchFile, FetchFileError } from '@/lib/http/fetch-file'
import type { FetchedFile } from '@/lib/http/fetch-file'
import { logger } from '@/lib/logger'
import { processState } from '@/lib/process-state'
import { getSources } from './get-sources'
import { getTicket } from './tickets'

export type DocumentFile = {
  /** Of our copy on this machine. */
  path: string
  mediaType: string
  name: string
}

/** A copy that other tickets of the same address made is used again for this long, in ms; then the file may be another. */
export const sharedCopyMs = 60 * 60 * 1_000

const fetching = processState('documents', () => new Map<string, Promise<DocumentFile>>())

/**
 * A document that upstream named in a person's run. It is fetched when it is first opened, once however many ask, and
 * kept for as long as the run: an old answer keeps the file that it came from.
 *
 * @throws AppError `not_found`; `file_unavailable` when it cannot be had, also not at a new address
 */
export async function getDocumentFile(userId: string, ticket: string): Promise<DocumentFile> {
  const row = await getTicket(userId, ticket)
  const known = fetching().get(ticket)
  if (known) return known
  const file = open(row).finally(() => fetching().delete(ticket))
  fetching().set(ticket, file)
  return file
}

async function open(row: DocumentRow): Promise<DocumentFile> {
  const copy = (await findCopy(row)) ?? (await findSharedCopy(row))
  if (copy) return copy
  try {
    return await fetchCopy(row)
  } catch (error) {
    // Signed addresses run out; upstream gives new ones.
    const renewed = hasRunOut(error) ? await renew(row) : null
    if (!renewed) throw toAppError(row, error)
    return await fetchCopy(renewed).catch((again: unknown) => {
      throw toAppError(row, again)
    })
  }
}

async function findCopy(row: DocumentRow): Promise<DocumentFile | null> {
  if (row.stored_file === null) return null
  const file = path.join(folder(), row.stored_file)
  const found = await stat(file).catch(() => null)
  if (!found?.isFile()) return null
  return { path: file, mediaType: row.media_type ?? 'application/octet-stream', name: row.name }
}

async function findSharedCopy(row: DocumentRow): Promise<DocumentFile | null> {
  const other = await db()
    .selectFrom('documents')
    .selectAll()
    .where('url', '=', row.url)
    .where('stored_file', 'is not', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const copy = other && (await findCopy(other))
  if (!copy || Date.now() - (await stat(/* turbopackIgnore: true */ copy.path)).mtimeMs > sharedCopyMs)
    return null
  await store(row.id, { stored_file: other.stored_file, media_type: other.media_type })
  return { ...copy, name: row.name }
}

async function fetchCopy(row: DocumentRow): Promise<DocumentFile> {
  const ending = /\.[a-z0-9]{1,8}$/i.exec(row.name)?.[0].toLowerCase() ?? null
  const file: FetchedFile = await fetchFile(row.url, {
    folder: folder(),
    trustedOrigin: agentPlatformOrigin(),
    ...(ending === null ? {} : { name: row.name }),
    accepts: (mediaType) => isWanted(mediaType, ending),
  })
  await store(row.id, { stored_file: file.fileName, media_type: file.mediaType })
  return { path: path.join(folder(), file.fileName), mediaType: file.mediaType, name: row.name }
}

/** A page that says that the file has gone is not the file. */
function isWanted(mediaType: string, ending: string | null): boolean {
  if (ending === '.pdf') return mediaType === 'application/pdf'
  if (ending === '.xlsx') return /^application\/(?:zip|vnd\.openxmlformats-.*)$/.test(mediaType)
  return ending === null || /^\.(?:html?|url)$/.test(ending) || mediaType !== 'text/html'
}

function hasRunOut(error: unknown): boolean {
  return error instanceof FetchFileError && (error.reason === 'status' || error.reason === 'type')
}

/** @returns the ticket with its new address, null when that is the old one */
async function renew(row: DocumentRow): Promise<DocumentRow | null> {
  try {
    await getSources(row.user_id, row.run_id, { again: true })
    const renewed = await getTicket(row.user_id, row.id)
    return renewed.url === row.url ? null : renewed
  } catch {
    return null
  }
}

function toAppError(row: DocumentRow, error: unknown): AppError {
  logger.info('a document is not to be had', { ticket: row.id, error: String(error) })
  return new AppError('file_unavailable', { cause: error })
}

async function store(ticket: string, copy: Pick<DocumentRow, 'stored_file' | 'media_type'>): Promise<void> {
  await db().updateTable('documents').set(copy).where('id', '=', ticket).execute()
}

function folder(): string {
  return path.join(env().DATA_DIR, 'documents')
}
