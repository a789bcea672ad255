import { describe, expect, test } from 'vitest'
import { byteLength, cutMiddle, kindOf, layOutJson, toChunks } from './values'

describe('JSON for reading', () => {
  test('is laid out with every digit of a long number kept', () => {
    expect(
      layOutJson('{"id":1234567890123456789,"list":[1,{"a":"x, {y}: \\"z\\""}],"none":[],"empty":{}}'),
    ).toBe(
      `{
  "id": 1234567890123456789,
  "list": [
    1,
    {
      "a": "x, {y}: \\"z\\""
    }
  ],
  "none": [],
  "empty": {}
}`,
    )
  })

  test.each(['plain words', '{"cut": ', '"a string"', '12345678901234567890', ''])(
    '%j stays as it came',
    (text) => {
      expect(layOutJson(text)).toBe(text)
    },
  )
})

describe('a huge value', () => {
  test('shows head and tail and says how much lies between', () => {
    const text = 'a'.repeat(5_000) + 'z'.repeat(5_000)
    const cut = cutMiddle(text, 3_000, 1_000)
    expect(cut).toEqual({
      head: 'a'.repeat(3_000),
      tail: 'z'.repeat(1_000),
      hidden: 'a'.repeat(2_000) + 'z'.repeat(4_000),
    })
  })

  test('is never cut through a character', () => {
    const text = '🌙'.repeat(5_000)
    const cut = cutMiddle(text, 2_999, 1_001)
    expect(cut?.head.isWellFormed()).toBe(true)
    expect(cut?.tail.isWellFormed()).toBe(true)
    expect(`${cut?.head}${cut?.hidden}${cut?.tail}`).toBe(text)
  })

  test('that is short is shown whole', () => {
    expect(cutMiddle('short')).toBeNull()
  })
})

describe('a text in pieces', () => {
  test.each([
    ['lines', 'a line of words\n'.repeat(9_000)],
    ['one line', 'x'.repeat(100_001)],
    ['characters of two units', '🌙'.repeat(40_000)],
    ['a short text', 'short'],
    ['nothing', ''],
  ])('of %s is the same text, in pieces of bounded length', (_, text) => {
    const chunks = toChunks(text)
    expect(chunks.join('')).toBe(text)
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThanOrEqual(24_000)
    expect(chunks.every((chunk) => chunk.isWellFormed())).toBe(true)
  })
})

test.each(['plain', '月亮', 'é', '🌙', 'mixed 月 é 🌙', ''])(
  '%j has as many bytes as UTF-8 gives it',
  (text) => {
    expect(byteLength(text)).toBe(new TextEncoder().encode(text).length)
  },
)

test.each([
  ['{"a":1}', 'json'],
  [' [1,2] ', 'json'],
  ['{"cut', 'text'],
  ['# Title\n\nwords', 'markdown'],
  ['- one\n- two', 'markdown'],
  ['1. 一\n2. 二', 'markdown'],
  ['| a | b |\n| - | - |\n| 1 | 2 |', 'markdown'],
  ['```json\n\n{"a":1}\n\n```', 'markdown'],
  ['some **strong** words', 'markdown'],
  ['2 * 3 * 4 - 1', 'text'],
  ['#hashtag and - a dash', 'text'],
  ['two\nlines', 'text'],
  ['', 'text'],
])('%j is shown as %s', (text, kind) => {
  expect(kindOf(text)).toBe(kind)
})
