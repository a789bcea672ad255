import 'server-only'
import { db } from '@/lib/db/client'
import type { UploadRow } from '@/lib/db/schema'
import { AppError } from '@/lib/errors'
import { mediaTypeOf } from './limits'
import { uploadSchema } from './schema'
import type { Upload } from './schema'
import { storedPath } from './store'

/** The person's uploads among `ids`, in that order; removed and foreign ones are left out. */
export async function findUploadRows(userId: string, ids: string[]): Promise<UploadRow[]> {
  if (ids.length === 0) return []
  const rows = await db()
    .selectFrom('uploads')
    .selectAll()
    .where('user_id', '=', userId)
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** The same as people see them. */
export async function findUploads(userId: string, ids: string[]): Promise<Upload[]> {
  return (await findUploadRows(userId, ids)).map(toUpload)
}

/**
 * Our copy of a picture or video.
 *
 * @param userId whose it must be; without one the caller has checked who may see it
 * @throws AppError `not_found`
 */
export async function getStoredFile(
  uploadId: string,
  userId?: string,
): Promise<{ path: string; mediaType: string; name: string }> {
  const row = await db()
    .selectFrom('uploads')
    .selectAll()
    .where('id', '=', uploadId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  const isTheirs = row !== undefined && (userId === undefined || row.user_id === userId)
  if (!isTheirs || row.stored_file === null) throw new AppError('not_found')
  // Its ending agreed with its bytes when it came.
  const mediaType = mediaTypeOf(row.name, row.kind, row.family) ?? 'application/octet-stream'
  return { path: storedPath(row.stored_file), mediaType, name: row.name }
}

export function toUpload(row: UploadRow): Upload {
  return uploadSchema.parse({
    id: row.id,
    name: row.name,
    size: Number(row.size),
    kind: row.kind,
    status: row.status,
    reason: row.reason === null ? null : JSON.parse(row.reason),
    previewUrl: row.kind === 'image' && row.stored_file !== null ? `/api/uploads/${row.id}/content` : null,
  })
}
