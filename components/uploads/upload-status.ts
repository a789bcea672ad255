/** What the state of an upload means for what can be done. Pure. */
import type { Upload, UploadReason } from '@/lib/uploads/schema'
import type { LocalUpload } from './uploads-store'

/** What stays wrong however often the same file is sent. */
const lasting: ReadonlySet<UploadReason> = new Set<UploadReason>([
  'type_not_allowed',
  'type_mismatch',
  'empty',
  'too_large',
  'too_many_pixels',
  'too_long',
  'no_text',
  'unreadable',
  'too_much_text',
])

/** Whether sending the same file again may help. */
export function mayRetry({ status, reason, canRetry }: LocalUpload): boolean {
  return status === 'failed' && canRetry && !(reason && lasting.has(reason.code))
}

/** Whether its end is still open. */
export function isUnderWay({ status }: Pick<Upload, 'status'>): boolean {
  return status === 'uploading' || status === 'parsing'
}

/** Whether a message may go with it; that it is read yet is not needed. */
export function isWithServer({ status }: Pick<Upload, 'status'>): boolean {
  return status !== 'uploading' && status !== 'failed'
}
