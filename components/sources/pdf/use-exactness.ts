'use client'

import { useEffect, useState } from 'react'
import type { SourceSlice } from '@/lib/sources/schema'
import { findText, isFindable, provesPassage } from '../exactness'
import type { Exactness } from '../exactness'
import { placeBox } from '../geometry'
import { byColumns, rectsOf, textUnder, toPageText } from './page-text'
import type { PageText } from './page-text'
import type { FoundPlace } from './pdf-marks'
import { shapeOf } from './pdf-layout'
import type { PdfDocument, PdfPageProxy } from './pdf-library'

type Proof = {
  exactness:
    | { kind: 'passage' | 'place' | 'document' | 'several' | 'found' }
    | { kind: 'changed'; page: number; pageCount: number }
  places: FoundPlace[]
}

/** More places than this are not worth offering. */
const mostPlaces = 5

type Entry = { proof: Promise<Proof>; watchers: number }

const proofs = new WeakMap<PdfDocument, Map<string, Entry>>()

/** Proves where the slice stands; `page` is the one of the stop that is shown. */
export function useExactness(
  document: PdfDocument | null,
  slice: SourceSlice,
  page: number | null,
): { exactness: Exactness; places: FoundPlace[] } {
  const [proven, setProven] = useState<{ slice: SourceSlice; proof: Proof } | null>(null)
  useEffect(() => {
    if (!document) return
    let isGone = false
    const entry = entryOf(document, slice)
    entry.watchers += 1
    entry.proof.then(
      (proof) => {
        if (!isGone) setProven({ slice, proof })
      },
      // Given up, or the file is not readable any more: nothing is claimed.
      () => {},
    )
    return () => {
      isGone = true
      entry.watchers -= 1
    }
  }, [document, slice])

  const proof = proven?.slice === slice ? proven.proof : null
  const places = proof?.places ?? []
  if (!proof) return { exactness: { kind: 'unknown', page }, places }
  const { exactness } = proof
  switch (exactness.kind) {
    case 'changed':
      return { exactness, places }
    case 'document':
      return { exactness: { kind: 'document' }, places }
    case 'several':
      return { exactness: { kind: 'several', pages: places.map((place) => place.page) }, places }
    case 'found':
      return { exactness: { kind: 'found', page: places[0]?.page ?? 1 }, places }
    default:
      return { exactness: { kind: exactness.kind, page: page ?? 1 }, places }
  }
}

function entryOf(document: PdfDocument, slice: SourceSlice): Entry {
  const known = proofs.get(document) ?? new Map<string, Entry>()
  proofs.set(document, known)
  // The same slice has other boxes once its document was indexed again.
  const key = JSON.stringify([slice.id, slice.boxes])
  const found = known.get(key)
  if (found) return found
  const entry: Entry = {
    watchers: 0,
    // Begins after whoever asked has begun to watch.
    proof: Promise.resolve().then(() => prove(document, slice, () => entry.watchers === 0)),
  }
  known.set(key, entry)
  entry.proof.catch(() => known.delete(key))
  return entry
}

async function prove(document: PdfDocument, slice: SourceSlice, isGone: () => boolean): Promise<Proof> {
  if (slice.boxes.length === 0) return findPlaces(document, slice.text, isGone)
  const numbers = [...new Set(slice.boxes.map((box) => box.page))]
  const missing = numbers.find((number) => number > document.numPages)
  if (missing !== undefined) {
    return { exactness: { kind: 'changed', page: missing, pageCount: document.numPages }, places: [] }
  }
  const texts = await Promise.all(
    numbers.map(async (number) => {
      const page = await document.getPage(number)
      const shape = shapeOf(page.getViewport({ scale: 1 }), page.rotate)
      const own = slice.boxes.filter((box) => box.page === number)
      return textUnder(
        await readText(page),
        own.map((box) => placeBox(box, shape, 1, 0)),
      )
    }),
  )
  const isPassage = provesPassage(slice.text, texts.join('\n'))
  return { exactness: { kind: isPassage ? 'passage' : 'place' }, places: [] }
}

async function findPlaces(document: PdfDocument, text: string, isGone: () => boolean): Promise<Proof> {
  const places: FoundPlace[] = []
  if (!isFindable(text)) return { exactness: { kind: 'document' }, places }
  for (let number = 1; number <= document.numPages && places.length < mostPlaces; number += 1) {
    // Whoever went on to another passage does not need the rest of this file.
    if (isGone()) throw new Error('given up')
    const page = await document.getPage(number)
    places.push(...placesOn(number, await readText(page), text, mostPlaces - places.length))
  }
  const kind = places.length === 0 ? 'document' : places.length === 1 ? 'found' : 'several'
  return { exactness: { kind }, places }
}

function placesOn(page: number, content: PageText, text: string, most: number): FoundPlace[] {
  const places = (order: PageText) =>
    findText(order.source, text, most).map(({ start, end }) => ({ page, rects: rectsOf(order, start, end) }))
  const found = places(content)
  return found.length > 0 ? found : places(byColumns(content))
}

async function readText(page: PdfPageProxy): Promise<PageText> {
  const { items, styles } = await page.getTextContent()
  return toPageText(
    items.flatMap((item) => ('str' in item ? [item] : [])),
    styles,
    page.getViewport({ scale: 1 }).transform,
  )
}
