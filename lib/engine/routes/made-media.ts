/** `GET /engine/made/{name}?expires&sign`: what agents made; no key, the signature is the right to read it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { findRange } from '../send-file'
import type { EngineState } from '../state'

export function handleMadeMedia(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): void {
  const query = new URLSearchParams((request.url ?? '').split('?')[1] ?? '')
  const file = state.made.read(name, query)
  if (typeof file === 'string') return refuse(response, file)
  const range = findRange(request.headers.range, file.bytes.length)
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${file.bytes.length}` }).end()
    return
  }
  const { start, end } = range ?? { start: 0, end: file.bytes.length - 1 }
  response.writeHead(range ? 206 : 200, {
    'content-type': file.type,
    'content-length': end - start + 1,
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=60',
    'x-content-type-options': 'nosniff',
    ...(range ? { 'content-range': `bytes ${start}-${end}/${file.bytes.length}` } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : file.bytes.subarray(start, end + 1))
}

/** As object stores put it. */
function refuse(response: ServerResponse, reason: 'forbidden' | 'expired'): void {
  const message = reason === 'expired' ? 'Request has expired' : 'The signature does not match'
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>${message}</Message></Error>\n`
  response.writeHead(403, {
    'content-type': 'application/xml',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  })
  response.end(body)
}
