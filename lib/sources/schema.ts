/** Where an answer comes from: `GET /api/runs/{id}/sources`. Pure; shared by server and browser. */
import * as z from 'zod/mini'

/** In points from the page's top left corner; a page is 1-based. The page's own size goes with each box. */
const pageBox = z.object({
  page: z.number(),
  x0: z.number(),
  top: z.number(),
  x1: z.number(),
  bottom: z.number(),
  pageWidth: z.number(),
  pageHeight: z.number(),
})

const sourceSlice = z.object({
  /** Unique in the run. */
  id: z.string(),
  /** The node that found it. */
  nodeId: z.string(),
  text: z.string(),
  /** Every line of the slice, in reading order, boxes that leave their page dropped; empty without positions. */
  boxes: z.array(pageBox),
  /** In a sheet: its name when known, and the 1-based row as upstream counts it. */
  row: z.nullable(z.object({ sheet: z.nullable(z.string()), line: z.number() })),
})

const sourceDocument = z.object({
  /** Upstream's document id; unique in the run. */
  id: z.string(),
  name: z.string(),
  kind: z.enum(['pdf', 'sheet', 'text', 'image', 'other']),
  /** Where we serve the file, with ranges: `/api/documents/{ticket}`; null when upstream gave no address. */
  url: z.nullable(z.string()),
  slices: z.array(sourceSlice),
  /** Indexed before positions were kept: an admin can have it indexed again. */
  hasHiddenPositions: z.boolean(),
  /** Figures by the marker that stands for them in texts; `url` is ours. */
  images: z.array(z.object({ marker: z.string(), url: z.string() })),
})

export const sourcesSchema = z.object({
  documents: z.array(sourceDocument),
  /** How many retrieval nodes could not be asked; asking again may bring their documents. */
  missingNodes: z.number(),
})

/** `POST /api/documents/{ticket}/reindex`, then `GET` of it. */
export const reindexSchema = z.object({ status: z.enum(['running', 'done', 'failed']) })

export type PageBox = z.infer<typeof pageBox>
export type SourceSlice = z.infer<typeof sourceSlice>
export type SourceDocument = z.infer<typeof sourceDocument>
export type Sources = z.infer<typeof sourcesSchema>
export type Reindex = z.infer<typeof reindexSchema>
