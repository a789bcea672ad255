/** How long a film is as its own index says, so that no decoder is needed (ISO/IEC 14496-12 §4.2, §8.2.2). */

type Box = { from: number; to: number }

/** Far more than films have: a file that is none ends the search soon. */
const maxBoxes = 64

/**
 * Seconds of an MP4; null where its index says none. Reads a few bytes wherever the index stands.
 *
 * @throws DOMException when the file cannot be read any more
 */
export async function filmLengthOf(file: Blob): Promise<number | null> {
  const movie = await findBox(file, 'moov', 0, file.size)
  const header = movie && (await findBox(file, 'mvhd', movie.from, movie.to))
  if (!header || header.to - header.from < 32) return null
  const view = await read(file, header.from, 32)
  const isLong = view.getUint8(0) === 1
  const perSecond = view.getUint32(isLong ? 20 : 12)
  const units = isLong ? Number(view.getBigUint64(24)) : view.getUint32(16)
  // Films in fragments say 0 here, or that they do not know.
  return perSecond > 0 && units > 0 && units < 0xffffffff ? units / perSecond : null
}

async function findBox(file: Blob, type: string, start: number, end: number): Promise<Box | null> {
  let at = start
  for (let count = 0; count < maxBoxes && at + 8 <= end; count += 1) {
    const view = await read(file, at, 16)
    const size = sizeOf(view, end - at)
    if (size === null) return null
    const head = view.getUint32(0) === 1 ? 16 : 8
    if (typeOf(view) === type) return { from: at + head, to: Math.min(at + size, end) }
    at += size
  }
  return null
}

/** 1 stands for a size of 64 bits, 0 for the rest; null for what is no box. */
function sizeOf(view: DataView, rest: number): number | null {
  const size = view.getUint32(0)
  if (size === 0) return rest
  if (size !== 1) return size >= 8 ? size : null
  const long = view.byteLength >= 16 ? Number(view.getBigUint64(8)) : 0
  return long >= 16 ? long : null
}

function typeOf(view: DataView): string {
  return String.fromCharCode(...[4, 5, 6, 7].map((at) => view.getUint8(at)))
}

async function read(file: Blob, from: number, length: number): Promise<DataView> {
  return new DataView(await file.slice(from, from + length).arrayBuffer())
}
