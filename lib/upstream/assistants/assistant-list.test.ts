import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { unwrap } from '../read-answer'
import { toAssistants } from './assistant-list'

const item = {
  assistant_id: '65aa',
  name: ' Painter ',
  description: 'Paints.',
  avatar: 'https://f.example/a.png',
  tools: ['drawing_tool'],
  starter_prompts: ['A lake'],
}
const painter = {
  id: '65aa',
  name: 'Painter',
  description: 'Paints.',
  avatar: 'https://f.example/a.png',
  tools: ['drawing_tool'],
  starterPrompts: ['A lake'],
  isTranslator: false,
}

test('the documents’ own lists', () => {
  const list = readFileSync(`${import.meta.dirname}/__fixtures__/list.json`, 'utf8')
  expect(toAssistants(unwrap(list))).toEqual([
    {
      id: '65940acff94777010aa6b796',
      name: '通用智能助手',
      description: '一个通用的助手，可以回答各种问题',
      avatar: 'https://example.com/avatar.png',
      tools: ['web_search', 'code_interpreter'],
      starterPrompts: [],
      isTranslator: false,
    },
    {
      id: '664dd7bd5bb3a13ba0f81668',
      name: 'Flowcharts',
      description: 'Draws flowcharts.',
      avatar: null,
      tools: ['web_browser', 'code_interpreter'],
      starterPrompts: ['Draw a login', 'Master the process of a product'],
      isTranslator: false,
    },
  ])
})

test.each<[string, unknown]>([
  ['bare', [item]],
  ['code, msg, data', { code: 200, msg: 'ok', data: [item] }],
  ['success, code, msg, data', { success: true, code: 200, msg: 'ok', data: [item] }],
  ['data alone', { data: [item] }],
  ['a page of a list', { data: { list: [item], total: 1 } }],
  ['one, as the older page prints it', item],
  ['camelCase', [{ ...item, assistant_id: undefined, assistantId: '65aa', starter_prompts: ['A lake'] }]],
  ['twice', [item, { ...item }]],
])('an answer that is %s (D31)', (_name, body) => {
  expect(toAssistants(unwrap(JSON.stringify(body)))).toEqual([painter])
})

test.each([null, {}, [], 'none', [null, 3, {}], { data: null }])('nothing in %j', (body) => {
  expect(toAssistants(body)).toEqual([])
})

test('starting questions and tools as objects', () => {
  const odd = {
    ...item,
    tools: [{ type: 'drawing_tool' }, {}, null],
    starter_prompts: [{ prompt: 'A lake' }, '', 3],
  }
  expect(toAssistants([odd])).toEqual([painter])
})

test('an address of a picture that is none, and missing texts', () => {
  const [assistant] = toAssistants([{ assistant_id: 65, avatar: 'javascript:alert(1)' }])
  expect(assistant).toEqual({
    id: '65',
    name: '65',
    description: '',
    avatar: null,
    tools: [],
    starterPrompts: [],
    isTranslator: false,
  })
})

test.each<[string, object, boolean]>([
  ['the documented id', { assistant_id: '9996ijk789lmn012o345p999' }, true],
  ['its name', { assistant_id: 'a', name: '翻译助手' }, true],
  ['its English name', { assistant_id: 'a', name: 'Translator' }, true],
  ['a tool', { assistant_id: 'a', tools: ['translate'] }, true],
  ['a tag', { assistant_id: 'a', tags: [{ key: 'translation', label: '语言' }] }, true],
  ['the label of a tag', { assistant_id: 'a', tags: [{ key: 'x', label: '翻译' }] }, true],
  ['its description', { assistant_id: 'a', description: 'translates nothing' }, false],
])('whether it translates is known by %s', (_name, given, isTranslator) => {
  expect(toAssistants([given])[0]?.isTranslator).toBe(isTranslator)
})
