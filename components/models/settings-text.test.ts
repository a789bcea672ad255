import { describe, expect, test } from 'vitest'
import { defaultSettings } from '@/lib/targets/settings'
import {
  changedFields,
  leavesSearchAside,
  maxTokensRange,
  panelDefaults,
  readHost,
  readNumber,
  splitIds,
  temperatureRange,
  topPRange,
} from './settings-text'

describe('numbers as they are typed', () => {
  test.each([
    ['', null],
    ['0', 0],
    ['1', 1],
    ['0.75', 0.75],
    ['0,7', 0.7],
    ['.5', 0.5],
    ['0.700', 0.7],
    ['０．３', 0.3],
    ['1.01', undefined],
    ['-0.1', undefined],
    ['0.755', undefined],
    ['1e-1', undefined],
    ['warm', undefined],
  ])('a temperature of "%s" is %s', (text, value) => expect(readNumber(text, temperatureRange)).toBe(value))

  test('top_p begins above nothing', () => {
    expect(readNumber('0', topPRange)).toBeUndefined()
    expect(readNumber('0.01', topPRange)).toBe(0.01)
  })

  test('tokens are whole', () => {
    expect(readNumber('131072', maxTokensRange)).toBe(131_072)
    expect(readNumber('131073', maxTokensRange)).toBeUndefined()
    expect(readNumber('1024.5', maxTokensRange)).toBeUndefined()
  })
})

describe('what is not as it is by itself', () => {
  const groups = ['system_prompt', 'sampling', 'output', 'functions'] as const

  test('nothing at first', () => expect(changedFields(defaultSettings, groups)).toEqual([]))

  test('only of groups that the model takes', () => {
    const settings = {
      ...defaultSettings,
      temperature: 0,
      promptTemplate: 'x',
      functions: ['calculate' as const],
    }
    expect(changedFields(settings, groups)).toEqual(['temperature', 'functions'])
    expect(changedFields({ ...settings, ...panelDefaults(groups) }, groups)).toEqual([])
  })

  test('switches of the row are not counted in the panel', () => {
    const settings = { ...defaultSettings, thinking: false, usesKnowledge: false }
    expect(changedFields(settings, ['thinking', 'knowledge'])).toEqual([])
  })
})

test('functions leave a web search aside only where both are on', () => {
  const search = { ...defaultSettings, webSearch: { ...defaultSettings.webSearch, isOn: true } }
  const both = { ...search, functions: ['calculate' as const] }
  expect(leavesSearchAside(search, ['functions', 'web_search'])).toBe(false)
  expect(leavesSearchAside(both, ['functions', 'web_search'])).toBe(true)
  expect(leavesSearchAside(both, ['web_search'])).toBe(false)
})

test('ids are pasted however they are listed', () =>
  expect(splitIds(' kb-1, kb-2；kb-3\nkb-4 ')).toEqual(['kb-1', 'kb-2', 'kb-3', 'kb-4']))

test.each([
  ['', ''],
  ['example.com', 'example.com'],
  ['https://Docs.Example.com/a?b', 'docs.example.com'],
  ['nonsense', undefined],
  ['a b.com', undefined],
])('the host of "%s" is %s', (text, host) => expect(readHost(text)).toBe(host))
