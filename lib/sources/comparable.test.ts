import { describe, expect, it } from 'vitest'
import { findPlaces, toComparable } from './comparable'

function isIn(whole: string, part: string): boolean {
  return findPlaces(toComparable(whole), toComparable(part), 1).length > 0
}

describe('the same words are found', () => {
  it.each([
    ['over line ends', 'The moon pulls\nthe water', 'moon pulls the water'],
    ['with a hyphen at the line end', 'a short obser-\nvation of it', 'observation of it'],
    ['in full width', '共 １２ 页，ＡＢＣ', '共12页,abc'],
    ['as ligatures', 'ﬁve oﬃces', 'five offices'],
    ['as radicals', '⻅⻅⽉亮', '见见月亮'],
    ['with other quotes and bullets', '• “Still” water', '"still" water'],
    ['with gaps between Chinese characters', '月 湖 又 名 西 湖', '月湖又名西湖'],
    ['with a minus of another kind', 'falls to −5 °C', 'falls to -5 °C'],
  ])('%s', (_, whole, part) => expect(isIn(whole, part)).toBe(true))
})

describe('numbers stay what they are', () => {
  it.each([
    ['a decimal is not its digits', 'a tide of 1.5 m', 'tide of 15 m'],
    ['nor the other way round', 'a tide of 15 m', 'tide of 1.5 m'],
    ['two numbers are not one', 'rows 1 5 of it', 'rows 15 of it'],
    ['the end of a number is not a number', 'page 115 lakes', '15 lakes'],
    ['nor is its start', 'the lake of 150', 'the lake of 15'],
    ['nor is the whole part of a decimal', 'depth 15.2', 'depth 15'],
    ['nor are its decimals', '1.5 km away', '5 km away'],
    ['a minus counts', 'about -5 degrees', '5 degrees'],
    ['also with a gap', 'about − 5 degrees', 'about 5 degrees'],
  ])('%s', (_, whole, part) => expect(isIn(whole, part)).toBe(false))

  it.each([
    ['at the end of a sentence', 'the depth is 15.', 'depth is 15'],
    ['in a range', 'from 10-20 lakes', '20 lakes'],
    ['after a word', 'Table 12: lakes', '12: lakes'],
    ['in an enumeration', 'it was 2.3, 6.4 and 7', '6.4 and 7'],
    ['before another number', 'it was 2.3, 6.4 and 7', 'it was 2.3'],
  ])('but are found %s', (_, whole, part) => expect(isIn(whole, part)).toBe(true))
})

it('says where in the source the characters are', () => {
  const source = 'Ａ  ﬁx  of 1 2'
  const { text, at } = toComparable(source)
  expect(text).toBe('afixof1 2')
  expect(source.slice(at[4], (at[5] ?? 0) + 1)).toBe('of')
  expect(at).toHaveLength(text.length)
})
