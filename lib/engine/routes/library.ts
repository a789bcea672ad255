/** `GET /engine/library/{file}`: the shipped documents, with range support as a file store offers it. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { sendFlatError } from '../reply'
import type { EngineState } from '../state'

const types: Record<string, string> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

export async function handleLibraryFile(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  fileName: string,
): Promise<void> {
  const library = await state.library()
  const document = library.documents.find((known) => known.fileName === fileName)
  if (!document) return sendFlatError(response, 404, 404, '文件不存在')
  const path = join(library.directory, document.fileName)
  const { size } = await stat(path)
  const range = findRange(request.headers.range, size)
  const headers = {
    'content-type': types[fileName.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=3600',
  }
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${size}` }).end()
    return
  }
  const { start, end } = range ?? { start: 0, end: size - 1 }
  response.writeHead(range ? 206 : 200, {
    ...headers,
    'content-length': end - start + 1,
    ...(range ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
  })
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  const file = createReadStream(path, { start, end })
  file.once('error', () => response.destroy())
  response.once('close', () => file.destroy())
  file.pipe(response)
}

function findRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match) return null
  const [, from = '', to = ''] = match
  if (from === '' && to === '') return null
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return start > end || start >= size ? 'unsatisfiable' : { start, end }
}
