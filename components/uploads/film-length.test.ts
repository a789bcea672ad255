import { expect, test } from 'vitest'
import { createFilmEncoder } from '@/lib/engine/media/h264'
import { toMp4 } from '@/lib/engine/media/mp4'
import { filmLengthOf } from './film-length'

test.each([1, 30, 31])('a film of %i s says so, wherever its index stands', async (seconds) => {
  const film = makeFilm(seconds)
  expect(await filmLengthOf(new Blob([film]))).toBe(seconds)
  const index = boxAt(film, 'moov')
  const moved = Buffer.concat([
    film.subarray(0, index.from),
    film.subarray(index.to),
    film.subarray(index.from, index.to),
  ])
  expect(await filmLengthOf(new Blob([moved]))).toBe(seconds)
})

test('lengths of 64 bits', async () => {
  const header = Buffer.alloc(108)
  header.set([1], 0)
  header.writeUInt32BE(600, 20)
  header.writeBigUInt64BE(600n * 45n, 24)
  expect(
    await filmLengthOf(new Blob([box('ftyp', Buffer.from('isom')), box('moov', box('mvhd', header))])),
  ).toBe(45)
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['words', Buffer.from('no film at all, only words that go on for a while')],
  ['zeros', Buffer.alloc(200)],
  ['an index that is cut off', box('moov', box('mvhd', Buffer.alloc(4)))],
  ['fragments', box('moov', box('mvhd', Buffer.alloc(108)))],
])('%s: no length', async (_, bytes) => {
  expect(await filmLengthOf(new Blob([bytes]))).toBeNull()
})

function makeFilm(seconds: number): Buffer<ArrayBuffer> {
  const encoder = createFilmEncoder(16, 16, { width: 16, height: 16 })
  const grey = { luma: new Uint8Array(256), blue: new Uint8Array(64), red: new Uint8Array(64) }
  for (let second = 0; second < seconds; second += 1) encoder.add(grey)
  return Buffer.from(toMp4(encoder.finish(), { width: 16, height: 16 }, 1))
}

function boxAt(film: Buffer, type: string): { from: number; to: number } {
  const from = film.indexOf(type) - 4
  return { from, to: from + film.readUInt32BE(from) }
}

function box(type: string, content: Buffer): Buffer<ArrayBuffer> {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.length, 0)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, content])
}
