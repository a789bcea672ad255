import { readSheet } from 'read-excel-file/node'
import { expect, test } from 'vitest'
import { maxCellCharacters, writeWorkbook } from './workbook'

test('a workbook is read back as it was written', async () => {
  const rows = [
    ['=1+1', '-5', '<b>&amp;</b>'],
    ['西湖\n🌕', '', ' kept spaces '],
    ['\u0001control\u0008', '\uD83Dhalf', 'a]]>b'],
  ]
  const head = ['Lake', 'Depth', 'Note']
  expect(await readBack(head, [rows.slice(0, 1), rows.slice(1)])).toEqual([
    head,
    ['=1+1', '-5', '<b>&amp;</b>'],
    ['西湖\n🌕', null, ' kept spaces '],
    ['control', '\uFFFDhalf', 'a]]>b'],
  ])
})

test('what a cell cannot hold is cut', async () => {
  const long = '月'.repeat(maxCellCharacters)
  const sheet = await readBack(['A', 'B'], [[[long, `${long}月`]]])
  expect(sheet[1]).toEqual([long, `${'月'.repeat(maxCellCharacters - 1)}…`])
})

test('hundreds of columns and thousands of rows keep their places', async () => {
  const head = Array.from({ length: 200 }, (_, column) => `c${column}`)
  const row = (number: number) => head.map((name) => `${name}/${number}`)
  const pages = Array.from({ length: 5 }, (_, page) =>
    Array.from({ length: 100 }, (_, index) => row(page * 100 + index)),
  )
  const sheet = await readBack(head, pages)
  expect(sheet).toHaveLength(501)
  expect(sheet[500]?.[199]).toBe('c199/499')
})

test('a source that fails fails the file, and a reader that leaves ends the source', async () => {
  const broken = writeWorkbook({ head: ['A'], widths: [10], rows: failing() })
  await expect(collect(broken)).rejects.toThrow('no storage')

  let isEnded = false
  async function* endless(): AsyncGenerator<string[][]> {
    try {
      for (;;) yield [[crypto.randomUUID().repeat(2_000)]]
    } finally {
      isEnded = true
    }
  }
  const pieces = writeWorkbook({ head: ['A'], widths: [10], rows: endless() })
  for (let taken = 0; taken < 20; taken++) await pieces.next()
  await pieces.return(undefined)
  await expect.poll(() => isEnded).toBe(true)
})

async function* failing(): AsyncGenerator<string[][]> {
  yield [['a']]
  throw new Error('no storage')
}

async function readBack(head: string[], pages: string[][][]) {
  async function* rows(): AsyncGenerator<string[][]> {
    yield* pages
  }
  return readSheet(await collect(writeWorkbook({ head, widths: head.map(() => 20), rows: rows() })), {
    trim: false,
  })
}

async function collect(pieces: AsyncGenerator<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}
