import { encodePng } from './png'

const width = 640
const barHeight = 28
const gap = 14
const margin = 24

/** A chart of bars that lie below each other, the longest as wide as the picture. */
export function drawBars(values: number[]): Promise<Buffer> {
  const height = margin * 2 + values.length * (barHeight + gap) - gap
  const rgb = new Uint8Array(width * height * 3).fill(250)
  const most = Math.max(1, ...values)
  values.forEach((value, index) => {
    const top = margin + index * (barHeight + gap)
    const end = margin + Math.round((value / most) * (width - margin * 2))
    for (let y = top; y < top + barHeight; y += 1)
      for (let x = margin; x < end; x += 1) {
        const share = (x - margin) / (width - margin * 2)
        rgb.set([38 + share * 60, 92 + share * 40, 168 - share * 40], (y * width + x) * 3)
      }
  })
  return encodePng({ width, height, rgb })
}
