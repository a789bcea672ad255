/** Where the passages of an answer stand, in our words (seed 003 §3.6, api-facts §3.6, D16, D33, D34). Pure. */
import { toSnakeKeys } from '../snake-keys'
import { sliceInfoDataSchema } from './wire'
import type { WireSlice, WireSliceDocument } from './wire'

/** In the page's own unit (points in practice), from its top left corner; `x1` is the right edge; `page` counts from 1. */
export type SlicePosition = {
  page: number
  x0: number
  x1: number
  top: number
  bottom: number
  /** Of the page. */
  width: number
  height: number
}

export type DocumentSlice = {
  text: string
  /** Of a PDF; null when any of its numbers is missing. Boxes are not checked against the page. */
  position: SlicePosition | null
  /** Of a sheet: the row as upstream counts it. */
  line: number | null
  sheetName: string | null
}

/** The text that stands for a figure in slices and answers, and upstream's address of the picture. */
export type SliceImage = { marker: string; url: string }

export type SliceDocument = {
  /** Upstream's document id, exact; empty when it was not said. */
  id: string
  name: string
  /** Upstream's address of the file; null without one. */
  url: string | null
  /** Knowledge type 1 to 15 (api-facts §3.6); the name's extension wins over it (D33). */
  dtype: number | null
  slices: DocumentSlice[]
  /** Indexed before positions were kept: it has to be indexed again. */
  hasHiddenPositions: boolean
  /** Those of its own entry, and those beside the documents that may be its own. */
  images: SliceImage[]
}

export type SliceInfo = {
  documents: SliceDocument[]
  /** At least one document hides its positions. */
  hasOldDocument: boolean
}

/** @param data of the envelope; what cannot be read is left out */
export function toSliceInfo(data: unknown): SliceInfo {
  const parsed = sliceInfoDataSchema.safeParse(toSnakeKeys(data)).data
  const entries = parsed?.document_slices ?? []
  const shared = toImages(parsed?.images)
  const ids = entries.map((entry) => idOf(entry)).filter((id) => id !== '')
  const documents = entries.map((entry): SliceDocument => {
    const id = idOf(entry)
    // A marker names its document, `【示意图序号_<id>_<n>】`; one that names none may belong to any.
    const own = shared.filter(({ marker }) =>
      ids.some((other) => marker.includes(other)) ? id !== '' && marker.includes(id) : true,
    )
    return {
      id,
      name: entry.document?.name ?? '',
      url: entry.document?.url?.trim() || null,
      dtype: entry.document?.dtype ?? null,
      slices: (entry.slice_info ?? []).map(toSlice),
      hasHiddenPositions: entry.hide_positions ?? false,
      images: uniqueByMarker([...toImages(entry.images), ...own]),
    }
  })
  const hasHidden = documents.some((document) => document.hasHiddenPositions)
  return { documents, hasOldDocument: hasHidden || (parsed?.has_old_document ?? false) }
}

function idOf(entry: WireSliceDocument): string {
  return entry.document?.id ?? entry.slice_info?.find((slice) => slice.document_id)?.document_id ?? ''
}

function toSlice({ text, line, sheet_name: sheetName, position }: WireSlice): DocumentSlice {
  return {
    text: text ?? '',
    position: position ? toPosition(position) : null,
    line: line ?? null,
    sheetName: sheetName || null,
  }
}

function toPosition(position: NonNullable<WireSlice['position']>): SlicePosition | null {
  const { page, x0, x1, top, bottom, width, height } = position
  const numbers = [page, x0, x1, top, bottom, width, height]
  if (!numbers.every((number) => typeof number === 'number')) return null
  return {
    page: page ?? 0,
    x0: x0 ?? 0,
    x1: x1 ?? 0,
    top: top ?? 0,
    bottom: bottom ?? 0,
    width: width ?? 0,
    height: height ?? 0,
  }
}

function toImages(images: WireSliceDocument['images']): SliceImage[] {
  return (images ?? []).flatMap(({ text, cos_url: url }) => (text && url ? [{ marker: text, url }] : []))
}

/** The first of each marker. */
function uniqueByMarker(images: SliceImage[]): SliceImage[] {
  const seen = new Set<string>()
  return images.filter(({ marker }) => !seen.has(marker) && seen.add(marker))
}
