import type { SourceDocument, SourceSlice } from '@/lib/sources/schema'

/** What "1 / n" counts: a slice on each of its pages, or the slice alone when no page is known. */
export type Stop = { slice: SourceSlice; page: number | null }

/** Slices in their order; one that several nodes found counts once. */
export function toStops({ slices }: Pick<SourceDocument, 'slices'>): Stop[] {
  const known = new Set<string>()
  return slices.flatMap((slice): Stop[] => {
    const place = JSON.stringify([slice.text, slice.boxes, slice.row])
    if (known.has(place)) return []
    known.add(place)
    const pages = [...new Set(slice.boxes.map(({ page }) => page))]
    return pages.length > 0 ? pages.map((page) => ({ slice, page })) : [{ slice, page: null }]
  })
}
