/** `POST /v2/application/slice_info` (seed 003 §3.6): where in their documents the passages of an answer stand. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { sliceInfoRequestSchema } from '@/lib/upstream/agents/wire'
import { readJson } from '../read-body'
import { sendData, sendFlatError } from '../reply'
import type { EngineState, SlicePlace } from '../state'

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
  const { documents } = await state.library()
  const slices = documents
    .map((document) => ({ document, own: places.filter((place) => place.documentId === document.id) }))
    .filter(({ own }) => own.length > 0)
    .map(({ document, own }) => ({
      document: {
        id: document.id,
        name: document.name,
        url: `${publicUrl}/engine/library/${encodeURIComponent(document.fileName)}`,
        dtype: document.dtype,
      },
      slice_info: own.map(toWireSlice),
      hide_positions: false,
      images: [],
    }))
  sendData(response, { document_slices: slices, has_old_document: false })
}

function toWireSlice(place: SlicePlace) {
  return {
    document_id: place.documentId,
    ...(place.position ? { position: place.position } : {}),
    ...(place.line === undefined ? {} : { line: place.line, sheet_name: place.sheetName }),
    text: place.text,
  }
}
