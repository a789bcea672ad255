/** `POST /v2/application/slice_info` (seed 003 §3.6): where in their documents the passages of an answer stand. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { sliceInfoRequestSchema } from '@/lib/upstream/agents/wire'
import { dtypeOf } from '../files/file-kinds'
import { readJson } from '../read-body'
import { sendData, sendFlatError } from '../reply'
import type { EngineState, SlicePlace } from '../state'

type Figure = { text: string; cos_url: string; place: 'entry' | 'data' }
type Source = { name: string; url: string; dtype: number; isOld: boolean; figures: Figure[] }

export async function handleSliceInfo(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  publicUrl: string,
): Promise<void> {
  const parsed = sliceInfoRequestSchema.safeParse(await readJson(request))
  if (!parsed.success) return sendFlatError(response, 400, 1210, 'API 调用参数有误')
  const places = state.retrievals.get(parsed.data.request_id)?.get(parsed.data.node_id)
  if (!places) return sendFlatError(response, 404, 404, '请求不存在或该节点没有检索结果')
  const byDocument = new Map<string, SlicePlace[]>()
  for (const place of places)
    byDocument.set(place.documentId, [...(byDocument.get(place.documentId) ?? []), place])
  const slices = []
  const loose: Figure[] = []
  let hasOld = false
  for (const [id, own] of byDocument) {
    const source = await findSource(state, id, publicUrl)
    if (!source) continue
    const shown = source.figures.filter(({ text }) => own.some((place) => place.text.includes(text)))
    loose.push(...shown.filter(({ place }) => place === 'data'))
    hasOld ||= source.isOld
    slices.push({
      document: { id, name: source.name, url: source.url, dtype: source.dtype },
      slice_info: own.map((place) => toWireSlice(place, source.isOld)),
      hide_positions: source.isOld,
      images: shown.filter(({ place }) => place === 'entry').map(toWireFigure),
    })
  }
  sendData(response, { document_slices: slices, has_old_document: hasOld, images: loose.map(toWireFigure) })
}

async function findSource(state: EngineState, id: string, publicUrl: string): Promise<Source | null> {
  const file = state.files.find(id)
  if (file) {
    const url = `${publicUrl}/engine/files/${file.token}`
    return { name: file.name, url, dtype: dtypeOf(file.name), isOld: false, figures: [] }
  }
  const library = await state.library()
  const document = library.documents.find((known) => known.id === id)
  if (!document) return null
  const url = (fileName: string) => `${publicUrl}/engine/library/${encodeURIComponent(fileName)}`
  return {
    name: document.name,
    url: url(document.fileName),
    dtype: document.dtype,
    isOld: document.isOld === true && !state.embeddings.isDone(id),
    figures: library.figures
      .filter((figure) => figure.documentId === id)
      .map(({ marker, fileName, place }) => ({ text: marker, cos_url: url(fileName), place })),
  }
}

function toWireFigure({ text, cos_url }: Figure) {
  return { text, cos_url }
}

function toWireSlice(place: SlicePlace, hasNoPositions: boolean) {
  const { documentId, position, line, sheetName, text } = place
  return {
    document_id: documentId,
    ...(position && !hasNoPositions ? { position } : {}),
    ...(line === undefined ? {} : { line }),
    ...(sheetName ? { sheet_name: sheetName } : {}),
    text,
  }
}
