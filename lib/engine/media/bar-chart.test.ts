import { expect, test } from 'vitest'
import { drawBarChart, toWritable } from './bar-chart'
import { decodePng } from './png'

async function draw(values: number[]) {
  const picture = decodePng(
    await drawBarChart(
      'Depth m',
      values.map((value, at) => ({ label: `Lake ${at}`, value })),
    ),
  )
  if (typeof picture === 'string') throw new Error(picture)
  return picture
}

/** How many points of a row are of a bar, which are bluer or redder than paper, ink and axis. */
function coloured({ width, rgba }: { width: number; rgba: Uint8Array }, y: number): number {
  let count = 0
  for (let x = 0; x < width; x += 1) {
    const [red = 0, , blue = 0] = rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)
    if (Math.abs(red - blue) > 60) count += 1
  }
  return count
}

test('bars are as long as their values', async () => {
  const picture = await draw([100, 50, 0])
  const rows = Array.from({ length: picture.height }, (_, y) => coloured(picture, y))
  const lengths = [...new Set(rows)].filter((length) => length > 20)
  expect(lengths).toHaveLength(2)
  const [long = 0, short = 0] = lengths
  expect(long / short).toBeCloseTo(2, 1)
})

test('labels keep what the font can write', () => {
  expect(toWritable('Lake Baikal 贝加尔湖')).toBe('Lake Baikal')
  expect(toWritable('Vänern, 106 m')).toBe('Vänern, 106 m')
  expect(toWritable('太湖（Taihu）')).toBe('Taihu')
  expect(toWritable('太湖')).toBe('')
})
