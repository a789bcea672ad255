/** What the retrievals of a run found becomes documents with slices, each document once. Pure. */
import type { DocumentSlice, SliceDocument } from '@/lib/upstream/agents/slice-info'
import { groupSlices } from './group-slices'
import type { GroupedSlice } from './group-slices'
import type { SourceDocument, SourceSlice } from './schema'

/** One retrieval node of a run. */
export type RetrievalNode = {
  nodeId: string
  /** Texts that it reported while it ran, in its order. */
  passages: string[]
  /** What slice_info said of it. */
  documents: SliceDocument[]
}

/** Like `SourceDocument`, with upstream's addresses in place of ours; `id` tells documents of a run apart. */
export type AssembledDocument = Omit<SourceDocument, 'url' | 'images'> & {
  /** Empty when upstream said none. */
  upstreamId: string
  address: string | null
  images: { marker: string; address: string }[]
}

/** Documents in the order in which upstream named them first; slices that several nodes found once. */
export function assembleDocuments(nodes: RetrievalNode[]): AssembledDocument[] {
  const documents = new Map<string, AssembledDocument>()
  for (const { nodeId, passages, documents: entries } of nodes) {
    for (const [key, found] of mergeByKey(entries, [...documents.values()])) {
      const known = documents.get(key) ?? newDocument(key, found)
      documents.set(key, {
        ...known,
        name: known.name || found.name,
        address: found.url ?? known.address,
        hasHiddenPositions: known.hasHiddenPositions || found.hasHiddenPositions,
        images: mergeImages(known.images, found),
        slices: [
          ...known.slices,
          ...slicesOf(found, passages, entries.length === 1).map((slice) => ({ ...slice, nodeId, id: '' })),
        ],
      })
    }
  }
  return [...documents.values()].map((document, index) => ({
    ...document,
    name: document.name || nameIn(document.address) || document.id,
    slices: withIds(document.slices, index + 1),
  }))
}

/** The name's ending says what a document is; the platform's number only where there is none (D33). */
export function kindOf(name: string, address: string | null, dtype: number | null): SourceDocument['kind'] {
  const ending = endingOf(name) ?? endingOf(nameIn(address))
  return (ending && kindsByEnding[ending]) || (ending ? 'other' : (kindsByType[dtype ?? 0] ?? 'other'))
}

const kindsByEnding: Record<string, SourceDocument['kind']> = Object.fromEntries(
  Object.entries({
    pdf: ['pdf'],
    sheet: ['xlsx', 'xls', 'xlsm', 'csv', 'tsv'],
    text: ['txt', 'md', 'markdown', 'log'],
    image: ['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp'],
    // `satisfies` keeps the words above those of the schema.
  } satisfies Partial<Record<SourceDocument['kind'], string[]>>).flatMap(([kind, endings]) =>
    // Object.entries forgets that its keys are ours.
    endings.map((ending) => [ending, kind as SourceDocument['kind']]),
  ),
)

/** Knowledge types of api-facts §3.6. */
const kindsByType: Record<number, SourceDocument['kind']> = {
  1: 'text',
  3: 'pdf',
  6: 'sheet',
  7: 'image',
  8: 'image',
  9: 'image',
  11: 'sheet',
  14: 'text',
  15: 'sheet',
}

/** Only what can be an ending: version numbers and sentences have points, too. */
function endingOf(name: string): string | null {
  return /\.([a-z][a-z0-9]{1,7})$/i.exec(name.trim())?.[1]?.toLowerCase() ?? null
}

function nameIn(address: string | null): string {
  const last =
    URL.parse(address ?? '')
      ?.pathname.split('/')
      .at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

/** An upstream that names a document once a slice is understood, too. */
function mergeByKey(entries: SliceDocument[], others: AssembledDocument[]): Map<string, SliceDocument> {
  const merged = new Map<string, SliceDocument>()
  for (const entry of entries) {
    const key = keyOf(entry, [
      ...others,
      ...[...merged].map(([id, { name, url }]) => ({ id, name, address: url })),
    ])
    const known = merged.get(key)
    merged.set(
      key,
      known
        ? {
            ...entry,
            name: known.name || entry.name,
            url: known.url ?? entry.url,
            slices: [...known.slices, ...entry.slices],
            hasHiddenPositions: known.hasHiddenPositions || entry.hasHiddenPositions,
            images: [...known.images, ...entry.images],
          }
        : entry,
    )
  }
  return merged
}

/** The id; files of different kinds under one id, as in the platform's own sample, are different documents. */
function keyOf(
  { id, name, url }: SliceDocument,
  known: Pick<AssembledDocument, 'id' | 'name' | 'address'>[],
): string {
  if (id === '') return url || name
  const ending = endingOf(name) ?? endingOf(nameIn(url))
  const first = known.find((document) => document.id === id)
  const firstEnding = first ? (endingOf(first.name) ?? endingOf(nameIn(first.address))) : null
  return ending === null || firstEnding === null || ending === firstEnding ? id : `${id}.${ending}`
}

function newDocument(key: string, { id, name, url, dtype }: SliceDocument): AssembledDocument {
  return {
    id: key,
    upstreamId: id,
    name,
    kind: kindOf(name, url, dtype),
    address: url,
    slices: [],
    hasHiddenPositions: false,
    images: [],
  }
}

/** Where a node found in one document only, and upstream says nothing of it, its passages are that document's. */
function slicesOf({ slices }: SliceDocument, passages: string[], isOnly: boolean): GroupedSlice[] {
  const said = slices.filter((slice) => slice.text.trim() !== '' || slice.position || slice.line !== null)
  return groupSlices(said.length === 0 && isOnly ? passages.map(toEntry) : said, passages)
}

function toEntry(text: string): DocumentSlice {
  return { text, position: null, line: null, sheetName: null }
}

function mergeImages(
  known: AssembledDocument['images'],
  { images }: SliceDocument,
): AssembledDocument['images'] {
  const markers = new Set(known.map(({ marker }) => marker))
  return [
    ...known,
    ...images.flatMap(({ marker, url }) => {
      if (markers.has(marker)) return []
      markers.add(marker)
      return [{ marker, address: url }]
    }),
  ]
}

function withIds(slices: SourceSlice[], document: number): SourceSlice[] {
  const known = new Set<string>()
  return slices
    .filter(({ text, boxes, row }) => {
      const key = JSON.stringify([text, boxes, row])
      return !known.has(key) && known.add(key)
    })
    .map((slice, index) => ({ ...slice, id: `${document}.${index + 1}` }))
}
