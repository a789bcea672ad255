import { expect, test } from 'vitest'
import { imageSizeOf } from './image-size'

test('a PNG says its size in its head', () => {
  const head = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
  expect(imageSizeOf(Uint8Array.from([...head, 0, 0, 0x17, 0x71, 0, 0, 0x02, 0x58]))).toEqual({
    width: 6001,
    height: 600,
  })
})

test('a JPEG says it behind its other segments', () => {
  const exif = [0xff, 0xe1, 0, 6, 0xff, 0xc0, 1, 2]
  const table = [0xff, 0xc4, 0, 3, 9]
  const frame = [0xff, 0xff, 0xc2, 0, 17, 8, 0x04, 0x38, 0x07, 0x80, 3]
  const bytes = Uint8Array.from([0xff, 0xd8, ...exif, ...table, ...frame])
  expect(imageSizeOf(bytes)).toEqual({ width: 1920, height: 1080 })
})

test.each([
  [[]],
  [[0xff, 0xd8, 0xff]],
  [[0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 0, 0, 0, 0, 0, 0]],
  [[1, 2, 3, 4, 5, 6]],
])('bytes that hold no size: %j', (bytes) => {
  expect(imageSizeOf(Uint8Array.from(bytes))).toBeNull()
})
