import 'server-only'
import { agentClient } from '@/lib/agents/upstream'
import { assistantClient } from '@/lib/assistants/upstream'
import type { UploadRow } from '@/lib/db/schema'
import { env } from '@/lib/env'
import { unitIdOf } from '@/lib/forms/fields'
import { logger } from '@/lib/logger'
import { findUpstreamConversation } from './dialogue-conversation'
import { fileTypes, mediaTypeOf } from './limits'

/** What became of a file: upstream has it (`fileId`), or it stays with us (null), or upstream refused it. */
export type HandedOver =
  { status: 'parsing' | 'ready'; fileId: string | null } | { status: 'refused'; detail: string | null }

/** Whether a copy stays with us: for previews, and for models, which take files by address or inside a question. */
export function keepsCopy({ family, kind }: Pick<UploadRow, 'family' | 'kind'>): boolean {
  if (family === 'agent') return kind === 'image' || kind === 'video'
  return family !== 'assistant' || kind === 'image'
}

/**
 * Gives a file to whoever keeps it, while it comes.
 *
 * @param bytes of the file; read to its end or left early
 * @throws UpstreamError; what `bytes` threw; the signal's reason when it aborts
 */
export async function handOver(
  row: UploadRow,
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<HandedOver> {
  const { name, size } = row
  const mediaType = mediaTypeOf(name, row.kind, row.family) ?? 'application/octet-stream'
  switch (row.family) {
    case 'agent': {
      const conversationId = row.field_id === null ? await findUpstreamConversation(row) : null
      const answer = await agentClient().uploadFile({
        appId: row.app_id,
        unitId: row.field_id === null ? null : unitIdOf(row.field_id),
        conversationId,
        fileType: fileTypes[row.kind],
        name,
        mediaType,
        size,
        bytes,
        signal,
      })
      return answer.status === 'refused' ? answer : { status: 'parsing', fileId: answer.fileId }
    }
    case 'assistant': {
      const purpose = env().BIGMODEL_FILES_PURPOSE
      const { fileId } = await assistantClient().uploadFile({ name, mediaType, size, bytes, purpose, signal })
      return { status: 'ready', fileId }
    }
    case 'model':
    case 'on-premises':
    case 'compatible':
      for await (const _ of bytes) signal.throwIfAborted()
      return { status: 'ready', fileId: null }
    default:
      return row.family satisfies never
  }
}

/** Upstream need not keep what was not sent; nobody waits for it. Agents' platform offers no deletion. */
export function takeBack({ family, upstream_file_id }: UploadRow): void {
  if (family !== 'assistant' || upstream_file_id === null) return
  assistantClient()
    .deleteFile(upstream_file_id)
    .catch((error: unknown) => logger.info('file not deleted by the platform', { error }))
}
