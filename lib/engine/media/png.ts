/** PNG in and out, as far as pictures of people and our own need it (PNG specification, third edition, §5, §9, §11). */
import { promisify } from 'node:util'
import { crc32, deflate, inflateSync } from 'node:zlib'

export type Pixels = { width: number; height: number; rgb: Uint8Array }
export type DecodedPng = { width: number; height: number; rgba: Uint8Array }

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const deflateInBackground = promisify(deflate)

/** 8 bits a channel, every row with the filter (none, left, up) that leaves least. */
export async function encodePng({ width, height, rgb }: Pixels): Promise<Buffer> {
  const stride = width * 3
  const rows = Buffer.alloc((stride + 1) * height)
  for (let y = 0; y < height; y += 1) {
    const from = y * stride
    let best = { filter: 0, sum: Infinity }
    for (const filter of [0, 1, 2]) {
      let sum = 0
      for (let x = 0; x < stride; x += 1) {
        const byte = (at(rgb, from + x) - predict(filter, rgb, from, x, stride)) & 255
        sum += byte > 127 ? 256 - byte : byte
      }
      if (sum < best.sum) best = { filter, sum }
    }
    rows[y * (stride + 1)] = best.filter
    for (let x = 0; x < stride; x += 1)
      rows[y * (stride + 1) + 1 + x] = at(rgb, from + x) - predict(best.filter, rgb, from, x, stride)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const data = await deflateInBackground(rows, { level: 7 })
  return Buffer.concat([signature, toChunk('IHDR', header), toChunk('IDAT', data), toChunk('IEND')])
}

function predict(filter: number, rgb: Uint8Array, from: number, x: number, stride: number): number {
  if (filter === 1) return x < 3 ? 0 : at(rgb, from + x - 3)
  if (filter === 2) return from === 0 ? 0 : at(rgb, from + x - stride)
  return 0
}

export function toChunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

const channelsByColourType: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
const mostPixels = 6_000 * 6_000

/**
 * @returns the pixels, or why they cannot be read: no PNG, damaged, interlaced
 */
export function decodePng(bytes: Buffer): DecodedPng | 'not_png' | 'damaged' | 'interlaced' {
  if (!bytes.subarray(0, 8).equals(signature)) return 'not_png'
  try {
    return decodeChunks(bytes)
  } catch {
    return 'damaged'
  }
}

function decodeChunks(bytes: Buffer): DecodedPng | 'damaged' | 'interlaced' {
  const data: Buffer[] = []
  let header: Buffer | null = null
  let palette: Buffer = Buffer.alloc(0)
  let alphas: Buffer = Buffer.alloc(0)
  for (let from = 8; from + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(from)
    const type = bytes.toString('latin1', from + 4, from + 8)
    const body = bytes.subarray(from + 8, from + 8 + length)
    if (type === 'IHDR') header = body
    else if (type === 'PLTE') palette = body
    else if (type === 'tRNS') alphas = body
    else if (type === 'IDAT') data.push(body)
    else if (type === 'IEND') break
    from += 12 + length
  }
  if (!header || data.length === 0) return 'damaged'
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const [depth = 8, colourType = 2, , , interlace] = header.subarray(8)
  const channels = channelsByColourType[colourType]
  if (channels === undefined || width * height === 0 || width * height > mostPixels) return 'damaged'
  if (interlace === 1) return 'interlaced'

  const stride = Math.ceil((width * channels * depth) / 8)
  const raw = inflateSync(Buffer.concat(data), { maxOutputLength: (stride + 1) * height + 1024 })
  const lines = unfilter(raw, stride, height, Math.max(1, (channels * depth) >> 3))
  const rgba = new Uint8Array(width * height * 4)
  const largest = colourType === 3 ? 255 : (1 << Math.min(depth, 8)) - 1
  const sample = (y: number, index: number) => {
    if (depth === 8) return at(lines, y * stride + index)
    if (depth === 16) return at(lines, y * stride + index * 2)
    const bit = index * depth
    const value = (at(lines, y * stride + (bit >> 3)) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)
    return colourType === 3 ? value : Math.round((value * 255) / largest)
  }
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const to = (y * width + x) * 4
      const first = sample(y, x * channels)
      if (colourType === 3) {
        rgba.set(palette.subarray(first * 3, first * 3 + 3), to)
        rgba[to + 3] = alphas[first] ?? 255
      } else if (channels < 3) {
        rgba.fill(first, to, to + 3)
        rgba[to + 3] = channels === 2 ? sample(y, x * 2 + 1) : 255
      } else {
        for (let channel = 0; channel < channels; channel += 1)
          rgba[to + channel] = sample(y, x * channels + channel)
        if (channels === 3) rgba[to + 3] = 255
      }
    }
  return { width, height, rgba }
}

function unfilter(raw: Buffer, stride: number, height: number, step: number): Uint8Array {
  const lines = new Uint8Array(stride * height)
  for (let y = 0; y < height; y += 1) {
    const filter = at(raw, y * (stride + 1))
    const line = y * stride
    for (let x = 0; x < stride; x += 1) {
      const left = x >= step ? at(lines, line + x - step) : 0
      const up = y > 0 ? at(lines, line + x - stride) : 0
      const corner = x >= step && y > 0 ? at(lines, line + x - stride - step) : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
      if (guess === undefined) throw new Error('unknown filter')
      lines[line + x] = at(raw, y * (stride + 1) + 1 + x) + guess
    }
  }
  return lines
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0
}
