import { expect, test } from 'vitest'
import type { FormField } from '@/lib/forms/schema'
import { prefillOf, withoutPrefill } from './prefill'

const plain = { id: '0', tips: '', options: [], unknownType: null, template: null }
const fields: FormField[] = [
  { ...plain, name: '主题', kind: 'text' },
  { ...plain, name: 'Tone', kind: 'choice', options: ['calm', 'brisk'] },
  { ...plain, name: 'Paper', kind: 'file' },
  {
    ...plain,
    name: 'Letter',
    kind: 'template',
    template: {
      text: 'Dear {name}',
      parts: [{ id: '1', name: 'name', kind: 'text', tips: '', options: [], unknownType: null }],
    },
  },
]

test('a link fills what it names, and says what it filled', () => {
  const query = new URLSearchParams({ 'v.主题': '湖 & 月', 'v.Tone': 'brisk', 'v.Letter.name': 'Li' })
  expect(prefillOf({ fields }, query)).toEqual({
    values: { texts: { 主题: '湖 & 月', Tone: 'brisk', 'Letter\u001Fname': 'Li' }, files: {} },
    filled: ['主题', 'Tone', 'Letter.name'],
  })
})

test.each(['v.Unknown=1', 'Tone=calm', 'v.Tone=angry', 'v.Paper=a', 'v.主题='])(
  '%s fills nothing',
  (query) => {
    expect(prefillOf({ fields }, new URLSearchParams(query)).filled).toEqual([])
  },
)

test('only the values leave the address', () => {
  expect(withoutPrefill(new URL('http://x/agents/7?v.a=1&b=2&v.c=3#d'))).toBe('/agents/7?b=2#d')
})
