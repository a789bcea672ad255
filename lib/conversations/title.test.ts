import { expect, test } from 'vitest'
import { titleOf } from './title'

test.each([
  ['How deep is Lake Baikal?', 'How deep is Lake Baikal?'],
  ['How deep is Lake Baikal? And how old? I would like to know more.', 'How deep is Lake Baikal?'],
  ['贝加尔湖有多深？为什么这么深？', '贝加尔湖有多深？'],
  ['# 总结下面的文字\n\n第一段', '总结下面的文字'],
  ['\n\n  - compare   these\tthings', 'compare these things'],
  ['Hi.', 'Hi'],
])('%j becomes %j', (question, title) => {
  expect(titleOf(question)).toBe(title)
})

test('a long question is cut at a word', () => {
  const title = titleOf(
    'please compare the depth and the area of the ten largest lakes of the world in a table',
  )
  expect(title).toBe('please compare the depth and the area of the…')
})

test('a long Chinese question is cut between characters, at half the number', () => {
  expect(titleOf('请'.repeat(60))).toBe(`${'请'.repeat(24)}…`)
})
