import type { Passage } from '../../documents/passage'
import type { StoredFile } from '../../files/file-store'

/** A document that came with a message, in the form that the reader of uploaded files knows. */
export function asStoredFile(id: string, name: string, passages: Passage[], size: number): StoredFile {
  return {
    id,
    token: '',
    appId: '',
    conversationId: null,
    name,
    kind: 'document',
    size,
    path: '',
    outcome: { code: 1, message: '' },
    passages,
    readyAt: 0,
    purpose: null,
    createdAt: 0,
  }
}
