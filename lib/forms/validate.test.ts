import { expect, test } from 'vitest'
import { maxFilesPerField } from './schema'
import type { FieldValue, FormField } from './schema'
import { findProblems, maxFormBytes, maxValueBytes } from './validate'

const field = (name: string, kind: FormField['kind'], options: string[] = []): FormField => ({
  id: `id-${name}`,
  name,
  kind,
  tips: '',
  options,
  unknownType: null,
  template: null,
})
const fields = [
  field('text', 'text'),
  field('choice', 'choice', ['一', '二']),
  field('file', 'file'),
  field('more', 'text'),
  field('most', 'text'),
  field('rest', 'text'),
]
const form = { fields, isUncertain: false }

function given(name: string, value: string, uploads: string[] = [], kind?: FormField['kind']): FieldValue {
  const known = fields.find((one) => one.name === name)
  return { fieldId: known?.id ?? 'gone', name, kind: kind ?? known?.kind ?? 'text', value, uploads }
}

test.each<[string, FieldValue[], [string | null, string][]]>([
  ['a text', [given('text', 'x')], []],
  ['only a file', [given('file', '', ['u'])], []],
  ['an option', [given('choice', '二')], []],
  ['nothing', [], [[null, 'empty_form']]],
  ['only blanks', [given('text', ' \n')], [[null, 'empty_form']]],
  ['an option that does not exist', [given('choice', '三')], [['id-choice', 'not_an_option']]],
  ['a field that does not exist', [given('gone', 'x')], [['gone', 'unknown_field']]],
  ['another kind of field', [given('text', 'x', [], 'choice')], [['id-text', 'unknown_field']]],
  ['the longest text', [given('text', '月'.repeat(maxValueBytes / 3) + 'xx')], []],
  ['a byte more', [given('text', '月'.repeat(maxValueBytes / 3) + 'xxx')], [['id-text', 'too_long']]],
  ['as many files as allowed', [given('file', '', Array(maxFilesPerField).fill('u'))], []],
  [
    'a file more',
    [given('file', '', Array(maxFilesPerField + 1).fill('u'))],
    [['id-file', 'too_many_files']],
  ],
  [
    'problems in the form’s order',
    [given('choice', '三'), given('text', 'x'.repeat(maxValueBytes + 1))],
    [
      ['id-text', 'too_long'],
      ['id-choice', 'not_an_option'],
    ],
  ],
])('%s', (_name, values, problems) => {
  expect(findProblems(form, values).map(({ fieldId, code }) => [fieldId, code])).toEqual(problems)
})

test('all values together are bounded', () => {
  const full = ['text', 'more', 'most', 'rest'].map((name) => given(name, 'x'.repeat(maxFormBytes / 4)))
  expect(findProblems(form, full)).toEqual([])
  expect(findProblems(form, [...full, given('choice', '一')])).toEqual([
    { fieldId: null, code: 'too_long_in_all' },
  ])
})

test('a form that could not be read has no unknown fields', () => {
  expect(findProblems({ fields: [], isUncertain: true }, [given('gone', 'x')])).toEqual([])
})
