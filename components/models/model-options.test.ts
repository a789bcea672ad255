import { describe, expect, test } from 'vitest'
import type { Target } from '@/lib/targets/schema'
import { findOptions, toOption, toRows } from './model-options'

const option = (family: Target['family'], id: string, name = id) =>
  toOption({ target: { family, id }, name: { en: name, zh: name } }, 'en')
const hosted = [option('model', 'glm-4.6v', 'GLM-4.6V'), option('model', 'glm-4.6', 'GLM-4.6')]
const all = [...hosted, option('on-premises', 'qwen-max'), option('compatible', 'llama3.2:1b')]
const keys = (found: { key: string }[]) => found.map(({ key }) => key)

describe('finding a model', () => {
  test('nothing typed: all of them, as they are listed', () =>
    expect(keys(findOptions(all, ' '))).toEqual(keys(all)))

  test('by name or id, whatever the case, the exact one first', () =>
    expect(keys(findOptions(hosted, 'GLM-4.6'))).toEqual(['model:glm-4.6', 'model:glm-4.6v']))

  test('what nobody lists can be used all the same, from each place', () =>
    expect(findOptions(all, 'my-model').map(({ key, isTyped }) => [key, isTyped])).toEqual([
      ['model:my-model', true],
      ['on-premises:my-model', true],
      ['compatible:my-model', true],
    ]))

  test('while nothing is listed a name can be typed', () =>
    expect(keys(findOptions([], 'glm-9'))).toEqual(['model:glm-9']))

  test('what cannot be the name of a model is not offered', () =>
    expect(findOptions(all, 'no such model!')).toEqual([]))

  test('full-width letters are letters', () =>
    expect(keys(findOptions(all, 'ｑｗｅｎ'))).toEqual(['on-premises:qwen-max']))
})

describe('lines of the list', () => {
  test('a heading where a place begins', () =>
    expect(toRows(all).map((row) => (row.kind === 'heading' ? row.family : row.index))).toEqual([
      'model',
      0,
      1,
      'on-premises',
      2,
      'compatible',
      3,
    ]))

  test('none where all come from one place', () =>
    expect(toRows(hosted).every(({ kind }) => kind === 'option')).toBe(true))
})
