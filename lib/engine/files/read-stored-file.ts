import { parseMessages } from './wishes'
import { readDocument } from '../documents/read-document'
import { UnreadableDocument } from '../documents/unreadable'
import type { Passage } from '../documents/passage'
import type { ParseState, StoredFile } from './file-store'

/** Parses documents and sheets; pictures, sounds and films are ready as they are. Never throws. */
export async function readStoredFile(
  file: StoredFile,
): Promise<{ outcome: ParseState; passages: Passage[] }> {
  if (file.kind !== 'document' && file.kind !== 'sheet') return { outcome: toState(1), passages: [] }
  try {
    return { outcome: toState(1), passages: await readDocument(file) }
  } catch (error) {
    const code = error instanceof UnreadableDocument ? error.code : 11002
    return { outcome: toState(code), passages: [] }
  }
}

function toState(code: number): ParseState {
  return { code, message: parseMessages[code] ?? '' }
}
