import { expect, test } from 'vitest'
import { readHowMany } from './how-many'

test.each([
  ['Draw a chart of the five deepest lakes', 5],
  ['the deepest three', 3],
  ['top 12 by area', 12],
  ['The 30 largest lakes', 20],
  ['前三个', 3],
  ['最深的8个湖，画成图', 8],
  ['最大的五个湖', 5],
  ['面积最大的两个湖', 2],
  ['Which lake is the deepest?', null],
  ['最深的是哪一个湖？', null],
  ['Is one of the deepest lakes in China?', null],
])('“%s” asks for %s', (question, count) => {
  expect(readHowMany(question)).toBe(count)
})
