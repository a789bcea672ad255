import { expect, test } from 'vitest'
import { mixDown, toWav } from './wav'

const text = (view: DataView, at: number) =>
  String.fromCharCode(...[0, 1, 2, 3].map((by) => view.getUint8(at + by)))

test('the head says what follows', () => {
  const view = new DataView(toWav(new Float32Array(8_000), 16_000))
  expect([text(view, 0), text(view, 8), text(view, 12), text(view, 36)]).toEqual([
    'RIFF',
    'WAVE',
    'fmt ',
    'data',
  ])
  expect(view.byteLength).toBe(44 + 16_000)
  expect(view.getUint32(4, true)).toBe(view.byteLength - 8)
  expect(view.getUint32(40, true)).toBe(16_000)
  // PCM, one channel, 16,000 samples of two bytes a second.
  expect([view.getUint16(20, true), view.getUint16(22, true), view.getUint16(34, true)]).toEqual([1, 1, 16])
  expect([view.getUint32(24, true), view.getUint32(28, true)]).toEqual([16_000, 32_000])
})

test('samples are whole numbers, little end first, and never overflow', () => {
  const view = new DataView(toWav(Float32Array.of(0, 1, -1, 0.5, 7, -7), 16_000))
  const samples = Array.from({ length: 6 }, (_, index) => view.getInt16(44 + index * 2, true))
  expect(samples).toEqual([0, 32_767, -32_768, 16_384, 32_767, -32_768])
})

test('two channels are one in the middle', () => {
  expect([...mixDown([Float32Array.of(1, 0), Float32Array.of(0, -1)])]).toEqual([0.5, -0.5])
  expect([...mixDown([Float32Array.of(0.25)])]).toEqual([0.25])
})
