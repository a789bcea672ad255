import { describe, expect, test } from 'vitest'
import { hostileTexts } from './__fixtures__/hostile'
import { limits } from './limits'
import { advanceSplit } from './split'
import type { Split } from './split'

function split(text: string): string[] {
  const { finished, tail } = advanceSplit(null, text)
  return [...finished, ...tail].map(({ kind, source }) => `${kind}: ${source.trimEnd()}`)
}

describe('where a text is cut', () => {
  test.each([
    ['a\n\nb', ['text: a', 'text: b']],
    ['# a\nb', ['text: # a', 'text: b']],
    ['a\nb\n- c\n- d', ['text: a\nb', 'text: - c\n- d']],
    ['- a\n\n  b\n\nc', ['text: - a\n\n  b', 'text: c']],
    ['- a\n\n- b', ['text: - a\n\n- b']],
    ['a\n```js\nb\n\nc\n```\nd', ['text: a', 'code: ```js\nb\n\nc\n```', 'text: d']],
    ['10. a\n   ```js\nb\n\nc\n   ```\nd', ['text: 10. a', 'code:    ```js\nb\n\nc\n   ```', 'text: d']],
    ['````\n```\n````\na', ['code: ````\n```\n````', 'text: a']],
    ['$$\na\n\nb\n$$\nc', ['math: $$\na\n\nb\n$$', 'text: c']],
    ['\\[\na\n- b\n\\]\n\nc', ['text: \\[\na\n- b\n\\]', 'text: c']],
    ['> a\n\n> b', ['text: > a', 'text: > b']],
    ['    a\n\n    b\n\nc', ['text:     a\n\n    b', 'text: c']],
    ['[^1]: a\n\n    b\n\nc', ['footnote: [^1]: a\n\n    b', 'text: c']],
    ['a\r\n\r\nb', ['text: a', 'text: b']],
    ['a\n---\nb\n\n---\nc', ['text: a\n---\nb', 'text: ---', 'text: c']],
  ])('%j', (text, blocks) => expect(split(text)).toEqual(blocks))
})

describe('limits', () => {
  test('a block beyond its limit is plain, and what follows is not', () => {
    const [first, ...rest] = split(`${'word '.repeat(limits.block / 4)}\n\nafter`)
    expect(first).toMatch(/^plain: word/)
    expect(rest.at(-1)).toBe('text: after')
  })

  test('code beyond its limit is a listing, and what follows is not', () => {
    const blocks = split(`\`\`\`\n${'word\n'.repeat(limits.code / 4)}\`\`\`\nafter`)
    expect(new Set(blocks.slice(0, -1).map((block) => block.split(':')[0]))).toEqual(new Set(['listing']))
    expect(blocks.at(-1)).toBe('text: after')
  })

  test('an answer beyond its length is plain to the end', () => {
    const blocks = split('**word**\n\n'.repeat(limits.blocks + 2_000))
    expect(blocks.length).toBeLessThan(limits.blocks + 20)
    expect(blocks.at(-1)).toMatch(/^plain/)
  })

  test('marks that are stacked on one letter are cut', () => {
    expect(split(`a${'\u0301'.repeat(5_000)}b`)).toEqual([`text: a${'\u0301'.repeat(limits.combining)}b`])
  })

  test.each(Object.keys(hostileTexts))('arrives in pieces as at once: %s', (name) => {
    const text = (hostileTexts[name] ?? '').slice(0, 90_000)
    let grown: Split | null = null
    for (let end = 0; end < text.length; end += 1 + (end % 997))
      grown = advanceSplit(grown, text.slice(0, end))
    grown = advanceSplit(grown, text)
    const once = advanceSplit(null, text)
    expect([...grown.finished, ...grown.tail]).toEqual([...once.finished, ...once.tail])
  })
})
