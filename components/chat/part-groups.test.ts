import { expect, test } from 'vitest'
import type { AnswerPart } from '@/lib/runs/run'
import { isOwnMedia } from './own-media'
import { toPartGroups } from './part-groups'

const picture = (id: string, url: string | null = `/api/media/${id}`): AnswerPart => ({
  type: 'media',
  mediaId: id,
  media: { kind: 'image', url },
})
const text = (words: string): AnswerPart => ({ type: 'text', text: words })
const sketch = (parts: AnswerPart[]) =>
  toPartGroups(parts).map((group) => (group.type === 'pictures' ? group.pictures.length : group.part.type))

test('pictures in a row stand together, text and other media part them', () => {
  const video: AnswerPart = {
    type: 'media',
    mediaId: 'v',
    media: { kind: 'video', url: null, coverUrl: null },
  }
  expect(
    sketch([text('a'), picture('1'), picture('2'), text('b'), picture('3'), video, picture('4')]),
  ).toEqual(['text', 2, 'text', 1, 'media', 1])
})

test('what is still awaited has its place already, and what lies elsewhere none', () => {
  expect(sketch([picture('1'), picture('2', null), picture('3', 'https://example.org/x.png')])).toEqual([
    2,
    'media',
  ])
})

test('a group keeps its key while it grows, and only the very last part is the last', () => {
  const before = toPartGroups([text('a'), picture('1')])
  const after = toPartGroups([text('a'), picture('1'), picture('2'), text('b')])
  expect(after[1]?.key).toBe(before[1]?.key)
  expect(after.map((group) => group.type === 'part' && group.isLast)).toEqual([false, false, true])
})

test.each([
  ['/api/media/3f2a', true],
  ['/api/media/3f2a?x=1', false],
  ['/api/media/../runs', false],
  ['//evil.example/api/media/1', false],
  ['https://evil.example/api/media/1', false],
  ['javascript:alert(1)', false],
])('%s is ours: %s', (url, isOurs) => {
  expect(isOwnMedia(url)).toBe(isOurs)
})
