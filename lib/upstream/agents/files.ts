/** What the platform says about files, in our words (seed 003 §3.2, §3.3; api-facts D13). Pure. */
import { UpstreamError, plainFailure } from '../failure'
import { toSnakeKeys } from '../snake-keys'
import { fileStatDataSchema, fileUploadDataSchema } from './wire'
import type { WireFile } from './wire'

/** What an answer to `file_upload` about one file means. `detail` is upstream's own words. */
export type UploadAnswer =
  { status: 'accepted'; fileId: string } | { status: 'refused'; detail: string | null }

/** How far upstream has come with a file. `code` is its number (api-facts §3.3), `detail` its own words. */
export type FileState =
  { status: 'parsing' } | { status: 'ready' } | { status: 'failed'; code: string; detail: string | null }

/**
 * Partial failure comes with HTTP 200 and code 200; here exactly one file was sent.
 *
 * @param data of the envelope, in snake_case, camelCase or the knowledge API's plural
 * @throws UpstreamError `garbage` when it names neither an id nor a failure
 */
export function toUploadAnswer(data: unknown): UploadAnswer {
  const parsed = fileUploadDataSchema.safeParse(
    toSnakeKeys(Array.isArray(data) ? { success_info: data } : data),
  )
  const { success_info, success_infos, fail_info, fail_infos, failed_info, failed_infos } = parsed.data ?? {}
  const succeeded = [...(success_info ?? []), ...(success_infos ?? []), ...(parsed.data ? [parsed.data] : [])]
  const fileId = succeeded.map(idOf).find((id) => id !== '')
  if (fileId !== undefined) return { status: 'accepted', fileId }
  const [failure] = [fail_info, fail_infos, failed_info, failed_infos].flatMap((list) => list ?? [])
  if (!failure) throw new UpstreamError(plainFailure('garbage'))
  return { status: 'refused', detail: (failure.fail_reason ?? failure.reason ?? failure.msg)?.trim() || null }
}

/**
 * @param data of the envelope: a list of states, in any order
 * @param fileIds that were asked for
 * @returns a state for each file that upstream named; an empty list is normal for images and means that there is
 *   nothing to parse
 */
export function toFileStates(data: unknown, fileIds: readonly string[]): Map<string, FileState> {
  const rows = fileStatDataSchema.safeParse(toSnakeKeys(data)).data ?? []
  const states = new Map<string, FileState>()
  for (const row of rows) {
    const id = idOf(row) || (rows.length === 1 && fileIds.length === 1 ? fileIds[0] : '')
    if (id && fileIds.includes(id)) states.set(id, toState(row.code ?? null, row.msg ?? null))
  }
  return states
}

/** `msg` says success beside code 0 in the documented sample: only the code counts. */
function toState(code: number | null, message: string | null): FileState {
  if (code === null || code === 0) return { status: 'parsing' }
  if (code === 1) return { status: 'ready' }
  return { status: 'failed', code: String(code), detail: message?.trim() || null }
}

function idOf(file: Pick<WireFile, 'file_id' | 'document_id' | 'id'>): string {
  return (file.file_id || file.document_id || file.id) ?? ''
}
