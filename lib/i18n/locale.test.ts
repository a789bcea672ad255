import { expect, test } from 'vitest'
import { acceptedLocale } from './locale'

test.each([
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
  ['fr-FR,zh-TW;q=0.7,en;q=0.3', 'zh'],
  ['zh;q=0.2, EN;q=0.4', 'en'],
  ['zh;q=0, en;q=0.1', 'en'],
  ['de,fr', 'en'],
  ['zh;q=high', 'zh'],
  [';;,,q=', 'en'],
  [null, 'en'],
])('%s asks for %s', (header, locale) => {
  expect(acceptedLocale(header)).toBe(locale)
})
