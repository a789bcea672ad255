/** `GET /engine/library/{file}`, the shipped documents and figures, and `GET /engine/files/{token}`, people's own. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { contentTypes, extensionOf } from '../files/file-kinds'
import { sendFlatError } from '../reply'
import { sendFile } from '../send-file'
import type { EngineState } from '../state'

export async function handleLibraryFile(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  fileName: string,
): Promise<void> {
  const library = await state.library()
  const known = [...library.documents, ...library.figures].find((one) => one.fileName === fileName)
  if (!known) return sendFlatError(response, 404, 404, '文件不存在')
  await sendFile(request, response, join(library.directory, known.fileName), typeOf(fileName))
}

/** The token is the right to read the file, as with the signed addresses of a file store. */
export async function handleUploadedFile(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
): Promise<void> {
  const file = state.files.findByToken(token)
  if (!file) return sendFlatError(response, 404, 404, '文件不存在')
  await sendFile(request, response, file.path, typeOf(file.name))
}

function typeOf(name: string): string {
  return contentTypes[extensionOf(name)] ?? 'application/octet-stream'
}
