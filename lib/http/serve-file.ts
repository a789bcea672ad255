import 'server-only'
import { open, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { AppError } from '@/lib/errors'
import { lengthHeader } from './content-length'

/** Bytes read and sent at once. */
const pieceBytes = 256 * 1024
/** How long a browser may show its own copy without asking, in seconds. */
const freshSeconds = 60 * 60

/**
 * Answers GET and HEAD with a file that we hold: one range (206, 416), several ranges and ranges in other units as the
 * whole file, `If-Range`, `If-None-Match` (304), the file's name for saving. Nothing in it runs: types that a browser
 * would run or render as a page are sent as plain text or to be saved.
 *
 * The caller has checked that the person may read it.
 *
 * @param path of the file on this machine; never made of what a client sent
 * @param mediaType as sniffed (`sniffMediaType`), such as `application/pdf`
 * @param name that a person sees when saving; any text
 * @throws AppError `not_found` when the file is gone
 */
export async function serveFile(
  request: Request,
  path: string,
  mediaType: string,
  name: string,
  { isAttachment = false }: { isAttachment?: boolean } = {},
): Promise<Response> {
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw new AppError('not_found')
  const { size, mtimeMs } = found
  const etag = `"${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}"`
  const { type, isInline } = safeType(mediaType)
  const headers = new Headers({
    'content-type': type,
    'content-disposition': contentDisposition(isInline && !isAttachment ? 'inline' : 'attachment', name),
    'accept-ranges': 'bytes',
    etag,
    // no-transform: packed on the way, a file would lose its length and its ranges their meaning.
    'cache-control': `private, max-age=${freshSeconds}, no-transform`,
    // Whoever signs in next in this browser does not read the last person's copy.
    vary: 'cookie',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
  })

  if (isKnown(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  const ifRange = request.headers.get('if-range')
  const range =
    ifRange === null || ifRange === etag ? parseRange(request.headers.get('range'), size) : 'whole'
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${size}`)
    headers.delete('content-disposition')
    headers.delete('content-type')
    return new Response(null, { status: 416, headers })
  }
  const { start, end } = range === 'whole' ? { start: 0, end: size - 1 } : range
  headers.set('content-length', String(end - start + 1))
  headers.set(lengthHeader, String(end - start + 1))
  if (range !== 'whole') headers.set('content-range', `bytes ${start}-${end}/${size}`)
  const body = request.method === 'HEAD' || end < start ? null : readPieces(path, start, end)
  return new Response(body, { status: range === 'whole' ? 200 : 206, headers })
}

/**
 * `Range` of RFC 9110 §14.2 for a file of `size` bytes; both ends count. A header that we do not understand and
 * several ranges mean the whole file, as the RFC allows.
 */
export function parseRange(
  header: string | null,
  size: number,
): { start: number; end: number } | 'whole' | 'unsatisfiable' {
  const [, from, to] = /^\s*bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(header ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return 'whole'
  if (from === '') {
    if (Number(to) === 0 || size === 0) return 'unsatisfiable'
    return { start: Math.max(0, size - Number(to)), end: size - 1 }
  }
  const start = Number(from)
  if (to !== '' && Number(to) < start) return 'whole'
  if (start >= size) return 'unsatisfiable'
  return { start, end: to === '' ? size - 1 : Math.min(Number(to), size - 1) }
}

/** RFC 6266: a plain name for old clients, the real one encoded. No part of it can end the header or name a folder. */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const shown =
    name
      .toWellFormed()
      // Control characters, what separates folders, and marks that turn the direction of the text.
      .replace(/[\p{Cc}\p{Cf}/\\]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 200)
      .toWellFormed() || 'file'
  const plain = shown.replace(/[^\x20-\x7e]|["%;]/g, '_')
  const encoded = encodeURIComponent(shown).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`
}

const inlineTypes = /^(?:image\/(?:png|jpeg|gif|webp|avif|bmp)|video\/|audio\/|application\/pdf$)/
const textTypes = /^(?:text\/|application\/(?:xhtml\+xml|xml|javascript|ecmascript|x-javascript|json)$)/

/** What a browser is told, so that no file becomes a page of ours. */
function safeType(mediaType: string): { type: string; isInline: boolean } {
  const type = mediaType.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!/^[a-z]+\/[a-z0-9.+-]+$/.test(type)) return { type: 'application/octet-stream', isInline: false }
  if (inlineTypes.test(type)) return { type, isInline: true }
  if (type === 'text/csv') return { type: 'text/csv; charset=utf-8', isInline: false }
  if (textTypes.test(type)) return { type: 'text/plain; charset=utf-8', isInline: true }
  // As a picture in a page it runs nothing; opened by itself it would, so it is only saved.
  return { type, isInline: false }
}

function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*')
}

/** Opened when the first piece is asked for, closed after the last one or when the reader leaves. */
function readPieces(path: string, start: number, end: number): ReadableStream<Uint8Array> {
  let file: FileHandle | null = null
  let position = start
  const close = async () => {
    await file?.close()
    file = null
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          file ??= await open(path)
          const wanted = Math.min(pieceBytes, end - position + 1)
          const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, position)
          if (bytesRead === 0) throw new Error('the file became shorter while it was sent')
          position += bytesRead
          controller.enqueue(buffer.subarray(0, bytesRead))
          if (position <= end) return
          await close()
          controller.close()
        } catch (error) {
          await close()
          throw error
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  )
}
