/** The documents that are shipped with the engine, read once and indexed. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SearchIndex } from '../index/rank'
import type { PdfPassage, SheetRow } from './passage'
import { readPdf } from './pdf'
import { readSheets } from './sheet'

export type LibraryDocument = {
  id: string
  name: string
  fileName: string
  /** The platform's kind of knowledge (api-facts §3.6): 3 pdf, 6 xlsx. */
  dtype: 3 | 6
}

export type Library = {
  directory: string
  documents: LibraryDocument[]
  passages: PdfPassage[]
  rows: SheetRow[]
  index: SearchIndex<PdfPassage>
}

export const fieldGuide: LibraryDocument = {
  id: '1936725184036361003',
  name: '月与湖观察手册 A Field Guide to the Moon over Water.pdf',
  fileName: 'moon-over-water.pdf',
  dtype: 3,
}

export const lakeTable: LibraryDocument = {
  id: '1936725184036361017',
  name: '湖泊与月相 Lakes and moon phases.xlsx',
  fileName: 'lakes-and-phases.xlsx',
  dtype: 6,
}

/** @throws a sentence that names the place when the documents are not there */
export function findLibraryDirectory(): string {
  const directory = join(process.cwd(), 'lib', 'engine', 'library')
  if (existsSync(join(directory, fieldGuide.fileName))) return directory
  throw new Error(
    `The engine's documents are not in ${directory}. Start from the project's folder or pass libraryDir.`,
  )
}

export async function openLibrary(directory: string): Promise<Library> {
  const [guide, table] = await Promise.all([
    readFile(join(directory, fieldGuide.fileName)),
    readFile(join(directory, lakeTable.fileName)),
  ])
  const passages = await readPdf(new Uint8Array(guide), fieldGuide.id)
  const rows = await readSheets(table, lakeTable.id)
  const index = new SearchIndex(passages, (passage) => ({
    title: passage.headings.join(' '),
    body: passage.text,
  }))
  return { directory, documents: [fieldGuide, lakeTable], passages, rows, index }
}
