import { describe, expect, test } from 'vitest'
import { missingTarget } from '@/lib/targets/missing-target'
import type { Family } from '@/lib/targets/schema'
import { choiceGroups } from './choice-groups'

const cardsOf = (family: Family, count: number) =>
  Array.from({ length: count }, (_, index) => missingTarget({ family, id: `${family}-${index + 1}` }))

describe('what the composer offers to ask', () => {
  const agents = cardsOf('agent', 9)
  const assistants = cardsOf('assistant', 9)
  const models = [...cardsOf('model', 9), ...cardsOf('on-premises', 2)]
  const chosen = agents[0] ?? missingTarget({ family: 'agent', id: 'none' })

  test('all agents, a few assistants and models, and the way to the others', () => {
    const groups = choiceGroups([...agents, ...assistants, ...models], chosen)
    expect(groups.map(({ name, cards, more }) => [name, cards.length, more])).toEqual([
      ['agents', 9, null],
      ['assistants', 4, '/assistants'],
      ['models', 4, '/models'],
    ])
  })

  test('the chosen one is there however far down it stands', () => {
    const last = models.at(-1) ?? chosen
    const group = choiceGroups(models, last)[0]
    expect(group?.cards.map(({ target }) => target.id)).toEqual([
      'model-1',
      'model-2',
      'model-3',
      'model-4',
      'on-premises-2',
    ])
  })

  test('what there is none of has no group, and a short list needs no page', () => {
    expect(choiceGroups(assistants.slice(0, 2), chosen)).toMatchObject([{ name: 'assistants', more: null }])
  })

  test('models lead on to their page even when all of them are listed: more can be typed there', () => {
    expect(choiceGroups(models.slice(0, 1), chosen)).toMatchObject([{ name: 'models', more: '/models' }])
  })
})
