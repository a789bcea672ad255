import 'server-only'
import { db } from '@/lib/db/client'
import type { UploadRow } from '@/lib/db/schema'
import { uploadSchema } from './schema'
import type { Upload } from './schema'

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
