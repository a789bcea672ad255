import { deflateSync } from 'node:zlib'
import { toChunk } from './png'

/** A PNG of a full moon over water, drawn pixel by pixel. */
export function drawMoon(width: number, height: number): Buffer {
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * (width * 3 + 1) + 1 + x * 3
      const [red, green, blue] = colourAt(x, y, width, height)
      rows[at] = red
      rows[at + 1] = green
      rows[at + 2] = blue
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    toChunk('IHDR', header),
    toChunk('IDAT', deflateSync(rows)),
    toChunk('IEND'),
  ])
}

function colourAt(x: number, y: number, width: number, height: number): [number, number, number] {
  const horizon = height * 0.7
  const radius = Math.min(width, height) * 0.18
  const across = x - width / 2
  const up = y - height * 0.34
  const distance = Math.hypot(across, up)
  if (distance < radius) {
    const sea = Math.sin((x / radius) * 2.1 + 1) * Math.cos((y / radius) * 1.7) * 16
    return [236 + sea * 0.5, 228 + sea * 0.7, 205 + sea]
  }
  const glow = Math.max(0, 1 - (distance - radius) / (radius * 2.4)) ** 2 * 70
  if (y < horizon) {
    const lift = (y / horizon) * 34
    return [18 + lift + glow, 26 + lift + glow, 54 + lift * 1.4 + glow * 0.8]
  }
  const depth = (y - horizon) / (height - horizon)
  const path = Math.exp(-((across / (radius * (0.35 + depth))) ** 2))
  const wave = 0.55 + 0.45 * Math.sin(y * 1.9 + Math.sin(x / 7) * 2)
  const light = path * wave * 150
  return [14 + light, 24 + light, 46 + light * 0.85]
}
