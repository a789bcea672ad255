import 'server-only'
import type { UploadRow } from '@/lib/db/schema'
import { AppError } from '@/lib/errors'
import { isDocument, isPicture, maxInlineBytes } from '@/lib/models/messages'
import { areModelsOnLoopback } from '@/lib/models/upstream'
import { canBeFetched } from '@/lib/uploads/signed-address'
import type { TargetCard } from './schema'

/**
 * What can be told of the files of a question before a target is asked; an agent's platform says it itself.
 *
 * @throws AppError `file_not_taken`, `files_too_large`, `files_mixed`, `file_out_of_reach`
 */
export function checkFiles({ target, attaches }: TargetCard, files: UploadRow[]): void {
  if (target.family === 'agent' || files.length === 0) return
  if (files.some(({ kind }) => !attaches.includes(kind))) throw new AppError('file_not_taken')
  if (target.family === 'assistant') return
  const inside = files.filter(({ kind }) => kind === 'image' || kind === 'audio')
  if (inside.reduce((sum, { size }) => sum + Number(size), 0) > maxInlineBytes) {
    throw new AppError('files_too_large')
  }
  if (target.family !== 'model') return
  if (files.some(isDocument) && files.some(isPicture)) throw new AppError('files_mixed')
  const isFetched = files.some((file) => isDocument(file) || file.kind === 'video')
  if (isFetched && !canBeFetched({ isOnLoopback: areModelsOnLoopback() })) {
    throw new AppError('file_out_of_reach')
  }
}
