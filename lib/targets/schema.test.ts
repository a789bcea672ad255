import { expect, test } from 'vitest'
import { targetKey, targetOfKey } from './schema'
import type { Target } from './schema'

test.each<Target>([
  { family: 'agent', id: '1936725184036352051' },
  { family: 'compatible', id: 'org/qwen2.5:7b' },
  { family: 'on-premises', id: 'glm-4' },
])('the key of $family $id leads back to it', (target) => {
  expect(targetOfKey(targetKey(target))).toEqual(target)
})

test.each(['', 'agent', 'agent:', 'person:1', 'model:a b', ':glm'])('“%s” is no key', (key) => {
  expect(targetOfKey(key)).toBeNull()
})
