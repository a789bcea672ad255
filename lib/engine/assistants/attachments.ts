/** The files of an assistant's conversation: those of this request and of the ones before. */
import type { AssistantRequest } from '@/lib/upstream/assistants/wire'
import type { StoredFile } from '../files/file-store'
import type { Conversation, EngineState } from '../state'

export const mostFilesOfConversation = 10
const memoryName = 'attachments'

/** Waits until they are parsed: this API has no other way to tell when a file is ready. */
export async function openAttachments(
  state: EngineState,
  conversation: Conversation,
  request: AssistantRequest,
): Promise<{ files: StoredFile[]; unknownFiles: string[] } | 'too_many'> {
  const named = (request.attachments ?? []).flatMap(({ file_id: id }) => id ?? [])
  // Only this function writes under the name.
  const before = (conversation.memory.get(memoryName) as string[] | undefined) ?? []
  const ids = [...new Set([...before, ...named])]
  const find = (id: string) => {
    const file = state.files.find(id)
    return file && file.purpose !== null ? [file] : []
  }
  const files = ids.flatMap(find)
  if (files.length > mostFilesOfConversation) return 'too_many'
  conversation.memory.set(
    memoryName,
    files.map(({ id }) => id),
  )
  await state.files.parsed()
  return { files, unknownFiles: named.filter((id) => find(id).length === 0) }
}
