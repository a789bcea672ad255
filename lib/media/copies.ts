import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { agentPlatformOrigin } from '@/lib/agents/upstream'
import { db } from '@/lib/db/client'
import type { MediaRow } from '@/lib/db/schema'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { fetchFile, FetchFileError, maxFileBytes, partPrefix } from '@/lib/http/fetch-file'
import type { FetchedFile } from '@/lib/http/fetch-file'
import { sniffMediaType } from '@/lib/http/sniff-media-type'
import { logger } from '@/lib/logger'
import { processState } from '@/lib/process-state'
import { createGate } from '@/lib/limits/gate'

/**
 * The copies of what answers show. A row says who may see it and, until its copy is there, what is expected in
 * `media_type` (`image/*`); the copy is a file named by the hash of its bytes. One copy of a row is made at a time.
 */

/** What an address is expected to lead to. */
export type MediaKind = 'image' | 'video' | 'audio' | 'file'

export type Medium = {
  /** Of our copy on this machine. */
  path: string
  mediaType: string
  /** For saving. */
  name: string
}

type Copy = { id: string; userId: string; runId: string; address: string; kind: MediaKind }

/** Waits before further attempts to fetch one address, in ms. */
const attemptWaits = [1_000, 4_000]
/** Copies that are fetched at the same time. */
const maxFetches = 12
/** How long an address that failed is left alone, however often its picture is asked for, in ms. */
export const leaveAloneMs = 10_000
const maxRemembered = 10_000

const copies = processState('media-copies', () => ({
  /** Rows that are being written, by id. */
  rows: new Map<string, Promise<void>>(),
  running: new Map<string, Promise<Medium>>(),
  failedAt: new Map<string, number>(),
  /** Ids of a run since this process first heard of it. */
  ofRun: new Map<string, Set<string>>(),
  gate: createGate(maxFetches),
}))

export function mediaFolder(): string {
  return path.join(env().DATA_DIR, 'media')
}

/**
 * Writes the row and makes the copy, both in the background.
 *
 * @returns false when the run has `limit` others already
 */
export function beginCopy(copy: Copy, limit: number): boolean {
  const { ofRun, rows } = copies()
  const known = ofRun.get(copy.runId) ?? new Set()
  if (known.has(copy.id)) return true
  if (known.size >= limit) return false
  if (ofRun.size >= maxRemembered) ofRun.clear()
  ofRun.set(copy.runId, known.add(copy.id))
  const failing = (error: unknown) => {
    const isKnown = error instanceof AppError && error.cause instanceof FetchFileError
    logger.info('no copy of a medium', { mediaId: copy.id, error: isKnown ? String(error.cause) : error })
  }
  const row = insertRow(copy)
    .catch(failing)
    .finally(() => rows.delete(copy.id))
  rows.set(copy.id, row)
  void row.then(() => copyOf(copy.id)).catch(failing)
  return true
}

/**
 * A person's medium with its copy, which is waited for while it is being made and made again when it is missing.
 *
 * @throws AppError `not_found`; `file_unavailable` when upstream does not give it
 */
export async function getMedium(userId: string, mediaId: string): Promise<Medium> {
  await copies().rows.get(mediaId)
  const row = await db()
    .selectFrom('media')
    .innerJoin('runs', 'runs.id', 'media.run_id')
    .innerJoin('conversations', 'conversations.id', 'runs.conversation_id')
    .select('media.id')
    .where('media.id', '=', mediaId)
    .where('media.user_id', '=', userId)
    .where('conversations.deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  return copyOf(mediaId)
}

function copyOf(mediaId: string): Promise<Medium> {
  const { running } = copies()
  const known = running.get(mediaId)
  if (known) return known
  const copy = makeCopy(mediaId).finally(() => running.delete(mediaId))
  running.set(mediaId, copy)
  return copy
}

async function makeCopy(mediaId: string): Promise<Medium> {
  const row = await db().selectFrom('media').selectAll().where('id', '=', mediaId).executeTakeFirst()
  if (!row) throw new AppError('not_found')
  const stored = row.stored_file === null ? null : path.join(mediaFolder(), row.stored_file)
  if (stored && (await isFile(stored))) return toMedium(row, stored, row.media_type)

  const { failedAt, gate } = copies()
  if (Date.now() - (failedAt.get(mediaId) ?? 0) < leaveAloneMs) throw new AppError('file_unavailable')
  try {
    const file = await gate(() => fetchPatiently(row))
    await storeFile(mediaId, file)
    failedAt.delete(mediaId)
    return toMedium(row, path.join(mediaFolder(), file.fileName), file.mediaType)
  } catch (error) {
    if (failedAt.size >= maxRemembered) failedAt.clear()
    failedAt.set(mediaId, Date.now())
    const failure = error instanceof FetchFileError ? error.reason : 'internal'
    await db().updateTable('media').set({ failure }).where('id', '=', mediaId).execute()
    throw new AppError('file_unavailable', { cause: error })
  }
}

async function fetchPatiently(row: MediaRow): Promise<FetchedFile> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await fetchFile(row.url, {
        folder: mediaFolder(),
        trustedOrigin: agentPlatformOrigin(),
        accepts: (mediaType) => isWanted(mediaType, row.media_type),
      })
    } catch (error) {
      const wait = attemptWaits[attempt]
      const mayPass =
        error instanceof FetchFileError && ['network', 'too_slow', 'status', 'empty'].includes(error.reason)
      if (wait === undefined || !mayPass) throw error
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}

/** A page that says that the picture has gone is no picture; containers do not tell sound from film. */
function isWanted(mediaType: string, expected: string | null): boolean {
  if (!expected || !/^(?:image|video|audio)\//.test(expected)) return true
  return /^(?:image|video|audio)\//.test(mediaType) || mediaType === 'application/octet-stream'
}

async function insertRow(copy: Copy): Promise<void> {
  const isData = /^data:/i.test(copy.address)
  const file = isData ? await storeDataAddress(copy.address) : null
  await db()
    .insertInto('media')
    .values({
      id: copy.id,
      user_id: copy.userId,
      run_id: copy.runId,
      // The bytes of a data address are in the file already.
      url: isData ? 'data:' : copy.address,
      stored_file: file?.fileName ?? null,
      media_type: file?.mediaType ?? (copy.kind === 'file' ? '*/*' : `${copy.kind}/*`),
      failure: null,
      created_at: Date.now(),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

async function storeFile(mediaId: string, file: FetchedFile): Promise<void> {
  await db()
    .updateTable('media')
    .set({ stored_file: file.fileName, media_type: file.mediaType, failure: null })
    .where('id', '=', mediaId)
    .execute()
}

/** RFC 2397. @returns null when it is neither a picture nor a sound, or too large */
async function storeDataAddress(address: string): Promise<FetchedFile | null> {
  const comma = address.indexOf(',')
  const content = address.slice(comma + 1)
  if (comma < 0 || content.length > maxFileBytes) return null
  const bytes = /;\s*base64$/i.test(address.slice(0, comma))
    ? Buffer.from(decodePercent(content), 'base64')
    : Buffer.from(decodePercent(content))
  const mediaType = mediaTypeOfData(address.slice(0, comma), bytes)
  if (mediaType === null) return null
  const fileName = createHash('sha256').update(bytes).digest('hex')
  await mkdir(mediaFolder(), { recursive: true, mode: 0o700 })
  const part = path.join(mediaFolder(), `${partPrefix}${randomUUID()}`)
  try {
    await writeFile(part, bytes, { mode: 0o600 })
    await rename(part, path.join(mediaFolder(), fileName))
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  return { fileName, mediaType, size: bytes.length }
}

/** Containers do not tell sound from film, and some kinds of sound have no mark: there the address is believed. */
function mediaTypeOfData(head: string, bytes: Buffer): string | null {
  const found = sniffMediaType(bytes)
  const [, said] = /^data:(audio\/[a-z0-9.+-]{1,40})(?:;|$)/i.exec(head) ?? []
  if (said === undefined) return found.startsWith('image/') ? found : null
  if (found.startsWith('audio/')) return found
  return found.startsWith('video/') || found === 'application/octet-stream' ? said.toLowerCase() : null
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

async function isFile(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null))?.isFile() ?? false
}

function toMedium(row: MediaRow, file: string, mediaType: string | null): Medium {
  const type = mediaType ?? 'application/octet-stream'
  const last = decodePercent(URL.parse(row.url)?.pathname.split('/').at(-1) ?? '') || 'file'
  const [, ending] = /^(?:image|video|audio)\/(?:x-)?([a-z0-9]+)/.exec(type) ?? []
  const name =
    ending === undefined || /\.[a-z0-9]{1,5}$/i.test(last) ? last : `${last}.${endings[ending] ?? ending}`
  return { path: file, mediaType: type, name }
}

/** Where a type is not called like the files of it. */
const endings: Record<string, string> = { jpeg: 'jpg', mpeg: 'mp3', quicktime: 'mov', matroska: 'mkv' }
