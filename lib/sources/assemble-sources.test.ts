import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { toSliceInfo } from '@/lib/upstream/agents/slice-info'
import type { DocumentSlice, SliceDocument } from '@/lib/upstream/agents/slice-info'
import { assembleDocuments, kindOf } from './assemble-sources'

const text = (words: string): DocumentSlice => ({ text: words, position: null, line: null, sheetName: null })
const named = (id: string, change: Partial<SliceDocument> = {}): SliceDocument => ({
  id,
  name: `${id}.pdf`,
  url: `https://files.example/${id}.pdf`,
  dtype: 3,
  slices: [text(`text of ${id}`)],
  hasHiddenPositions: false,
  images: [],
  ...change,
})
const node = (nodeId: string, documents: SliceDocument[], passages: string[] = []) => ({
  nodeId,
  documents,
  passages,
})

test("the documents' own sample", () => {
  const sample: unknown = JSON.parse(readFileSync('lib/upstream/agents/__fixtures__/slice-info.json', 'utf8'))
  const data = typeof sample === 'object' && sample !== null && 'data' in sample ? sample.data : null
  expect(assembleDocuments([node('n', toSliceInfo(data).documents)])).toMatchObject([
    {
      name: 'xx.pdf',
      kind: 'pdf',
      slices: [{ id: '1.1', nodeId: 'n', boxes: [{ page: 6, x0: 90, pageWidth: 595.3 }], row: null }],
      images: [{ marker: '图片名称', address: '地址' }],
    },
    {
      name: 'xx.docx',
      kind: 'other',
      slices: [{ id: '2.1', nodeId: 'n', boxes: [], row: { sheet: 'sheet1', line: 1 } }],
    },
  ])
})

test('a document that two nodes found is one document, and what both found in it is there once', () => {
  const nodes = [
    node('a', [named('1', { slices: [text('both'), text('only a')], hasHiddenPositions: true })]),
    node('b', [named('2'), named('1', { slices: [text('both'), text('only b')], name: '' })]),
  ]
  const documents = assembleDocuments(nodes)
  expect(documents.map(({ id }) => id)).toEqual(['1', '2'])
  expect(documents[0]).toMatchObject({ name: '1.pdf', hasHiddenPositions: true })
  expect(documents[0]?.slices.map(({ id, nodeId, text: words }) => [id, nodeId, words])).toEqual([
    ['1.1', 'a', 'both'],
    ['1.2', 'a', 'only a'],
    ['1.3', 'b', 'only b'],
  ])
})

test('an entry for each slice of a document is one document, too', () => {
  const passage = 'first line of it\nsecond line of it'
  const entries = passage.split('\n').map((words) => named('1', { slices: [text(words)] }))
  expect(assembleDocuments([node('a', entries, [passage])])).toMatchObject([{ slices: [{ text: passage }] }])
})

test('documents without an id are told apart by their address', () => {
  const documents = assembleDocuments([
    node('a', [
      named('', { url: 'https://files.example/x.pdf', name: '' }),
      named('', { url: 'https://files.example/%E6%B9%96.pdf', name: '' }),
    ]),
  ])
  expect(documents.map(({ id, name }) => [id, name])).toEqual([
    ['https://files.example/x.pdf', 'x.pdf'],
    ['https://files.example/%E6%B9%96.pdf', '湖.pdf'],
  ])
})

test('passages are those of a document only when there is no other', () => {
  const empty = { slices: [], hasHiddenPositions: true }
  expect(assembleDocuments([node('a', [named('1', empty)], ['a passage'])])).toMatchObject([
    { slices: [{ text: 'a passage', boxes: [] }], hasHiddenPositions: true },
  ])
  const two = assembleDocuments([node('a', [named('1', empty), named('2', empty)], ['a passage'])])
  expect(two.map(({ slices }) => slices)).toEqual([[], []])
})

test('a figure is known once by its marker', () => {
  const image = (url: string) => ({ marker: '【示意图序号_1_1】', url })
  const [document] = assembleDocuments([
    node('a', [
      named('1', { images: [image('https://files.example/1.png'), image('https://files.example/2.png')] }),
    ]),
    node('b', [named('1', { images: [image('https://files.example/3.png')] })]),
  ])
  expect(document?.images).toEqual([{ marker: '【示意图序号_1_1】', address: 'https://files.example/1.png' }])
})

test.each([
  ['手册.pdf', null, 6, 'pdf'],
  ['prices.XLSX', null, 3, 'sheet'],
  ['prices.csv', null, null, 'sheet'],
  ['notes.md', null, 3, 'text'],
  ['plan.docx', null, 6, 'other'],
  ['plan', 'https://files.example/a/plan.pdf?sign=x.png', 1, 'pdf'],
  ['Version 1.5', null, 3, 'pdf'],
  ['图片', null, 8, 'image'],
  ['film.mp4', null, 3, 'other'],
  ['no idea', null, null, 'other'],
  ['a page', 'https://example.com/', 4, 'other'],
])('%s at %s of type %s is a %s', (name, address, dtype, kind) =>
  expect(kindOf(name, address, dtype)).toBe(kind),
)
