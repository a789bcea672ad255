/** A document that a message names by its address, read as uploaded ones are. */
import { createHash } from 'node:crypto'
import { readDocument } from '../../documents/read-document'
import { UnreadableDocument } from '../../documents/unreadable'
import { contentTypes, extensionOf, kindOf } from '../../files/file-kinds'
import type { StoredFile } from '../../files/file-store'
import { parseMessages } from '../../files/wishes'
import { probe } from '../../media/probe'
import type { ModelAnswer } from '../model-answer'
import { bytesOf } from './bytes-of'
import type { Given } from './bytes-of'
import { asStoredFile } from './stored'

/** @returns why it cannot be read instead */
export async function readFilePart(answer: ModelAnswer, url: string): Promise<StoredFile | string> {
  const given = await bytesOf(answer, url)
  if (typeof given === 'string') return given
  if (given.size > given.bytes.length) return 'too_large'
  const name = toKnownName(given)
  const kind = kindOf(name)
  if (kind !== 'document' && kind !== 'sheet') return `not_a_document: ${name}`
  const { sink, received, drop } = await answer.state.files.receive(name)
  const id = createHash('sha256').update(given.bytes).digest('hex').slice(0, 24)
  try {
    await sink.write(given.bytes)
    await sink.end()
    const passages = await readDocument({ id, name, path: received.path, size: received.size })
    return asStoredFile(id, name, passages, received.size)
  } catch (error) {
    if (error instanceof UnreadableDocument) return parseMessages[error.code] ?? String(error.code)
    throw error
  } finally {
    await drop()
  }
}

/** Addresses often end without a name; then the type or the bytes say what it is. */
function toKnownName({ name, type, bytes }: Given): string {
  if (kindOf(name) !== null) return name
  const byType = Object.entries(contentTypes).find(([, one]) => one === type)?.[0]
  const byBytes = probe(bytes).format === 'PDF' ? 'pdf' : undefined
  const extension = byType ?? byBytes
  if (extension === undefined) return name === '' ? extensionOf(name) : name
  return `${name === '' ? 'document' : name}.${extension}`
}
