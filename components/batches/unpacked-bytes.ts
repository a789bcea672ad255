/**
 * Bytes that a ZIP archive says it unpacks to, from its central directory (APPNOTE.TXT §4.3.12, §4.3.16). Infinity for
 * what is no such archive, or is larger than 4 GB.
 */
export function unpackedBytes(bytes: ArrayBuffer): number {
  const view = new DataView(bytes)
  const end = findEnd(view)
  if (end === null) return Infinity
  let at = view.getUint32(end + 16, true)
  let sum = 0
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== entryMark) return Infinity
    const size = view.getUint32(at + 24, true)
    if (size === 0xffffffff) return Infinity
    sum += size
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return sum
}

const entryMark = 0x02014b50
const endMark = 0x06054b50
/** The end record and the longest comment behind it. */
const endBytes = 22 + 65_535

function findEnd(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - endBytes)
  for (let at = view.byteLength - 22; at >= first; at--) {
    if (view.getUint32(at, true) === endMark) return at
  }
  return null
}
