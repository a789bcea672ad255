/**
 * The ZIP archive that an XLSX is, read with limits: what its directory announces is checked first, what comes out is
 * counted while it comes. PKWARE APPNOTE 4.3; neither encryption nor ZIP64, which workbooks of this size do not use.
 */
import { SheetError } from './limits'

type Entry = { name: string; method: number; packed: number; unpacked: number; offset: number }

export type Archive = {
  names: string[]
  /** @throws SheetError when it is broken or larger than what is left of the limit */
  read: (name: string) => Promise<Uint8Array<ArrayBuffer>>
}

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const longestComment = 65_557

/** @throws SheetError */
export function openArchive(bytes: Uint8Array<ArrayBuffer>, mostUnpacked: number): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = readDirectory(bytes, view)
  const announced = [...entries.values()].reduce(
    (sum, { name, unpacked }) => (isText(name) ? sum + unpacked : sum),
    0,
  )
  if (announced > mostUnpacked) throw new SheetError('tooLarge')
  let left = mostUnpacked
  return {
    names: [...entries.keys()],
    async read(name) {
      const entry = entries.get(name)
      if (!entry) throw new SheetError('broken')
      const content = await unpack(packedBytes(bytes, view, entry), entry.method, left)
      left -= content.length
      return content
    },
  }
}

function isText(name: string): boolean {
  return /\.(?:xml|rels)$/i.test(name)
}

function readDirectory(bytes: Uint8Array, view: DataView): Map<string, Entry> {
  const end = findEnd(view)
  const entries = new Map<string, Entry>()
  const decoder = new TextDecoder()
  try {
    const count = view.getUint16(end + 10, true)
    let at = view.getUint32(end + 16, true)
    for (let index = 0; index < count; index += 1) {
      if (view.getUint32(at, true) !== entrySignature) throw new SheetError('broken')
      const nameLength = view.getUint16(at + 28, true)
      const name = decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength))
      entries.set(name, {
        name,
        method: view.getUint16(at + 10, true),
        packed: view.getUint32(at + 20, true),
        unpacked: view.getUint32(at + 24, true),
        offset: view.getUint32(at + 42, true),
      })
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    }
  } catch (error) {
    throw error instanceof SheetError ? error : new SheetError('broken', error)
  }
  return entries
}

function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - longestComment)
  for (let at = view.byteLength - 22; at >= first; at -= 1) {
    if (view.getUint32(at, true) === endSignature) return at
  }
  throw new SheetError('broken')
}

function packedBytes(bytes: Uint8Array<ArrayBuffer>, view: DataView, entry: Entry): Uint8Array<ArrayBuffer> {
  if (entry.offset + 30 > bytes.length) throw new SheetError('broken')
  const start =
    entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  if (start + entry.packed > bytes.length) throw new SheetError('broken')
  return bytes.subarray(start, start + entry.packed)
}

async function unpack(
  packed: Uint8Array<ArrayBuffer>,
  method: number,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (method === 0) {
    if (packed.length > most) throw new SheetError('tooLarge')
    return packed
  }
  if (method !== 8) throw new SheetError('broken')
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      length += value.length
      if (length > most) {
        await reader.cancel()
        throw new SheetError('tooLarge')
      }
      parts.push(value)
    }
  } catch (error) {
    throw error instanceof SheetError ? error : new SheetError('broken', error)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** An archive of these files, not packed. */
export function writeArchive(files: ReadonlyMap<string, Uint8Array>): ArrayBuffer {
  const encoder = new TextEncoder()
  const named = [...files].map(([name, content]) => ({
    name: encoder.encode(name),
    content,
    sum: crc32(content),
  }))
  const localSize = named.reduce((sum, { name, content }) => sum + 30 + name.length + content.length, 0)
  const directorySize = named.reduce((sum, { name }) => sum + 46 + name.length, 0)
  const bytes = new Uint8Array(localSize + directorySize + 22)
  const view = new DataView(bytes.buffer)
  let local = 0
  let directory = localSize
  for (const { name, content, sum } of named) {
    view.setUint32(local, 0x04034b50, true)
    view.setUint16(local + 4, 20, true)
    view.setUint32(local + 14, sum, true)
    view.setUint32(local + 18, content.length, true)
    view.setUint32(local + 22, content.length, true)
    view.setUint16(local + 26, name.length, true)
    bytes.set(name, local + 30)
    bytes.set(content, local + 30 + name.length)
    view.setUint32(directory, entrySignature, true)
    view.setUint16(directory + 6, 20, true)
    view.setUint32(directory + 16, sum, true)
    view.setUint32(directory + 20, content.length, true)
    view.setUint32(directory + 24, content.length, true)
    view.setUint16(directory + 28, name.length, true)
    view.setUint32(directory + 42, local, true)
    bytes.set(name, directory + 46)
    local += 30 + name.length + content.length
    directory += 46 + name.length
  }
  view.setUint32(directory, endSignature, true)
  view.setUint16(directory + 8, named.length, true)
  view.setUint16(directory + 10, named.length, true)
  view.setUint32(directory + 12, directorySize, true)
  view.setUint32(directory + 16, localSize, true)
  return bytes.buffer
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff
  for (const byte of bytes) sum = (crcTable[(sum ^ byte) & 255] ?? 0) ^ (sum >>> 8)
  return (sum ^ 0xffffffff) >>> 0
}
