import { describe, expect, test } from 'vitest'
import type { AgentVariable } from '@/lib/upstream/agents/variables'
import { formKind, toFields, unitIdOf } from './fields'
import { agentFormSchema, maxFields } from './schema'

const variable = (changes: Partial<AgentVariable>): AgentVariable => ({
  id: '1',
  name: 'a',
  type: 'input',
  tips: '',
  options: [],
  template: null,
  ...changes,
})

/** What the schema of our own API takes. */
function fieldsOf(...variables: Partial<AgentVariable>[]) {
  const fields = toFields(variables.map(variable))
  return agentFormSchema.parse({ appId: '1', kind: formKind(fields), fields, isUncertain: false }).fields
}

describe('fields', () => {
  test.each([
    ['input', 'text', null],
    ['upload_file', 'file', null],
    ['upload_image', 'image', null],
    ['upload_video', 'video', null],
    ['upload_audio', 'audio', null],
    ['date', 'text', 'date'],
    ['constructor', 'text', 'constructor'],
  ])('%s becomes %s', (type, kind, unknownType) => {
    expect(fieldsOf({ type, options: ['x'] })).toEqual([
      { id: '1', name: 'a', kind, tips: '', options: [], unknownType, template: null },
    ])
  })

  test('a choice keeps its options, without empty ones', () => {
    expect(fieldsOf({ type: 'selection_list', options: ['一', ' ', '二'] })).toMatchObject([
      { kind: 'choice', options: ['一', '二'], unknownType: null },
    ])
  })

  test('a choice without options is a text, so that it can be filled', () => {
    expect(fieldsOf({ type: 'selection_list' })).toMatchObject([
      { kind: 'text', unknownType: 'selection_list' },
    ])
  })

  test('ten thousand options', () => {
    const options = Array.from({ length: 10_000 }, (_, index) => `选项 ${index}`)
    expect(fieldsOf({ type: 'selection_list', options })[0]?.options).toHaveLength(10_000)
  })

  test('names and ids are unique; a field without an id of its own gets one', () => {
    const fields = fieldsOf(
      { name: 'a' },
      { name: 'b' },
      { name: 'a', type: 'upload_file', id: '9' },
      { name: 'c', id: '' },
      { name: 'd', id: 'no id/at all' },
      { name: 'e', id: 'field-1' },
    )
    expect(fields.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(new Set(fields.map(({ id }) => id)).size).toBe(5)
    expect(fields.map(({ id }) => unitIdOf(id))).toEqual(['1', null, null, null, null])
  })

  test('as many as a run may carry, and no more', () => {
    const many = Array.from({ length: maxFields + 1 }, (_, index) => ({ name: `${index}`, id: `${index}` }))
    expect(fieldsOf(...many)).toHaveLength(maxFields)
  })
})

describe('templates', () => {
  const part = (name: string, type = 'input') => ({ id: name, name, type, tips: '', options: [] })
  const template = (text: string, ...parts: ReturnType<typeof part>[]) =>
    fieldsOf({ type: 'input_template', name: '模版', template: { text, parts } })

  test.each([
    ['城市:{{城市}}，{{ 语气 }}', '城市:{城市}，{语气}'],
    ['城市:{城市}，{语气}', '城市:{城市}，{语气}'],
    ['{{别的}}城市:{{城市}}', '城市:{城市}\n语气: {语气}'],
    ['', '城市: {城市}\n语气: {语气}'],
  ])('%j takes its parts as %j', (text, slots) => {
    expect(template(text, part('城市'), part('语气'))[0]?.template?.text).toBe(slots)
  })

  test('parts that take files become fields of their own', () => {
    expect(template('{{城市}}{{文件}}', part('城市'), part('文件', 'upload_file'))).toMatchObject([
      { name: '模版', kind: 'template', template: { text: '{城市}', parts: [{ name: '城市' }] } },
      { name: '文件', kind: 'file', template: null },
    ])
  })

  test('without parts it is a text', () => {
    expect(template('hello')).toMatchObject([{ kind: 'text', template: null }])
    expect(fieldsOf({ type: 'input_template' })).toMatchObject([{ kind: 'text' }])
  })
})

test.each<[Partial<AgentVariable>[], string]>([
  [[], 'dialogue'],
  [[{}], 'dialogue'],
  [[{ type: 'date' }], 'dialogue'],
  [[{ type: 'upload_file' }], 'form'],
  [[{ name: 'a' }, { name: 'b' }], 'form'],
  [[{ type: 'selection_list', options: ['x'] }], 'form'],
])('%j makes a %s', (variables, kind) => {
  expect(formKind(toFields(variables.map(variable)))).toBe(kind)
})
