import { parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { expect, test } from 'vitest'
import { errorStatuses } from '@/lib/errors'
import en from './messages/en.json'
import zh from './messages/zh.json'

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
