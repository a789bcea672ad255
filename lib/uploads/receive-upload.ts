import 'server-only'
import { getConversationRow } from '@/lib/conversations/queries'
import { db } from '@/lib/db/client'
import type { UploadRow } from '@/lib/db/schema'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { getAgentForm } from '@/lib/forms/agent-form'
import { limitPerMinute, maxUploadBytesPerDay, maxUploadsPerMinute } from '@/lib/limits/limits'
import { logger } from '@/lib/logger'
import { processState } from '@/lib/process-state'
import { findTarget } from '@/lib/targets/queries'
import { UpstreamError } from '@/lib/upstream/failure'
import { handOver, keepsCopy } from './hand-over'
import type { HandedOver } from './hand-over'
import { bytesOfMb, checkFile, kindsOfField, maxBytesOf } from './limits'
import type { PutUpload } from './put-upload-schema'
import { toUpload } from './queries'
import { BadFile, SenderGone, discardRest, readBody } from './read-body'
import type { Upload, UploadReason } from './schema'
import { openCopy, removeCopy } from './store'
import type { CopyWriter } from './store'

const dayMs = 24 * 60 * 60_000

/** What this process is receiving, by upload. */
const underWay = processState('uploads-under-way', () => new Map<string, AbortController>())

/** Ends the transfer of this upload, on both sides, when this process does it. */
export function cancelTransfer(uploadId: string): void {
  underWay().get(uploadId)?.abort(new SenderGone('removed'))
}

/**
 * Takes a file from a browser and gives it on while it comes; what is shown again or stays with us is kept. A file that
 * cannot be taken becomes an upload that says why. Memory stays the same for any size.
 *
 * @param upload the same id again gives the upload that is there
 * @param body the file's own bytes
 * @param signal aborts when the browser leaves: upstream's socket is closed, and nothing stays
 * @throws AppError `not_found`, `agent_unknown`, `invalid_request`, `too_many_requests`, `too_many_bytes`; SenderGone or
 *   the signal's reason when the browser leaves
 */
export async function receiveUpload(
  userId: string,
  upload: PutUpload,
  body: ReadableStream<Uint8Array> | null,
  signal: AbortSignal,
): Promise<Upload> {
  let maxRest = maxUploadBytes()
  try {
    return toUpload(await takeUpload(userId, upload, body, signal))
  } catch (error) {
    if (error instanceof SenderGone) maxRest = 0
    throw error
  } finally {
    await discardRest(body, maxRest, signal)
  }
}

async function takeUpload(
  userId: string,
  upload: PutUpload,
  body: ReadableStream<Uint8Array> | null,
  signal: AbortSignal,
): Promise<UploadRow> {
  const known = await findKnown(userId, upload.id)
  if (known) return known
  const isOutOfPlace = await checkPlace(userId, upload)
  limitPerMinute('uploads', userId, maxUploadsPerMinute)
  await limitBytesPerDay(userId, upload.size)

  const row = await insertRow(userId, upload)
  if (!row) return (await findKnown(userId, upload.id)) ?? refuse()
  const reason = isOutOfPlace ? 'type_not_allowed' : checkFile(upload, maxUploadBytes())
  if (reason) return fail(row, reason)

  const controller = new AbortController()
  underWay().set(row.id, controller)
  try {
    return await transfer(row, body, AbortSignal.any([signal, controller.signal]))
  } finally {
    underWay().delete(row.id)
  }
}

function maxUploadBytes(): number {
  return env().MAX_UPLOAD_MB * bytesOfMb
}

async function transfer(
  row: UploadRow,
  body: ReadableStream<Uint8Array> | null,
  signal: AbortSignal,
): Promise<UploadRow> {
  let copy: CopyWriter | null = null
  let received = 0
  const isOver = new AbortController()
  const maxBytes = maxBytesOf(row.kind, maxUploadBytes(), row.family)
  const bytes = readBody(body, { ...row, maxBytes }, AbortSignal.any([signal, isOver.signal]))
  try {
    // Upstream hears of a file only once its first bytes are what they should be.
    const first = await bytes.next()
    if (keepsCopy(row)) copy = await openCopy(row.id)
    const answer = await handOver(row, passOn(first.done ? null : first.value), signal)
    if (answer.status === 'refused') {
      await copy?.discard()
      return await fail(row, 'refused', answer.detail)
    }
    return await succeed(row, answer, (await copy?.keep()) ?? null)
  } catch (error) {
    await copy?.discard()
    if (error instanceof BadFile) return fail(row, error.reason)
    if (error instanceof UpstreamError) {
      const { detail, upstreamCode } = error.failure
      logger.info('upload not taken by the platform', { uploadId: row.id, error })
      return fail(row, 'upstream', detail, upstreamCode)
    }
    // Only what came counts for the day.
    await change(row.id, { deleted_at: Date.now(), size: received })
    throw error
  } finally {
    // A read that still waits for the browser ends now.
    isOver.abort()
    await bytes.return(undefined)
  }

  async function* passOn(first: Uint8Array | null): AsyncGenerator<Uint8Array> {
    for (let piece = first; piece;) {
      received += piece.byteLength
      await copy?.write(piece).catch((cause: unknown) => {
        throw new AppError('storage_unavailable', { cause, retryAfterSeconds: 10 })
      })
      yield piece
      const next = await bytes.next()
      piece = next.done ? null : next.value
    }
  }
}

async function findKnown(userId: string, id: string): Promise<UploadRow | null> {
  const row = await db().selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  return row.user_id === userId && row.deleted_at === null ? row : refuse()
}

/** An id of somebody else's, or one whose file was removed. */
function refuse(): never {
  throw new AppError('not_found')
}

/** @returns whether what it is for takes no files of this kind */
async function checkPlace(userId: string, upload: PutUpload): Promise<boolean> {
  const { family, appId, kind, fieldId } = upload
  const card = await findTarget({ family, id: appId })
  if (!card) throw new AppError('agent_unknown')
  if (upload.conversationId !== null) {
    const conversation = await getConversationRow(userId, upload.conversationId)
    if (conversation.family !== family || conversation.target_id !== appId) throw new AppError('not_found')
  }
  if (fieldId === null) return !card.attaches.includes(kind)
  if (family !== 'agent') throw new AppError('invalid_request')
  const { fields, isUncertain } = await getAgentForm(appId)
  const field = fields.find(({ id }) => id === fieldId)
  if (!field && !isUncertain) throw new AppError('invalid_request')
  return field !== undefined && !kindsOfField(field.kind)?.includes(kind)
}

async function limitBytesPerDay(userId: string, size: number): Promise<void> {
  const { total } = await db()
    .selectFrom('uploads')
    .select(({ fn }) => fn.sum<number | string | null>('size').as('total'))
    .where('user_id', '=', userId)
    .where('created_at', '>', Date.now() - dayMs)
    .executeTakeFirstOrThrow()
  if (Number(total ?? 0) + size > maxUploadBytesPerDay) {
    throw new AppError('too_many_bytes', { retryAfterSeconds: 60 * 60 })
  }
}

/** @returns null when another request with the same id was quicker */
async function insertRow(userId: string, upload: PutUpload): Promise<UploadRow | null> {
  const row: UploadRow = {
    id: upload.id,
    user_id: userId,
    family: upload.family,
    app_id: upload.appId,
    field_id: upload.fieldId,
    draft_id: upload.draftId,
    conversation_id: upload.conversationId,
    upstream_conversation_id: null,
    name: upload.name,
    size: upload.size,
    kind: upload.kind,
    status: 'uploading',
    reason: null,
    upstream_file_id: null,
    stored_file: null,
    checked_at: null,
    created_at: Date.now(),
    deleted_at: null,
  }
  const { numInsertedOrUpdatedRows } = await db()
    .insertInto('uploads')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n ? row : null
}

/** From now on the platform parses it, where it does: `created_at` says since when. */
async function succeed(
  row: UploadRow,
  { status, fileId }: Exclude<HandedOver, { status: 'refused' }>,
  storedFile: string | null,
): Promise<UploadRow> {
  const values = {
    status,
    upstream_file_id: fileId,
    stored_file: storedFile,
    created_at: Date.now(),
  }
  if (await change(row.id, values)) return { ...row, ...values }
  await removeCopy(storedFile)
  return refuse()
}

async function fail(
  row: UploadRow,
  code: UploadReason,
  detail: string | null = null,
  upstreamCode: string | null = null,
): Promise<UploadRow> {
  const values = { status: 'failed' as const, reason: JSON.stringify({ code, detail, upstreamCode }) }
  return (await change(row.id, values)) ? { ...row, ...values } : refuse()
}

/** @returns false when it was removed meanwhile */
async function change(id: string, values: Partial<UploadRow>): Promise<boolean> {
  const { numUpdatedRows } = await db()
    .updateTable('uploads')
    .set(values)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
