import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { unwrap } from '../read-answer'
import { toVariables } from './variables'

test('the documented sample has no templates', () => {
  const sample = readFileSync(`${import.meta.dirname}/__fixtures__/variables.json`, 'utf8')
  const variables = toVariables(unwrap(sample))
  expect(variables.map(({ type, template }) => [type, template])).toEqual(
    ['input', 'upload_audio', 'upload_file', 'upload_image', 'upload_video', 'selection_list'].map((type) => [
      type,
      null,
    ]),
  )
  expect(variables.at(-1)).toMatchObject({ name: '类型', options: ['类型1', '类型2'] })
})

test('an older input template, in both spellings', () => {
  const options = [
    { id: '1716864438193754502', type: 'input', name: '城市' },
    { id: '3', type: 'Selection_list', name: '语气', allow_values: ['正式', '轻松'] },
    { type: 'input' },
  ]
  const splicing = '城市:{{城市}}，语气:{{语气}}'
  const template = {
    text: splicing,
    parts: [
      { id: '1716864438193754502', name: '城市', type: 'input', tips: '', options: [] },
      { id: '3', name: '语气', type: 'selection_list', tips: '', options: ['正式', '轻松'] },
    ],
  }
  const head = { id: '1', type: 'input_template', name: '输入模版' }
  for (const odd of [
    { ...head, input_template: { options, splicing_template: splicing } },
    { ...head, inputTemplate: { options, splicingTemplate: splicing } },
  ]) {
    expect(toVariables([odd])).toMatchObject([{ id: '1', name: '输入模版', template }])
  }
})

test('a template without anything in it is still one', () => {
  expect(toVariables([{ name: 'a', type: 'input_template' }])[0]?.template).toEqual({ text: '', parts: [] })
})

test.each<[string, unknown]>([
  ['null', null],
  ['text', 'none'],
  ['a name that is missing', [{ id: '1', type: 'input' }]],
  ['nothing in it', [null, 3, {}]],
])('%s: no inputs', (_name, data) => {
  expect(toVariables(data)).toEqual([])
})
