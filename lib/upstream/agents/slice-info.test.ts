import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { unwrap } from '../read-answer'
import { toSliceInfo } from './slice-info'

const sample = readFileSync(`${import.meta.dirname}/__fixtures__/slice-info.json`, 'utf8')
const position = { page: 6, x0: 90, x1: 267.47, top: 293.3, bottom: 303.2, width: 595.3, height: 841.9 }
const pdf = { id: '171128203689965971', name: 'a.pdf', url: 'https://files.example/a.pdf', dtype: 3 }

test('the documented sample: a place on a page, a row of a sheet, figures of an entry', () => {
  const { documents, hasOldDocument } = toSliceInfo(unwrap(sample))
  expect(hasOldDocument).toBe(false)
  expect(documents).toEqual([
    {
      id: '171128203689965971',
      name: 'xx.pdf',
      url: 'https://cdn.bigmodel.cn/knowledge_test/xx.pdf',
      dtype: 3,
      slices: [
        {
          text: '你好你好你好你好你好你好你好你好你好你好',
          position: {
            page: 6,
            x0: 90,
            x1: 267.46999999999997,
            top: 293.293,
            bottom: 303.24300000000005,
            width: 595.3,
            height: 841.9,
          },
          line: null,
          sheetName: null,
        },
      ],
      hasHiddenPositions: false,
      images: [{ marker: '图片名称', url: '地址' }],
    },
    expect.objectContaining({
      name: 'xx.docx',
      slices: [expect.objectContaining({ position: null, line: 1, sheetName: 'sheet1' })],
    }),
  ])
})

test('the same in camelCase, with ids and numbers in the other type', () => {
  const text = `{"code":"200","data":{"documentSlices":[{"document":{"id":1711282036899659718,"name":"a.pdf","url":" ","dtype":"3"},
    "sliceInfo":[{"documentId":1711282036899659718,"sheetName":"S","line":"12","text":"t"}],"hidePositions":"true"}],"hasOldDocument":1}}`
  expect(toSliceInfo(unwrap(text))).toEqual({
    documents: [
      {
        id: '1711282036899659718',
        name: 'a.pdf',
        url: null,
        dtype: 3,
        slices: [{ text: 't', position: null, line: 12, sheetName: 'S' }],
        hasHiddenPositions: true,
        images: [],
      },
    ],
    hasOldDocument: true,
  })
})

test('figures beside the documents go to the one that they name, and otherwise to all', () => {
  const other = { ...pdf, id: '42' }
  const { documents } = toSliceInfo({
    document_slices: [{ document: pdf, images: [{ text: 'own', cosUrl: 'o' }] }, { document: other }],
    images: [
      { text: '【示意图序号_171128203689965971_1】', cos_url: 'a' },
      { text: '图', cos_url: 'b' },
      { text: 'own', cos_url: 'late' },
      { text: 'no address' },
    ],
  })
  expect(documents.map(({ images }) => images.map(({ marker, url }) => `${marker} ${url}`))).toEqual([
    ['own o', '【示意图序号_171128203689965971_1】 a', '图 b'],
    ['图 b', 'own late'],
  ])
})

test.each<[string, unknown, number]>([
  ['null', null, 0],
  ['text', 'none', 0],
  ['no documents', { document_slices: null }, 0],
  ['one document instead of a list', { document_slices: { document: pdf } }, 1],
  ['odd entries among good ones', { document_slices: [null, 7, { document: pdf }] }, 1],
])('%s', (_name, data, count) => {
  expect(toSliceInfo(data).documents).toHaveLength(count)
})

test('a place that lacks a number is no place, its text stays', () => {
  const slices = [
    { text: 'a', position },
    { text: 'b', position: { ...position, width: null } },
  ]
  const { documents } = toSliceInfo({ document_slices: [{ document: pdf, slice_info: slices }] })
  expect(documents[0]?.slices.map((slice) => [slice.text, slice.position])).toEqual([
    ['a', position],
    ['b', null],
  ])
})

test('a document without an id of its own takes that of its slices', () => {
  const entry = { document: { name: 'a.pdf' }, slice_info: [{ document_id: '7', text: 't' }] }
  expect(toSliceInfo({ document_slices: [entry] }).documents[0]?.id).toBe('7')
})
