/**
 * A multipart/form-data body (RFC 7578) read as it arrives: text fields are kept, files are handed on piece by piece,
 * and the sender waits while a piece is being stored. In: any chunks, cut anywhere. Nothing but one chunk is held.
 */
import { RequestError } from '../read-body'

export type PartSink = {
  write(piece: Buffer): Promise<void>
  end(): Promise<void>
}

export type PartReceiver = {
  field(name: string, value: string): void
  file(name: string, fileName: string): PartSink | Promise<PartSink>
}

const longestField = 64 * 1024
const longestHead = 16 * 1024

/** @returns null when the content type is not that of a form with files */
export function findBoundary(contentType: string | undefined): string | null {
  const match = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(
    contentType ?? '',
  )
  return match?.[1] ?? match?.[2] ?? null
}

/** @throws RequestError when the body is no form or ends too early; whatever the receiver throws */
export async function readMultipart(
  body: AsyncIterable<Buffer>,
  boundary: string,
  receiver: PartReceiver,
): Promise<void> {
  // The first boundary has no line break before it; giving it one makes all of them alike.
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1')
  let state: 'body' | 'boundary' | 'head' | 'done' = 'body'
  let sink: PartSink | null = null
  let held: Buffer = Buffer.from('\r\n')

  for await (const chunk of body) {
    if (state === 'done') continue
    // What was held back from the last chunk goes out by itself when no boundary begins in it: large files are not copied.
    const seam = Buffer.concat([held, chunk.subarray(0, delimiter.length - 1)])
    if (state === 'body' && held.length < delimiter.length && seam.indexOf(delimiter) < 0) {
      const isLong = chunk.length >= delimiter.length
      if (isLong && held.length > 0) await sink?.write(held)
      held = isLong ? chunk : Buffer.concat([held, chunk])
    } else held = Buffer.concat([held, chunk])
    let canGoOn = true
    while (canGoOn) {
      canGoOn = false
      if (state === 'body') {
        const at = held.indexOf(delimiter)
        const sure = at < 0 ? held.length - delimiter.length + 1 : at
        if (sure > 0) {
          await sink?.write(held.subarray(0, sure))
          held = held.subarray(sure)
        }
        if (at < 0) continue
        await sink?.end()
        sink = null
        held = held.subarray(delimiter.length)
        state = 'boundary'
        canGoOn = true
      } else if (state === 'boundary') {
        const line = held.indexOf('\r\n')
        if (held.length >= 2 && held.subarray(0, 2).toString('latin1') === '--') {
          state = 'done'
          held = Buffer.alloc(0)
        } else if (line >= 0) {
          // The line break stays: a part may have no headers at all.
          held = held.subarray(line)
          state = 'head'
          canGoOn = true
        } else if (held.length > longestHead) throw broken()
      } else if (state === 'head') {
        const end = held.indexOf('\r\n\r\n')
        if (end < 0) {
          if (held.length > longestHead) throw broken()
          continue
        }
        sink = await openPart(held.subarray(0, end).toString('utf8'), receiver)
        held = held.subarray(end + 4)
        state = 'body'
        canGoOn = true
      }
    }
  }
  if (state !== 'done') throw broken()
}

function broken(): RequestError {
  return new RequestError(400, 1210, '表单数据不完整')
}

async function openPart(head: string, receiver: PartReceiver): Promise<PartSink> {
  const disposition = /^content-disposition:\s*form-data\s*;?(.*)$/im.exec(head)?.[1] ?? ''
  const name = findParameter(disposition, 'name')
  if (name === null) throw broken()
  const fileName = findExtended(disposition) ?? findParameter(disposition, 'filename')
  if (fileName !== null) return receiver.file(name, toBaseName(fileName))
  const pieces: Buffer[] = []
  let length = 0
  return {
    write: async (piece) => {
      length += piece.length
      if (length > longestField) throw new RequestError(413, 413, '表单字段过长')
      pieces.push(Buffer.from(piece))
    },
    end: async () => receiver.field(name, Buffer.concat(pieces).toString('utf8')),
  }
}

function findParameter(disposition: string, name: string): string | null {
  const match = new RegExp(`(?:^|;)\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, 'i').exec(disposition)
  if (!match) return null
  // Browsers write a quote as %22 (WHATWG), curl as \".
  return (match[1] ?? match[2] ?? '')
    .replace(/\\(["\\])/g, '$1')
    .replace(/%22/g, '"')
    .replace(/%0D%0A/gi, '\n')
}

function findExtended(disposition: string): string | null {
  const match = /filename\*=utf-8''([^;\s]+)/i.exec(disposition)
  if (match?.[1] === undefined) return null
  try {
    return decodeURIComponent(match[1])
  } catch {
    return null
  }
}

function toBaseName(fileName: string): string {
  return fileName.split(/[\\/]/).at(-1) ?? ''
}
