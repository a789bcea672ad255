/** The knowledge API for the shipped documents: index again, how far that is, figures (api-facts §3.8). */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { dtypeOf } from '../files/file-kinds'
import { readJson } from '../read-body'
import { sendData, sendFlatError, sendJson } from '../reply'
import type { EngineState } from '../state'

/** `POST /document/embedding/{id}`: only says that it was begun. */
export async function handleEmbedding(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
): Promise<void> {
  await readJson(request)
  const library = await state.library()
  if (!library.documents.some((document) => document.id === id)) return sendUnknown(response)
  state.embeddings.start(id)
  sendJson(response, 200, { code: 200, message: '请求成功', timestamp: Date.now() })
}

/** `GET /document/{id}`: `embedding_stat` 0 running, 1 done. */
export async function handleDocument(
  state: EngineState,
  response: ServerResponse,
  id: string,
): Promise<void> {
  const library = await state.library()
  const document = library.documents.find((one) => one.id === id)
  if (!document) return sendUnknown(response)
  const passages = library.passages.filter(({ documentId }) => documentId === id)
  sendData(response, {
    id,
    name: document.name,
    dtype: dtypeOf(document.fileName),
    knowledge_type: document.dtype === 6 ? 3 : 1,
    word_num: passages.reduce((sum, { text }) => sum + text.length, 0),
    embedding_stat: state.embeddings.isRunning(id) ? 0 : 1,
    failInfo: null,
  })
}

/** `POST /document/slice/image_list/{id}` */
export async function handleImageList(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
  publicUrl: string,
): Promise<void> {
  await readJson(request)
  const library = await state.library()
  if (!library.documents.some((document) => document.id === id)) return sendUnknown(response)
  const images = library.figures
    .filter(({ documentId }) => documentId === id)
    .map(({ marker, fileName }) => ({
      text: marker,
      cos_url: `${publicUrl}/engine/library/${encodeURIComponent(fileName)}`,
    }))
  sendData(response, { images })
}

function sendUnknown(response: ServerResponse): void {
  sendFlatError(response, 404, 404, '文档不存在')
}
