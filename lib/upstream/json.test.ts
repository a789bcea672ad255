import { describe, expect, test } from 'vitest'
import { parseJson, toJson, tryParseJson } from './json'

describe('ids keep every digit', () => {
  test.each([
    ['{"app_id":1855923672330727424}', { app_id: '1855923672330727424' }],
    [
      '{"a":[ 1866682332635897856,-1866682332635897857]}',
      { a: ['1866682332635897856', '-1866682332635897857'] },
    ],
    ['1866682332635897856', '1866682332635897856'],
    ['{"a":9007199254740993}', { a: '9007199254740993' }],
    ['{"a":{"b":\n1234567890123456}}', { a: { b: '1234567890123456' } }],
  ])('%s', (text, value) => {
    expect(parseJson(text)).toEqual(value)
  })
})

describe('everything else stays as it is', () => {
  test.each([
    '{"time":1736577890366,"x":0.1234567890123456789,"y":267.46999999999997,"z":1e21}',
    '{"id":"1866682332635897856","msg":"see 1866682332635897856, 1866682332635897856"}',
    '{"a":1234567890123456.5,"b":12345678901234567890.25}',
    '{"a":123456789012345,"b":true,"c":null,"d":"\\"1866682332635897856"}',
    '[",1866682332635897856"]',
  ])('%s', (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text))
  })
})

test('half a character becomes U+FFFD, unless the other half may still come', () => {
  const json = String.raw`{"id":1866682332635897856,"title":"cut \ud83d"}`
  expect(parseJson(json)).toEqual({ id: '1866682332635897856', title: 'cut \uFFFD' })
  expect(parseJson(json, { keepsHalves: true })).toMatchObject({ title: 'cut \ud83d' })
})

test('what is no JSON is told apart', () => {
  expect(() => parseJson('{"a":')).toThrow(SyntaxError)
  expect(tryParseJson('<html>')).toBeUndefined()
})

test('hostile depth ends no process', () => {
  const deep = '['.repeat(200_000) + '1866682332635897856' + ']'.repeat(200_000)
  expect(() => tryParseJson(deep)).not.toThrow()
  let nested: unknown = 1
  for (let depth = 0; depth < 200_000; depth++) nested = [nested]
  expect(() => toJson(nested)).not.toThrow()
})
