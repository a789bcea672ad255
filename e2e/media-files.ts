/** Pictures and films for file fields, made when a journey asks for them. */
import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { createFilmEncoder } from '../lib/engine/media/h264'
import { toMp4 } from '../lib/engine/media/mp4'
import { toChunk } from '../lib/engine/media/png'

/** As `setInputFiles` takes it. */
export type GivenFile = { name: string; mimeType: string; buffer: Buffer }

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Grey, one byte a pixel; `noise` makes it as many bytes as it has pixels. */
export function png(
  name: string,
  width: number,
  height: number,
  look: 'plain' | 'noise' = 'plain',
): GivenFile {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = look === 'noise' ? randomBytes((width + 1) * height) : Buffer.alloc((width + 1) * height, 0x99)
  for (let y = 0; y < height; y += 1) rows[y * (width + 1)] = 0
  const chunks = [toChunk('IHDR', header), toChunk('IDAT', deflateSync(rows)), toChunk('IEND')]
  return { name, mimeType: 'image/png', buffer: Buffer.concat([pngSignature, ...chunks]) }
}

/** A square of so many seconds that gets brighter in the middle of its time, playable everywhere. */
export function mp4(name: string, seconds: number): GivenFile {
  const side = 64
  const encoder = createFilmEncoder(side, side, { width: side, height: side })
  const plane = (size: number, value: number) => new Uint8Array(size).fill(value)
  for (let second = 0; second < seconds; second += 1) {
    encoder.add({
      luma: plane(side * side, second < seconds / 2 ? 60 : 180),
      blue: plane((side * side) / 4, 128),
      red: plane((side * side) / 4, 128),
    })
  }
  const buffer = toMp4(encoder.finish(), { width: side, height: side }, 1)
  return { name, mimeType: 'video/mp4', buffer }
}

export function text(name: string, content = `The words of ${name}.`): GivenFile {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(content) }
}
