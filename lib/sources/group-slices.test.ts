import { expect, test } from 'vitest'
import type { DocumentSlice, SlicePosition } from '@/lib/upstream/agents/slice-info'
import { groupSlices, toBox } from './group-slices'
import type { GroupedSlice } from './group-slices'

const page = { page: 1, x0: 50, x1: 500, top: 100, bottom: 110, width: 595, height: 842 }

test('lines of a passage are one slice, with a box for each in the order of the text', () => {
  const passage = 'The moon pulls the water\nof the lake towards itself,\nand lets go of it again.'
  const [first, second, third] = passage.split('\n')
  const slices = groupSlices([line(third, 3), line(first, 1), line(second, 2)], ['another passage', passage])
  expect(slices).toEqual([{ text: passage, row: null, boxes: [box(1), box(2), box(3)] }])
})

test('entries of one text are one slice, also without a passage', () => {
  const slices = groupSlices([line('a text in two boxes', 1), line('a text in two boxes', 2)], [])
  expect(slices).toEqual([{ text: 'a text in two boxes', row: null, boxes: [box(1), box(2)] }])
  const whole = groupSlices([line('the passage', 1), line('the passage', 2)], ['the passage'])
  expect(whole).toEqual([{ text: 'the passage', row: null, boxes: [box(1), box(2)] }])
})

test.each([
  ['spaces and line ends', 'The moon\n  pulls the water', 'the moon pulls  the water'],
  ['full width', '共１２页，月湖又名西湖', '共12页,月湖又名西湖'],
  ['another case', 'THE MOON PULLS THE WATER', 'the moon pulls the water'],
  ['spaced out characters', '月 湖 又 名 西 湖 之 水', '月湖又名西湖之水'],
])('a line belongs to its passage in spite of %s', (_, passage, text) => {
  expect(groupSlices([line(text, 1)], [passage])).toEqual([{ text: passage, row: null, boxes: [box(1)] }])
})

test('a heading without a place is not claimed, figures behind the lines are', () => {
  const passage =
    'The old moon\n• In its ﬁrst days the moon is a thin crescent,\nlit by the earth 【示意图序号_1_1】\nSee 2.'
  const entries = [line('In its first days the moon is a thin crescent,', 1), line('lit by the earth', 2)]
  expect(groupSlices(entries, [passage])).toEqual([
    {
      text: 'In its ﬁrst days the moon is a thin crescent,\nlit by the earth 【示意图序号_1_1】',
      row: null,
      boxes: [box(1), box(2)],
    },
  ])
})

test('a passage of which upstream places little is told whole', () => {
  const passage = `The first line of it\n${'and much more of it. '.repeat(5)}`
  expect(groupSlices([line('The first line of it', 1)], [passage])).toMatchObject([{ text: passage.trim() }])
})

test.each([
  ['15 litres of it', 'there are 115 litres of it'],
  ['15 litres of it', 'there are 1.15 litres of it'],
  ['litres of it: 15', 'litres of it: 150'],
  ['litres of it: 15', 'litres of it: 15.5'],
  ['litres of it: 1 5', 'litres of it: 15'],
])('%j is not a line of %j', (text, passage) => {
  expect(groupSlices([line(text, 1)], [passage])).toEqual([{ text, row: null, boxes: [box(1)] }])
})

test('a line that stands in two passages belongs to the one that it continues', () => {
  const passages = [
    'Lakes of the north\nTotal of all lakes\nBaikal and Ladoga',
    'Lakes of the south\nTotal of all lakes\nEyre and Chad',
  ]
  const entries = passages[1]?.split('\n').map((text, index) => line(text, index)) ?? []
  expect(groupSlices(entries, passages)).toMatchObject([
    { text: passages[1], boxes: [box(0), box(1), box(2)] },
  ])
})

test('a first line that stands in two passages belongs to the one that goes on like the lines after it', () => {
  const passages = ['Total of all lakes\nBaikal and Ladoga', 'Total of all lakes\nEyre and Lake Chad']
  const entries = [line('Total of all lakes', 1), line('Eyre and Lake Chad', 2)]
  expect(groupSlices(entries, passages)).toEqual([{ text: passages[1], row: null, boxes: [box(1), box(2)] }])
})

test('a place that is named twice is one box', () => {
  expect(groupSlices([line('the same line', 1), line('the same line', 1)], [])).toMatchObject([
    { boxes: [box(1)] },
  ])
})

test('where passages overlap, each gets its own lines', () => {
  const lines = Array.from(
    { length: 8 },
    (_, index) => `this is the line called ${'abcdefgh'.charAt(index)} of it`,
  )
  const passages = [lines.slice(0, 5).join('\n'), lines.slice(3).join('\n')]
  const entries = [
    ...lines.slice(0, 5).map((text, index) => line(text, index)),
    ...lines.slice(3).map((text, index) => line(text, index + 3)),
  ]
  expect(groupSlices(entries, passages)).toMatchObject([
    { text: passages[0], boxes: [0, 1, 2, 3, 4].map(box) },
    { text: passages[1], boxes: [3, 4, 5, 6, 7].map(box) },
  ])
})

test('a short line joins a passage only where it continues it', () => {
  const passage = 'The water of the lake\n12 m\nand what lies below'
  expect(groupSlices([line('The water of the lake', 1), line('12 m', 2)], [passage])).toHaveLength(1)
  const alone = groupSlices([line('12 m', 9), line('The water of the lake', 1)], [passage])
  expect(alone).toMatchObject([
    { text: '12 m', boxes: [box(9)] },
    { text: passage, boxes: [box(1)] },
  ])
})

test('rows of a sheet are slices of their own, the same row once', () => {
  const row = (sheetName: string | null, number: number): DocumentSlice => ({
    text: `row ${number}`,
    position: null,
    line: number,
    sheetName,
  })
  expect(groupSlices([row('湖', 2), row('湖', 5), row('湖', 2), row(null, 2)], ['row 2 row 5'])).toEqual([
    { text: 'row 2', boxes: [], row: { sheet: '湖', line: 2 } },
    { text: 'row 5', boxes: [], row: { sheet: '湖', line: 5 } },
    { text: 'row 2', boxes: [], row: { sheet: null, line: 2 } },
  ])
  expect(groupSlices([row('湖', 0), row('湖', 1.5)], [])).toMatchObject([{ row: null }, { row: null }])
})

test('the marker of a figure belongs to the passage around it', () => {
  const passage = 'The pump in detail【示意图序号_171_1】and how it works'
  const entries = [
    line('The pump in detail', 1),
    line('【示意图序号_171_1】', 2),
    line('and how it works', 3),
  ]
  expect(groupSlices(entries, [passage])).toEqual([
    { text: passage, row: null, boxes: [box(1), box(2), box(3)] },
  ])
})

test.each<[string, Partial<SlicePosition>, boolean]>([
  ['a box on the page', {}, true],
  ['a box at the very edge', { x0: 0, x1: 595, top: 0, bottom: 842 }, true],
  ['two points over the edge', { x0: -2, x1: 597, top: -2, bottom: 844 }, true],
  ['more over the left', { x0: -2.1 }, false],
  ['more over the right', { x1: 597.1 }, false],
  ['more over the top', { top: -2.1 }, false],
  ['more over the bottom', { bottom: 844.1 }, false],
  ['right before left', { x0: 300, x1: 200 }, false],
  ['bottom above top', { top: 200, bottom: 100 }, false],
  ['no extent', { x1: 50 }, false],
  ['page 0', { page: 0 }, false],
  ['half a page', { page: 1.5 }, false],
  ['a page without a size', { width: 0, height: 0 }, false],
  ['no number', { top: Number.NaN }, false],
])('%s', (_, change, isKept) => {
  const [slice] = groupSlices([{ ...line('text', 0), position: { ...page, ...change } }], [])
  expect(slice?.text).toBe('text')
  expect(slice?.boxes).toHaveLength(isKept ? 1 : 0)
})

test('a box keeps the size of its own page', () => {
  expect(toBox({ ...page, page: 7, width: 842, height: 595 })).toMatchObject({
    page: 7,
    pageWidth: 842,
    pageHeight: 595,
  })
})

const words = [
  'moon',
  'lake',
  '月',
  '湖水',
  '15',
  '1.5',
  '115',
  'tide',
  '−5',
  'the',
  'of',
  '合计',
  'Ａ',
  '2',
  'shore',
]

test('whatever comes: nothing is lost, nothing is doubled, nothing is in a passage that does not hold it', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const random = randomFrom(seed)
    const any = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]
    const text = () =>
      Array.from({ length: 1 + Math.floor(random() * 7) }, () => any(words)).join(any([' ', '', '\n']))
    const passages = Array.from({ length: Math.floor(random() * 5) }, () =>
      Array.from({ length: 1 + Math.floor(random() * 6) }, text).join('\n'),
    )
    const lines = passages.flatMap((passage) => passage.split('\n'))
    const entries = Array.from({ length: Math.floor(random() * 14) }, (_, index) =>
      line(any(lines) && random() < 0.8 ? any(lines) : text(), index),
    )
    const slices = groupSlices(entries, passages)
    const boxes = slices.flatMap((slice) => slice.boxes)
    expect(new Set(boxes.map(({ top }) => top)).size, `seed ${seed}`).toBe(entries.length)
    expect(boxes, `seed ${seed}`).toHaveLength(entries.length)
    for (const entry of entries) {
      const home = slices.find((slice) => slice.boxes.some(({ top }) => top === entry.position?.top))
      expect(plain(home?.text), `seed ${seed}`).toContain(plain(entry.text))
    }
    expect(groupSlices(entries, passages)).toEqual(slices)
  }
})

test('passages whose lines come in order get exactly their lines, wherever the same line stands elsewhere', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = randomFrom(seed)
    // Every passage has a first line of its own, and shares the others with all.
    const passages = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, index) =>
      [
        `heading of the passage ${'abcd'.charAt(index)}`,
        ...Array.from(
          { length: Math.floor(random() * 5) },
          () => `a line that repeats ${words[Math.floor(random() * 4)]}`,
        ),
      ].join('\n'),
    )
    const entries = passages.flatMap((passage, index) =>
      passage.split('\n').map((text, at) => line(text, index * 100 + at)),
    )
    const expected: GroupedSlice[] = passages.map((passage, index) => ({
      text: passage,
      row: null,
      boxes: passage.split('\n').map((_, at) => box(index * 100 + at)),
    }))
    expect(groupSlices(entries, passages), `seed ${seed}`).toEqual(expected)
  }
})

/** An entry of slice_info, told from others by the top of its box. */
function line(text: string | undefined, top: number): DocumentSlice {
  return {
    text: text ?? '',
    position: { ...page, height: 5_000, top, bottom: top + 10 },
    line: null,
    sheetName: null,
  }
}

function box(top: number) {
  return { page: 1, x0: 50, x1: 500, top, bottom: top + 10, pageWidth: 595, pageHeight: 5_000 }
}

function plain(text = ''): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s/g, '')
}

function randomFrom(seed: number): () => number {
  let state = seed * 2_654_435_761
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}
