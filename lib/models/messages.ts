import 'server-only'
import { readFile } from 'node:fs/promises'
import type { UploadRow } from '@/lib/db/schema'
import { mediaTypeOf } from '@/lib/uploads/limits'
import { addressForUpstream } from '@/lib/uploads/signed-address'
import { storedPath } from '@/lib/uploads/store'
import type { ChatMessage, ChatPart } from '@/lib/upstream/models/completion'
import type { Turn } from './history'

/** Bytes of pictures and sounds that go along inside one request; older ones are only mentioned. */
export const maxInlineBytes = 32 * 1024 * 1024

/** A file that goes along with this question cannot reach upstream. */
export class FileOutOfReach extends Error {
  override name = 'FileOutOfReach'
}

/**
 * What a model is sent: the system prompt, then the turns. Pictures and sounds go inside, videos and files by an address
 * of ours that dies soon. Upstream takes no files beside pictures or videos (api-facts §4.1): the question's own go, what
 * does not fit beside them is only mentioned, and so is what is not there any more.
 *
 * @param options.isOnLoopback upstream runs on this machine and may fetch from it
 * @throws FileOutOfReach when a file of the question itself cannot be read or fetched
 */
export async function toMessages(
  turns: Turn[],
  { systemPrompt, isOnLoopback }: { systemPrompt: string; isOnLoopback: boolean },
): Promise<ChatMessage[]> {
  const question = turns.at(-1)
  const isWithFiles = question?.role === 'person' && question.files.some(isDocument)
  const isWithPictures =
    !isWithFiles && turns.some((turn) => turn.role === 'person' && turn.files.some(isPicture))
  const left = { bytes: maxInlineBytes }
  const messages: ChatMessage[] = []
  // From the newest on, so that the newest pictures have the room.
  for (const turn of turns.toReversed()) {
    if (turn.role === 'answer') {
      messages.push({ role: 'assistant', text: turn.text, calls: [], audioId: turn.audioId })
      continue
    }
    const isQuestion = turn === question
    const parts: ChatPart[] = []
    const mentions: string[] = turn.missingFiles > 0 ? ['[file removed]'] : []
    for (const file of turn.files) {
      const isExcluded = isWithFiles ? isPicture(file) : isWithPictures && isDocument(file)
      const part = isExcluded ? null : await toPart(file, { isOnLoopback, left, isQuestion })
      if (part) parts.push(part)
      else if (isQuestion && !isExcluded) throw new FileOutOfReach(file.name)
      else mentions.push(`[${file.name}]`)
    }
    const text = [turn.text, ...mentions].filter((piece) => piece !== '').join('\n')
    if (text !== '' || parts.length === 0) parts.push({ type: 'text', text })
    messages.push({ role: 'user', parts })
  }
  if (systemPrompt.trim() !== '') messages.push({ role: 'system', text: systemPrompt })
  return messages.toReversed()
}

export function isPicture({ kind }: Pick<UploadRow, 'kind'>): boolean {
  return kind === 'image' || kind === 'video'
}

export function isDocument({ kind }: Pick<UploadRow, 'kind'>): boolean {
  return kind === 'document' || kind === 'sheet'
}

async function toPart(
  file: UploadRow,
  { isOnLoopback, left, isQuestion }: { isOnLoopback: boolean; left: { bytes: number }; isQuestion: boolean },
): Promise<ChatPart | null> {
  if (file.stored_file === null || file.status !== 'ready') return null
  if (file.kind === 'video' || isDocument(file)) {
    const url = addressForUpstream(file, Date.now(), { isOnLoopback })
    return url === null ? null : { type: file.kind === 'video' ? 'video' : 'file', url }
  }
  const size = Number(file.size)
  if (!isQuestion && size > left.bytes) return null
  const bytes = await readFile(storedPath(file.stored_file)).catch(() => null)
  if (bytes === null) return null
  left.bytes -= size
  const mediaType = mediaTypeOf(file.name, file.kind, file.family)
  const base64 = bytes.toString('base64')
  if (file.kind === 'image') return { type: 'image', url: `data:${mediaType};base64,${base64}` }
  return { type: 'audio', base64, format: mediaType === 'audio/wav' ? 'wav' : 'mp3' }
}
