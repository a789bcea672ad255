import { inflateRawSync } from 'node:zlib'
import { UnreadableDocument } from './unreadable'

/** What all entries together may be unpacked to; a sheet of 100,000 rows stays below it. */
const mostUnpacked = 160 * 1024 * 1024
const endSignature = Buffer.from('PK\x05\x06', 'latin1')
const entrySignature = 0x02014b50
const stored = 0
const deflated = 8

/**
 * Whether Word and Excel files can be unpacked at all, and without filling the memory: their readers trust the archive.
 * @throws UnreadableDocument 11002 when it is no whole archive, 11003 when there is too much in it
 */
export function checkArchive(bytes: Buffer): void {
  const end = bytes.lastIndexOf(endSignature)
  if (end < 0 || end + 22 > bytes.length) throw new UnreadableDocument(11002)
  let at = bytes.readUInt32LE(end + 16)
  let left = mostUnpacked
  for (let entry = bytes.readUInt16LE(end + 10); entry > 0; entry -= 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entrySignature)
      throw new UnreadableDocument(11002)
    const packed = bytes.readUInt32LE(at + 20)
    const unpacked = bytes.readUInt32LE(at + 24)
    left -= unpacked
    if (left < 0) throw new UnreadableDocument(11003)
    checkEntry(bytes, bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 42), packed, unpacked)
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
}

/** An entry that is longer than it says is not unpacked to its end. */
function checkEntry(bytes: Buffer, method: number, offset: number, packed: number, unpacked: number): void {
  if (method !== stored && method !== deflated) throw new UnreadableDocument(11002)
  if (method === stored || unpacked === 0) return
  if (offset + 30 > bytes.length) throw new UnreadableDocument(11002)
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
  try {
    inflateRawSync(bytes.subarray(start, start + packed), { maxOutputLength: unpacked })
  } catch (error) {
    throw new UnreadableDocument(11002, { cause: error })
  }
}
