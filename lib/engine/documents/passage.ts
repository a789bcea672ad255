import type { Language } from '../index/language'

/** One line of a page as pdfplumber would box it: points, from the top left of the page. */
export type PageLine = {
  text: string
  page: number
  x0: number
  x1: number
  top: number
  bottom: number
  width: number
  height: number
}

/** A paragraph, list or table below a heading; what retrieval finds. */
export type PdfPassage = {
  kind: 'pdf'
  documentId: string
  /** From the chapter down. */
  headings: string[]
  text: string
  language: Language
  /** A table or list of short rows; its text has one row a line. */
  isTable: boolean
  page: number
  lines: PageLine[]
  /** The marker of the figure that belongs to it, such as `【示意图序号_1936_1】`. */
  figure?: string
}

/** A paragraph of a document whose pages have no places: Word, Markdown, plain text. */
export type TextPassage = {
  kind: 'text'
  documentId: string
  headings: string[]
  text: string
  language: Language
}

export type SheetRow = {
  kind: 'row'
  documentId: string
  /** Null for comma-separated values, which have one sheet without a name. */
  sheetName: string | null
  /** As a person counts them, the header is line 1. */
  line: number
  cells: Record<string, string | number>
  text: string
}

export type Passage = PdfPassage | TextPassage | SheetRow

/** Without the markers of figures, for interfaces that have nothing to turn one into its picture. */
export function withoutFigures(text: string): string {
  return text.replace(/\n*【示意图序号_[^】]+】/g, '')
}
