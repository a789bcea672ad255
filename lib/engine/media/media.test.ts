import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { findDominantColours } from './dominant-colours'
import { filmScene } from './film-scene'
import { MadeMedia } from './made-media'
import { paintScene } from './paint-scene'
import { decodePng, encodePng, toChunk } from './png'
import { probe } from './probe'
import { palettes, styleNames } from './scene'
import type { Scene } from './scene'
import { soundNames, synthesize } from './synthesize'

const small: Scene = {
  style: 'moonlit',
  palette: palettes.moonlit,
  season: null,
  phase: 0.5,
  waves: 0.3,
  mist: 0.1,
  hasStars: true,
  hasBoat: false,
  hasRain: false,
  flakes: 1,
  width: 96,
  height: 60,
  seed: 3,
}

test.each(styleNames)('a scene in the style “%s” comes back from its PNG pixel for pixel', async (style) => {
  const painted = await paintScene({ ...small, style, palette: palettes[style] })
  const png = await encodePng(painted)
  const decoded = decodePng(png)
  if (typeof decoded === 'string') throw new Error(decoded)
  const rgb = decoded.rgba.filter((_, index) => index % 4 !== 3)
  expect(Buffer.from(rgb).equals(Buffer.from(painted.rgb))).toBe(true)
  expect(probe(png)).toEqual({ format: 'PNG', width: 96, height: 60 })
})

test('the moon is lit from the right while it waxes, from the left while it wanes', async () => {
  const sides = async (phase: number) => {
    const { rgb, width } = await paintScene({ ...small, phase, width: 400, height: 250 })
    const brightness = (x: number) => rgb[(68 * width + x) * 3] ?? 0
    return brightness(216 + 18) - brightness(216 - 18)
  }
  expect(await sides(0.25)).toBeGreaterThan(80)
  expect(await sides(0.75)).toBeLessThan(-80)
})

test.each([
  ['grey, 1 bit', 1, 0, 1, [0b10100000], [255, 255, 255]],
  ['palette, 4 bits', 4, 3, 1, [0x10, 0x00], [10, 20, 30]],
  ['grey with alpha', 8, 4, 2, [90, 255, 0, 0, 90, 255], [90, 90, 90]],
  ['16 bits', 16, 2, 6, [200, 1, 100, 1, 50, 1, ...Array<number>(12).fill(0)], [200, 100, 50]],
])('%s is decoded', (_, depth, colourType, __, line, expected) => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(3, 0)
  header.writeUInt32BE(1, 4)
  header.set([depth, colourType], 8)
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    toChunk('IHDR', header),
    toChunk('PLTE', Buffer.from([0, 0, 0, 10, 20, 30])),
    toChunk('IDAT', deflateSync(Buffer.from([0, ...line]))),
    toChunk('IEND'),
  ])
  const decoded = decodePng(png)
  expect(typeof decoded === 'string' ? decoded : [...decoded.rgba.subarray(0, 3)]).toEqual(expected)
})

test('what is no picture is told apart from what is damaged', async () => {
  const png = await encodePng(await paintScene(small))
  expect(decodePng(Buffer.from('GIF89a'))).toBe('not_png')
  expect(decodePng(png.subarray(0, 60))).toBe('damaged')
})

test('the commonest colour comes first', () => {
  const rgba = new Uint8Array(100 * 4)
  for (let pixel = 0; pixel < 100; pixel += 1)
    rgba.set(pixel < 70 ? [200, 30, 30, 255] : [20, 30, 180, 255], pixel * 4)
  const colours = findDominantColours({ width: 10, height: 10, rgba }, 3)
  expect(colours).toEqual([
    { colour: [200, 30, 30], share: 0.7 },
    { colour: [20, 30, 180], share: 0.3 },
  ])
})

test('a film says its size and length, and every unit lies where the index says', async () => {
  const { mp4 } = await filmScene({ ...small, width: 90, height: 60 }, 1, new AbortController().signal)
  expect(probe(mp4)).toEqual({ format: 'MP4', width: 90, height: 60, seconds: 1 })
  const at = (name: string) => mp4.indexOf(name, 0, 'latin1') + 8
  const count = mp4.readUInt32BE(at('stsz') + 4)
  let place = mp4.readUInt32BE(at('stco') + 4)
  for (let index = 0; index < count; index += 1) {
    const size = mp4.readUInt32BE(at('stsz') + 8 + index * 4)
    expect(mp4.readUInt32BE(place)).toBe(size - 4)
    expect(mp4[place + 4]).toBe(index === 0 ? 0x65 : 0x41)
    expect(mp4.subarray(place + 5, place + size).includes(Buffer.from([0, 0, 1]))).toBe(false)
    place += size
  }
  expect([count, place]).toEqual([10, mp4.length])
})

test.each(soundNames)('“%s” is a sound: a WAV of its length that is neither silent nor clipped', (name) => {
  const wav = synthesize({ layers: [name], seconds: 2, strength: 0.5, tempo: 100, mood: 'bright', seed: 5 })
  expect(probe(wav)).toEqual({ format: 'WAV', seconds: 2 })
  const samples = new Int16Array(wav.buffer.slice(wav.byteOffset + 44, wav.byteOffset + wav.length))
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  const power = Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length)
  expect(peak).toBeGreaterThan(20_000)
  expect(peak).toBeLessThan(32_767)
  expect(power).toBeGreaterThan(500)
})

test('an address holds until it expires, and only as it was signed', () => {
  const made = new MadeMedia()
  const file = { type: 'image/png', bytes: Buffer.from('x') }
  const [path = '', query = ''] = made.add(file, 'png', 1_000, 5_000).split('?')
  const name = path.split('/').at(-1) ?? ''
  const signed = new URLSearchParams(query)
  expect(made.read(name, signed, 5_999)).toMatchObject(file)
  expect(made.read(name, signed, 6_000)).toBe('expired')
  signed.set('expires', '9000')
  expect(made.read(name, signed, 5_500)).toBe('forbidden')
})
