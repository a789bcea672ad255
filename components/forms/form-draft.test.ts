import { expect, test } from 'vitest'
import type { AgentForm } from '@/lib/forms/schema'
import { createFormDraft } from './form-draft'
import { createFormMemory } from './form-memory'
import { noValues } from './form-values'

const plain = { tips: '', options: [], unknownType: null, template: null }
const form: AgentForm = {
  appId: '7',
  kind: 'form',
  isUncertain: false,
  fields: [
    { ...plain, id: '1', name: 'Topic', kind: 'text' },
    { ...plain, id: '2', name: 'Tone', kind: 'choice', options: ['calm', 'brisk'] },
    { ...plain, id: '3', name: 'Paper', kind: 'file' },
  ],
}

test('what was filled in is there when one comes back', () => {
  const memory = inMemory()
  const before = open(memory)
  before.load(null)
  before.setText('Topic', '湖')
  before.setFiles('Paper', ['a', 'b'])
  before.setText('Tone', 'brisk')
  before.save()
  const after = open(memory)
  after.load(null)
  expect(after.store.getState().values).toEqual({
    texts: { Topic: '湖', Tone: 'brisk' },
    files: { Paper: ['a', 'b'] },
  })
})

test('what was typed before it was read stays', () => {
  const memory = inMemory()
  memory.write('agent:7', { texts: { Topic: 'old', Tone: 'calm' }, files: {} })
  const draft = open(memory)
  draft.setText('Topic', 'new')
  draft.load(null)
  expect(draft.store.getState().values.texts).toEqual({ Topic: 'new', Tone: 'calm' })
})

test('a link stands above what was kept, and is kept itself', () => {
  const memory = inMemory()
  memory.write('agent:7', { texts: { Topic: 'old', Tone: 'calm' }, files: { Paper: ['a'] } })
  const draft = open(memory)
  draft.load({ values: { texts: { Topic: 'linked' }, files: {} }, filled: ['Topic'] })
  expect(draft.store.getState()).toEqual({
    values: { texts: { Topic: 'linked', Tone: 'calm' }, files: { Paper: ['a'] } },
    filled: ['Topic'],
  })
  expect(memory.read('agent:7')?.texts['Topic']).toBe('linked')
})

test('values of an earlier run stand in it until something was kept, also when that is nothing', () => {
  const memory = inMemory()
  const earlier = { texts: { Topic: 'earlier' }, files: {} }
  const first = open(memory, earlier)
  first.load(null)
  expect(first.store.getState().values).toEqual(earlier)
  first.replace(noValues)
  const second = open(memory, earlier)
  second.load(null)
  expect(second.store.getState().values).toEqual(noValues)
})

function open(memory: ReturnType<typeof inMemory>, initial = noValues) {
  return createFormDraft({ form, memory, key: 'agent:7', initial })
}

function inMemory() {
  let kept: string | null = null
  return createFormMemory({ read: () => kept, write: (text) => (kept = text) })
}
