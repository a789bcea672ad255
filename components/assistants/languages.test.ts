import { expect, test } from 'vitest'
import { defaultLanguages, detect, swapped, withFrom, withTo } from './languages'

test('a translation begins into the other language', () => {
  expect(defaultLanguages('zh')).toEqual({ from: detect, to: 'en' })
  expect(defaultLanguages('en')).toEqual({ from: detect, to: 'zh' })
})

test('swapping twice comes back to where it began', () => {
  const languages = { from: 'ja', to: 'zh' }
  expect(swapped(languages)).toEqual({ from: 'zh', to: 'ja' })
  expect(swapped(swapped(languages))).toEqual(languages)
})

test('a detected language cannot become the one that is translated into', () => {
  expect(swapped({ from: detect, to: 'en' })).toEqual({ from: 'en', to: 'zh' })
  expect(swapped({ from: detect, to: 'zh' })).toEqual({ from: 'zh', to: 'en' })
})

test.each([
  ['the same as the target', withFrom({ from: 'en', to: 'zh' }, 'zh'), { from: 'zh', to: 'en' }],
  ['after detecting', withFrom({ from: detect, to: 'zh' }, 'zh'), { from: 'zh', to: 'en' }],
  ['another one', withFrom({ from: 'en', to: 'zh' }, 'fr'), { from: 'fr', to: 'zh' }],
  ['the same as the source', withTo({ from: 'en', to: 'zh' }, 'en'), { from: 'zh', to: 'en' }],
  ['another target', withTo({ from: detect, to: 'zh' }, 'ko'), { from: detect, to: 'ko' }],
])('both sides never hold one language: %s', (_, chosen, expected) => {
  expect(chosen).toEqual(expected)
})
