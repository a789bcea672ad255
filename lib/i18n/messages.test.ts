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
    flatten(tree).map(([key, text]) => [
      key,
      [
        ...new Set(text.match(/(?<!(?:zero|one|two|few|many|other|=\d+)\s*\{)(?<=\{)\w+(?=\s*[,}])|<\w+>/g)),
      ].toSorted(),
    ]),
  )
}

function flatten(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : flatten(value, `${path}${key}.`),
  )
}
