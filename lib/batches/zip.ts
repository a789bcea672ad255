import 'server-only'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

export type ZipEntry = { name: string; content: Iterable<string> | AsyncIterable<string> }

/**
 * A ZIP archive that is made as it is read: deflated off the main thread, sizes after each entry (APPNOTE.TXT §4.3.9,
 * general purpose bit 3), so that none is ever held as a whole. Entries below 4 GB.
 */
export async function* writeZip(entries: ZipEntry[]): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content } of entries) {
    const path = Buffer.from(name)
    const start = at
    const head = Buffer.concat([localHead(path.length), path])
    at += head.length
    yield head

    const sums = { crc: 0, size: 0, packed: 0 }
    const deflate = createDeflateRaw()
    const reading = pipeline(Readable.from(counted(content, sums)), deflate)
    // A reader that leaves ends both; whoever waits for the pipe hears of a source that fails.
    reading.catch(() => undefined)
    for await (const chunk of deflate) {
      const bytes: Buffer = chunk
      sums.packed += bytes.length
      yield bytes
    }
    await reading

    const descriptor = record(0x08074b50, [4, sums.crc], [4, sums.packed], [4, sums.size])
    at += sums.packed + descriptor.length
    yield descriptor
    directory.push(Buffer.concat([centralHead(path.length, sums, start), path]))
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0)
  yield Buffer.concat(directory)
  yield record(
    0x06054b50,
    [2, 0],
    [2, 0],
    [2, entries.length],
    [2, entries.length],
    [4, size],
    [4, at],
    [2, 0],
  )
}

type Sums = { crc: number; size: number; packed: number }

async function* counted(content: ZipEntry['content'], sums: Sums): AsyncGenerator<Buffer> {
  for await (const text of content) {
    const bytes = Buffer.from(text)
    sums.crc = crc32(bytes, sums.crc)
    sums.size += bytes.length
    yield bytes
  }
}

/** Version 2.0; sizes follow; UTF-8 names. */
const version = 20
const flags = 0x0808
const deflated = 8
/** The first of January 1980: archives of the same content are the same. */
const date = 0x0021

function localHead(nameLength: number): Buffer {
  const times: Field[] = [
    [2, 0],
    [2, date],
  ]
  const sizes: Field[] = [
    [4, 0],
    [4, 0],
    [4, 0],
  ]
  return record(
    0x04034b50,
    [2, version],
    [2, flags],
    [2, deflated],
    ...times,
    ...sizes,
    [2, nameLength],
    [2, 0],
  )
}

function centralHead(nameLength: number, { crc, packed, size }: Sums, start: number): Buffer {
  const what: Field[] = [
    [2, version],
    [2, version],
    [2, flags],
    [2, deflated],
    [2, 0],
    [2, date],
  ]
  const rest: Field[] = [
    [2, 0],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
  ]
  return record(0x02014b50, ...what, [4, crc], [4, packed], [4, size], [2, nameLength], ...rest, [4, start])
}

type Field = [bytes: 2 | 4, value: number]

/** A signature and little-endian numbers. */
function record(signature: number, ...fields: Field[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 4))
  let at = buffer.writeUInt32LE(signature)
  for (const [bytes, value] of fields) at = buffer.writeUIntLE(value, at, bytes)
  return buffer
}
