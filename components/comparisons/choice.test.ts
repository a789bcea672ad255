import { describe, expect, test } from 'vitest'
import { missingTarget } from '@/lib/targets/missing-target'
import type { Family } from '@/lib/targets/schema'
import { comparePath, startChoice, toRemembered } from './choice'

const card = (family: Family, id: string) => missingTarget({ family, id })
const cards = [
  card('agent', 'guide'),
  card('assistant', 'reader'),
  card('model', 'one'),
  card('model', 'two'),
]

describe('whom a comparison asks at first', () => {
  test('two models, where nothing was chosen before', () => {
    expect(startChoice(cards, [], null)).toEqual(['model:one', 'model:two'])
  })

  test('what there is, where there are not two models', () => {
    expect(startChoice(cards.slice(0, 3), [], null)).toEqual(['model:one', 'agent:guide'])
  })

  test('those that were compared last', () => {
    const remembered = toRemembered(['assistant:reader', 'agent:guide', 'model:two'])
    expect(startChoice(cards, [], remembered)).toEqual(['assistant:reader', 'agent:guide', 'model:two'])
  })

  test('those that the address asks for come before those', () => {
    expect(
      startChoice(cards, ['agent:guide', 'model:two'], toRemembered(['model:one', 'model:two'])),
    ).toEqual(['agent:guide', 'model:two'])
  })

  test('whatever is gone is replaced, and nobody is asked twice', () => {
    expect(startChoice(cards, ['model:gone', 'model:two', 'model:two'], null)).toEqual([
      'model:two',
      'model:one',
    ])
  })

  test('never more than three', () => {
    const all = ['agent:guide', 'assistant:reader', 'model:one', 'model:two']
    expect(startChoice(cards, all, null)).toHaveLength(3)
  })

  test.each(['', 'no json', '{"a":1}', '[1,null]'])('what was kept may be anything: %s', (remembered) => {
    expect(startChoice(cards, [], remembered)).toEqual(['model:one', 'model:two'])
  })
})

test('the address names targets as they are, whatever stands in their ids', () => {
  const path = comparePath([
    { family: 'compatible', id: 'org/model:7b' },
    { family: 'agent', id: '1936' },
  ])
  expect(new URL(path, 'http://localhost').searchParams.getAll('target')).toEqual([
    'compatible:org/model:7b',
    'agent:1936',
  ])
})
