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
  /** Indexed before positions were kept: they come once it has been indexed again. */
  isOld?: boolean
}

/** A picture in a document, and what stands for it in the texts of passages. */
export type LibraryFigure = {
  documentId: string
  marker: string
  fileName: string
  /** slice_info names it in the document's entry or beside all documents; both are met (D16). */
  place: 'entry' | 'data'
  /** It follows the first paragraph below one of these. */
  headings: string[]
}

export type Library = {
  directory: string
  documents: LibraryDocument[]
  figures: LibraryFigure[]
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

export const oldHandbook: LibraryDocument = {
  id: '1936725184036361029',
  name: '船屋手册 Boathouse Handbook 1998.pdf',
  fileName: 'boathouse-1998.pdf',
  dtype: 3,
  isOld: true,
}

const figures: LibraryFigure[] = [
  {
    documentId: fieldGuide.id,
    marker: `【示意图序号_${fieldGuide.id}_1】`,
    fileName: 'figure-halo.png',
    place: 'entry',
    headings: ['The 22-degree halo', '二十二度晕'],
  },
  {
    documentId: fieldGuide.id,
    marker: `【示意图序号_${fieldGuide.id}_2】`,
    fileName: 'figure-phases.png',
    place: 'data',
    headings: ['Why the moon changes its shape', '月亮为什么有圆缺'],
  },
]

/** @throws a sentence that names the place when the documents are not there */
export function findLibraryDirectory(): string {
  const directory = join(process.cwd(), 'lib', 'engine', 'library')
  if (existsSync(join(directory, fieldGuide.fileName))) return directory
  throw new Error(
    `The engine's documents are not in ${directory}. Start from the project's folder or pass libraryDir.`,
  )
}

export async function openLibrary(directory: string): Promise<Library> {
  const read = (document: LibraryDocument) => readFile(join(directory, document.fileName))
  const [guide, handbook, table] = await Promise.all([read(fieldGuide), read(oldHandbook), read(lakeTable)])
  const passages = [
    ...withFigures(await readPdf(new Uint8Array(guide), fieldGuide.id)),
    ...(await readPdf(new Uint8Array(handbook), oldHandbook.id)),
  ]
  const rows = await readSheets(table, lakeTable.id)
  const index = new SearchIndex(passages, (passage) => ({
    title: passage.headings.join(' '),
    body: passage.text,
  }))
  return { directory, documents: [fieldGuide, lakeTable, oldHandbook], figures, passages, rows, index }
}

function withFigures(passages: PdfPassage[]): PdfPassage[] {
  return passages.map((passage, at) => {
    const heading = passage.headings.at(-1) ?? ''
    const isFirst = passages[at - 1]?.headings.at(-1) !== heading
    const figure = isFirst ? figures.find(({ headings }) => headings.includes(heading)) : undefined
    return figure ? { ...passage, figure: figure.marker } : passage
  })
}
