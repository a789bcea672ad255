import { describe, expect, test } from 'vitest'
import type { FormField, ShownValue } from '@/lib/forms/schema'
import type { Upload } from '@/lib/uploads/schema'
import {
  fitting,
  fromShownValues,
  joinTemplate,
  keyOf,
  noValues,
  toFieldValues,
  withFiles,
  withText,
  withoutUploads,
} from './form-values'

const topic = field({ id: '1', name: 'Topic' })
const tone = field({ id: '2', name: 'Tone', kind: 'choice', options: ['calm', 'brisk'] })
const paper = field({ id: '3', name: 'Paper', kind: 'file' })
const name = { id: '5', name: 'name', kind: 'text', tips: '', options: [], unknownType: null } as const
const wish = { ...name, id: '6', name: 'wish' }
const letter = field({
  id: '4',
  name: 'Letter',
  kind: 'template',
  template: {
    text: 'Dear {name}, {wish}. (price {5}?)',
    parts: [
      { ...name, options: [] },
      { ...wish, options: [] },
    ],
  },
})
const form = { fields: [topic, tone, paper, letter] }

describe('what is sent', () => {
  test('leaves empty fields out and keeps the form’s order', () => {
    const values = withFiles(withText(withText(noValues, 'Topic', '湖'), 'Tone', ' '), 'Paper', ['a', 'b'])
    expect(toFieldValues(form, values)).toEqual([
      { fieldId: '1', name: 'Topic', kind: 'text', value: '湖', uploads: [] },
      { fieldId: '3', name: 'Paper', kind: 'file', value: '', uploads: ['a', 'b'] },
    ])
  })

  test('of a template is its whole text', () => {
    const values = withText(noValues, keyOf(letter, letter.template?.parts[0]), 'Li {wish}')
    expect(toFieldValues(form, values)[0]?.value).toBe('Dear Li {wish}, . (price {5}?)')
  })
})

describe('a template', () => {
  test('without anything filled in is not sent', () => {
    expect(toFieldValues({ fields: [letter] }, noValues)).toEqual([])
  })

  test('of an earlier run is taken apart again', () => {
    const [first, second] = letter.template?.parts ?? []
    let values = withText(noValues, keyOf(letter, first), 'Li')
    values = withText(values, keyOf(letter, second), 'good\nmorning')
    const shown = [
      shownValue({
        fieldId: '4',
        name: 'Letter',
        kind: 'template',
        value: joinTemplate(letter, values.texts),
      }),
    ]
    expect(fromShownValues(form, shown)).toEqual(values)
  })
})

describe('values of another day', () => {
  test('fit as far as the form still has their fields and options', () => {
    const saved = {
      texts: { Topic: 'lakes', Tone: 'angry', Gone: 'x', Paper: 'not a file' },
      files: { Paper: ['a'], Topic: ['b'] },
    }
    expect(fitting(form, saved)).toEqual({ texts: { Topic: 'lakes' }, files: { Paper: ['a'] } })
  })

  test('lose files that do not exist any more, and only those', () => {
    const values = { texts: {}, files: { Paper: ['a', 'b'], Other: ['b'] } }
    expect(withoutUploads(values, ['b'])).toEqual({ texts: {}, files: { Paper: ['a'] } })
  })

  test('of a run come back with their files', () => {
    const shown = [
      shownValue({ fieldId: '2', name: 'Tone', kind: 'choice', value: 'calm' }),
      shownValue({ fieldId: '3', name: 'Paper', kind: 'file', uploads: [upload('a')] }),
    ]
    expect(fromShownValues(form, shown)).toEqual({ texts: { Tone: 'calm' }, files: { Paper: ['a'] } })
  })
})

function field(parts: Partial<FormField>): FormField {
  return {
    id: '0',
    name: '',
    kind: 'text',
    tips: '',
    options: [],
    unknownType: null,
    template: null,
    ...parts,
  }
}

function shownValue(parts: Partial<ShownValue>): ShownValue {
  return { fieldId: '0', name: '', kind: 'text', value: '', uploads: [], ...parts }
}

function upload(id: string): Upload {
  return { id, name: `${id}.pdf`, size: 1, kind: 'document', status: 'ready', reason: null, previewUrl: null }
}
