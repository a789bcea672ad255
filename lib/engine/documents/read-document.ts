/** A person's file → the passages that retrieval finds in it. The limits are the platform's (api-facts §3.3). */
import { open, readFile } from 'node:fs/promises'
import type { Passage, PdfPassage } from './passage'
import { checkArchive } from './archive'
import { findLayout } from './layout'
import { readLines, toPassages } from './pdf'
import { readCsv, readSheets } from './sheet'
import { readMarkdown, readPlainText, readWord } from './text'
import { UnreadableDocument } from './unreadable'
import { extensionOf } from '../files/file-kinds'

/** Of a text; sheets are looked up by their rows and have a limit of rows instead. */
export const maxCharacters = 50_000
export const maxRows = 100_000
/** Of files that are read whole. No text of this size is within the limit of characters. */
const maxTextBytes = 2 * 1024 * 1024
const maxSheetBytes = 40 * 1024 * 1024

export type DocumentFile = { id: string; name: string; path: string; size: number }

/** @throws UnreadableDocument with the code that file_stat answers */
export async function readDocument(file: DocumentFile): Promise<Passage[]> {
  try {
    const passages = await read(file)
    if (passages.every(({ text }) => text.trim() === '')) throw new UnreadableDocument(11001)
    return passages
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error
    throw new UnreadableDocument(11002, { cause: error })
  }
}

async function read(file: DocumentFile): Promise<Passage[]> {
  switch (extensionOf(file.name)) {
    case 'pdf':
      return readPdfFile(file)
    case 'docx':
      return limitText(await readWord(await readArchive(file), file.id))
    case 'md':
      return limitText(readMarkdown(await readWhole(file, maxTextBytes), file.id))
    case 'txt':
      return limitText(readPlainText(await readWhole(file, maxTextBytes), file.id))
    case 'csv':
      return limitRows(await readCsv(await readWhole(file, maxSheetBytes), file.id, maxRows))
    case 'xlsx':
      return limitRows(await readSheets(await readArchive(file), file.id))
    default:
      throw new UnreadableDocument(11002)
  }
}

async function readPdfFile({ id, path, size }: DocumentFile): Promise<PdfPassage[]> {
  await checkHead(path)
  let counted = 0
  let characters = 0
  const lines = await readLines({ path, size }, (all) => {
    for (; counted < all.length; counted += 1) characters += all[counted]?.text.length ?? 0
    if (characters > maxCharacters) throw new UnreadableDocument(11003)
  })
  return toPassages(lines, id, findLayout)
}

/** pdf.js searches a file that is no PDF to its very end, which for a large one is long. */
async function checkHead(path: string): Promise<void> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0)
    if (!buffer.subarray(0, bytesRead).includes('%PDF-')) throw new UnreadableDocument(11002)
  } finally {
    await file.close()
  }
}

async function readArchive(file: DocumentFile): Promise<Buffer> {
  const bytes = await readWhole(file, maxSheetBytes)
  checkArchive(bytes)
  return bytes
}

async function readWhole({ path, size }: DocumentFile, limit: number): Promise<Buffer> {
  if (size > limit) throw new UnreadableDocument(11003)
  if (size === 0) throw new UnreadableDocument(11001)
  return readFile(path)
}

function limitText<Text extends Passage>(passages: Text[]): Text[] {
  const characters = passages.reduce((sum, { text }) => sum + text.length, 0)
  if (characters > maxCharacters) throw new UnreadableDocument(11003)
  return passages
}

function limitRows<Row extends Passage>(rows: Row[]): Row[] {
  if (rows.length > maxRows) throw new UnreadableDocument(11003)
  return rows
}
