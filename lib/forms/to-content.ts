import 'server-only'
import type { UploadRow } from '@/lib/db/schema'
import { env } from '@/lib/env'
import { addressOf } from '@/lib/uploads/signed-address'
import type { UploadKind } from '@/lib/uploads/schema'
import type { ContentItem, ContentType } from '@/lib/upstream/agents/wire'
import type { FieldKind, FieldValue } from './schema'
import { isFilled } from './validate'

const fieldTypes: Record<FieldKind, ContentType> = {
  text: 'input',
  choice: 'selection_list',
  file: 'upload_file',
  image: 'upload_image',
  video: 'upload_video',
  audio: 'upload_audio',
  // The text of a template comes with its parts filled in; v3 of the platform has no type for it.
  template: 'input',
}

const uploadTypes: Record<UploadKind, ContentType> = {
  document: 'upload_file',
  sheet: 'upload_file',
  image: 'upload_image',
  video: 'upload_video',
  audio: 'upload_audio',
}

/**
 * What is filled into a form, as an invoke carries it (seed 003 §3.5): one item a field, `key` is the variable's name,
 * several files joined with commas; empty fields are left out.
 *
 * @param rows the uploads that the values name, ready ones; files of others are left out
 */
export function toContent(values: readonly FieldValue[], rows: readonly UploadRow[]): ContentItem[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return values.filter(isFilled).flatMap(({ name, kind, value, uploads }) => {
    const type = fieldTypes[kind]
    if (!type.startsWith('upload_')) return value.trim() === '' ? [] : [{ type, value, key: name }]
    const files = joinFiles(uploads.flatMap((id) => byId.get(id) ?? []))
    return files === '' ? [] : [{ type, value: files, key: name }]
  })
}

/**
 * A question in a dialogue with the files that go along. The platform keeps them with its conversation
 * (`conversation_id` of the upload); naming them says which of them this question is about. A dialogue has no keys.
 *
 * @param rows the attached uploads, ready ones
 * @param key of the variable that takes the question, when the agent has one
 */
export function toDialogueContent(
  question: string,
  rows: readonly UploadRow[],
  key: string | null = null,
): ContentItem[] {
  const files = Map.groupBy(rows, (row) => uploadTypes[row.kind])
  const items = [...files].flatMap(([type, group]): ContentItem[] => {
    const value = joinFiles(group)
    return value === '' ? [] : [{ type, value }]
  })
  const isNeeded = question.trim() !== '' || items.length === 0
  return isNeeded ? [{ type: 'input', value: question, ...(key ? { key } : {}) }, ...items] : items
}

/** By file id; pictures and videos by address for agents that need one. */
function joinFiles(rows: readonly UploadRow[]): string {
  return rows
    .flatMap((row) => {
      const isByAddress =
        (row.kind === 'image' || row.kind === 'video') &&
        row.stored_file !== null &&
        env().BIGMODEL_MEDIA_BY_ADDRESS.includes(row.app_id)
      return (isByAddress ? addressOf(row.id, Date.now()) : row.upstream_file_id) ?? []
    })
    .join(',')
}
