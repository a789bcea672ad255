import { parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import compile from 'icu-minify/compile'
import format from 'icu-minify/format'
import { createTranslator } from 'use-intl/core'
import { expect, test } from 'vitest'
import { errorStatuses } from '@/lib/errors'
import { locales } from './locale'
import en from './messages/en.json'
import zh from './messages/zh.json'

const formatters = {
  getDateTimeFormat: (...style: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...style),
  getNumberFormat: (...style: ConstructorParameters<typeof Intl.NumberFormat>) =>
    new Intl.NumberFormat(...style),
  getPluralRules: (...style: ConstructorParameters<typeof Intl.PluralRules>) =>
    new Intl.PluralRules(...style),
}

type Tree = { [key: string]: string | Tree }

test('both languages have every sentence, with the same blanks', () => {
  expect(blanksByKey(zh)).toEqual(blanksByKey(en))
})

test('no sentence is empty, shouts, or carries an emoji', () => {
  const odd = [...flatten(en), ...flatten(zh)].filter(
    ([, text]) => text.trim() === '' || /[!！]|\p{Extended_Pictographic}/u.test(text),
  )
  expect(odd).toEqual([])
})

test('every code that our API answers with has its sentence', () => {
  expect(Object.keys(errorStatuses).filter((code) => !(code in en.error))).toEqual([])
})

test.each(locales)('a compiled sentence says what is written, in %s', (locale) => {
  for (const [key, text] of flatten(locale === 'zh' ? zh : en)) {
    const compiled = compile(text)
    const t = createTranslator({ locale, messages: { text } })
    for (const value of [0, 1, 2, 12_345]) {
      const values = Object.fromEntries(blanksIn(parse(text)).map((name) => [name, value]))
      expect(format(compiled, locale, values, { formatters }), key).toBe(t('text', values))
    }
  }
})

function blanksByKey(tree: Tree): Record<string, string[]> {
  return Object.fromEntries(
    flatten(tree).map(([key, text]) => [key, [...new Set(blanksIn(parse(text)))].toSorted()]),
  )
}

/** Names of arguments and tags, also those inside the branches of a choice. */
function blanksIn(elements: MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return []
      case TYPE.tag:
        return [`<${element.value}>`, ...blanksIn(element.children)]
      case TYPE.select:
      case TYPE.plural:
        return [element.value, ...Object.values(element.options).flatMap((option) => blanksIn(option.value))]
      default:
        return [element.value]
    }
  })
}

function flatten(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : flatten(value, `${path}${key}.`),
  )
}
