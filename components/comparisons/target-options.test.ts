import { expect, test } from 'vitest'
import { missingTarget } from '@/lib/targets/missing-target'
import { matches, targetGroups, toTargetOption } from './target-options'

const guide = {
  ...missingTarget({ family: 'agent', id: '1936' }),
  name: { en: 'Knowledge guide', zh: '知识向导' },
}
const air = missingTarget({ family: 'model', id: 'GLM-4.5-Air' })
const local = missingTarget({ family: 'on-premises', id: 'GLM-4.5-Air' })

test('targets stand in groups by where they come from, each once, without those of other lanes', () => {
  const groups = targetGroups([air, guide, local, air], ['agent:1936'], 'en')
  expect(groups.map(({ value, items }) => [value, items.map(({ key }) => key)])).toEqual([
    ['model', ['model:GLM-4.5-Air']],
    ['on-premises', ['on-premises:GLM-4.5-Air']],
  ])
})

test.each(['know', ' GUIDE ', '向导', 'ｋｎｏｗ', '1936', ''])('a target is found by %j', (query) => {
  expect(matches(toTargetOption(guide, 'zh'), query)).toBe(true)
})

test('and not by anything else', () => {
  expect(matches(toTargetOption(guide, 'en'), 'glm')).toBe(false)
})
