import { describe, expect, test } from 'vitest'
import { createFormMemory } from './form-memory'

const values = { texts: { Topic: '湖' }, files: { Paper: ['a', 'b'] } }

describe('what was filled in', () => {
  test('is there again after a reload, each form its own, and apart from the last run', () => {
    const storage = memory()
    createFormMemory(storage).write('agent:7', values)
    createFormMemory(storage).writeLast('7', { texts: { Topic: 'before' }, files: {} })
    const after = createFormMemory(storage)
    expect(after.read('agent:7')).toEqual(values)
    expect(after.read('agent:8')).toBeNull()
    expect(after.readLast('7')?.texts).toEqual({ Topic: 'before' })
  })

  test('loses uploads that are gone, everywhere', () => {
    const forms = createFormMemory(memory())
    forms.write('agent:7', values)
    forms.writeLast('7', values)
    forms.forgetUploads(['a'])
    expect(forms.read('agent:7')?.files).toEqual({ Paper: ['b'] })
    expect(forms.readLast('7')?.files).toEqual({ Paper: ['b'] })
  })

  test('is dropped for the oldest form first', () => {
    const forms = createFormMemory(memory())
    for (let index = 0; index < 61; index += 1) forms.write(`agent:a${index}`, values)
    expect(forms.read('agent:a0')).toBeNull()
    expect(forms.read('agent:a60')).toEqual(values)
  })

  test.each(['not json', '[]', '{"drafts":{"a":{"texts":7}}}', ''])(
    'that reads %j counts as nothing',
    (text) => {
      const forms = createFormMemory(memory(text))
      expect(forms.read('a')).toBeNull()
      forms.write('a', values)
      expect(forms.read('a')).toEqual(values)
    },
  )

  test('goes nowhere where the storage is blocked, and nothing breaks', () => {
    const blocked = () => {
      throw new DOMException('blocked', 'SecurityError')
    }
    const forms = createFormMemory({ read: blocked, write: blocked })
    forms.write('a', values)
    expect(forms.read('a')).toBeNull()
  })
})

function memory(text: string | null = null) {
  let kept = text
  return {
    read: () => kept,
    write: (next: string) => {
      kept = next
    },
  }
}
