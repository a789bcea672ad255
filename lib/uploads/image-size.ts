/** Width and height of a picture, from the beginning of its file. Pure. */

/** Bytes within which a picture must say how large it is; metadata and thumbnails may stand before. */
export const maxImageHead = 1024 * 1024

/** Pixels; `more`: it cannot be told from so few bytes; null: it is no picture that can be read. */
export type ImageSize = { width: number; height: number } | 'more' | null

/** @param mediaType `image/png` or `image/jpeg` */
export function readImageSize(head: Uint8Array, mediaType: string): ImageSize {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  return mediaType === 'image/png' ? readPng(view) : readJpeg(view)
}

/** PNG §11.2.1: IHDR is the first chunk. */
function readPng(view: DataView): ImageSize {
  if (view.byteLength < 24) return 'more'
  if (view.getUint32(12) !== 0x49484452) return null
  return toSize(view.getUint32(16), view.getUint32(20))
}

/** Start-of-frame markers of JPEG (ITU T.81 table B.1): C0 to CF without DHT, JPG and DAC. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function readJpeg(view: DataView): ImageSize {
  let at = 2
  for (;;) {
    // Any number of fill bytes may stand before a marker.
    while (at + 1 < view.byteLength && view.getUint8(at) === 0xff && view.getUint8(at + 1) === 0xff) at++
    if (at + 4 > view.byteLength) return 'more'
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    const length = view.getUint16(at + 2)
    // The picture's data begins, or a segment is broken, before any size.
    if (marker === 0xda || marker === 0xd9 || length < 2) return null
    if (isFrame(marker)) {
      if (at + 9 > view.byteLength) return 'more'
      return toSize(view.getUint16(at + 7), view.getUint16(at + 5))
    }
    at += 2 + length
  }
}

function toSize(width: number, height: number): ImageSize {
  return width > 0 && height > 0 ? { width, height } : null
}
