/** The files of a dialogue: those sent into its conversation, and those that a message names by id. */
import type { ContentType } from '@/lib/upstream/agents/wire'
import type { Answer } from '../../answer'
import type { StoredFile } from '../../files/file-store'
import { readGiven, splitList } from '../given'

export type Attached = {
  /** Every file of the conversation, oldest first. */
  all: StoredFile[]
  /** What came since the last question. */
  fresh: StoredFile[]
  /** Ids and addresses of this message that are no file of ours. */
  unknown: string[]
}

const name = 'attached'
const uploadTypes: readonly ContentType[] = ['upload_file', 'upload_image', 'upload_video', 'upload_audio']

export function readAttached({ invoke, state, conversation }: Answer): Attached {
  // Only this function writes under the name.
  const known = (conversation.memory.get(name) as string[] | undefined) ?? []
  const named = readGiven(invoke)
    .items.filter(({ type }) => uploadTypes.includes(type))
    .flatMap(({ value }) => splitList(value))
  const sent = state.files.listOfConversation(conversation.appId, conversation.id).map(({ id }) => id)
  const ids = [...new Set([...known, ...sent, ...named])].filter((id) => state.files.find(id) !== null)
  conversation.memory.set(name, ids)
  const find = (id: string) => state.files.find(id) ?? []
  return {
    all: ids.flatMap(find),
    fresh: ids.filter((id) => !known.includes(id) || named.includes(id)).flatMap(find),
    unknown: named.filter((id) => state.files.find(id) === null),
  }
}

export function isDocument({ kind }: StoredFile): boolean {
  return kind === 'document' || kind === 'sheet'
}

/** Files whose name, with or without its ending, stands in the question. */
export function findNamed(files: StoredFile[], question: string): StoredFile[] {
  const text = question.toLowerCase()
  return files.filter((file) => {
    const own = file.name.toLowerCase()
    const stem = own.replace(/\.[^.]+$/, '')
    return text.includes(own) || (stem.length > 2 && text.includes(stem))
  })
}
