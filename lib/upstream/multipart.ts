import 'server-only'
import { randomBytes } from 'node:crypto'

export type OutgoingFile = {
  /** Name of the form's field. */
  field: string
  /** As the person named it. */
  name: string
  /** Such as `application/pdf`. */
  mediaType: string
  /** Bytes, known before the first one is read. */
  size: number
  bytes: AsyncIterable<Uint8Array>
}

/** The source ended before, or went on after, the announced number of bytes. */
export class SizeMismatch extends Error {
  override name = 'SizeMismatch'
}

/**
 * multipart/form-data (RFC 7578) with the texts first and one file last. Names are raw UTF-8 as browsers and curl send
 * them (§5.1); quotes and line breaks are escaped as browsers do, so that no name ends its header.
 *
 * @returns `length` of the whole body in bytes, and the body, one piece of the source at a time
 */
export function encodeMultipart(
  fields: Record<string, string>,
  file: OutgoingFile,
): { contentType: string; length: number; body: AsyncGenerator<Uint8Array> } {
  const boundary = `moonlake-${randomBytes(18).toString('base64url')}`
  const texts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${escape(name)}"\r\n\r\n${value}\r\n`,
  )
  const head = Buffer.from(
    `${texts.join('')}--${boundary}\r\ncontent-disposition: form-data; name="${escape(file.field)}"; ` +
      `filename="${escape(file.name)}"\r\ncontent-type: ${file.mediaType}\r\n\r\n`,
  )
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: head.byteLength + file.size + tail.byteLength,
    body: writeBody(head, file, tail),
  }
}

async function* writeBody(head: Buffer, { size, bytes }: OutgoingFile, tail: Buffer) {
  yield head
  let sent = 0
  for await (const piece of bytes) {
    sent += piece.byteLength
    if (sent > size) throw new SizeMismatch('more bytes than announced')
    if (piece.byteLength > 0) yield piece
  }
  if (sent < size) throw new SizeMismatch('fewer bytes than announced')
  yield tail
}

function escape(name: string): string {
  return name
    .toWellFormed()
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replaceAll('"', '%22')
    .replaceAll('\0', '')
}
