import { expect, test } from 'vitest'
import { mendHalves } from './half-characters'

test.each([
  [String.raw`{"a":"cut \ud83d"}`, { a: 'cut \uFFFD' }],
  [String.raw`{"a":"\uDE00 cut","b":"\ud83dx\ud83d\ud83d\ude00"}`, { a: '\uFFFD cut', b: '\uFFFDx\uFFFD😀' }],
  [String.raw`{"\ud83d":1}`, { '\uFFFD': 1 }],
])('a half alone is replaced: %s', (json, value) => {
  expect(JSON.parse(mendHalves(json))).toEqual(value)
})

test.each([
  String.raw`{"a":"\ud83d\ude00 \uD83D\uDE00 😀 \u0041"}`,
  String.raw`{"a":"a backslash and words: \\ud83d, \\\\ud83d"}`,
  String.raw`{"a":"\n\"\\"}`,
])('everything else stays: %s', (json) => {
  expect(mendHalves(json)).toBe(json)
})
