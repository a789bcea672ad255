// @vitest-environment node
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { readSheets } from '@/lib/engine/documents/sheet'
import { sheetLimits } from './limits'
import { matchRow } from './row-match'
import { openWorkbook } from './workbook'

const rows = [
  ['Lake', 'Depth', 'Area'],
  ['West Lake', '2.3', '6.4'],
  ['Moon Lake', '15', '0.9'],
  ['East Lake', '1.5', '33'],
]

describe('the row that a slice names', () => {
  it('is the one at its line, header counted', () => {
    expect(matchRow(rows, 3, 'Lake: Moon Lake; Depth: 15; Area: 0.9')).toEqual({ kind: 'row', row: 3 })
  })
  it('is the next one where the header is not counted', () => {
    expect(matchRow(rows, 2, 'Lake: Moon Lake; Depth: 15; Area: 0.9')).toEqual({ kind: 'row', row: 3 })
  })
  it('is the one whose text it is, not a neighbour that shares some', () => {
    expect(matchRow(rows, 3, 'East Lake 1.5 33')).toEqual({ kind: 'row', row: 4 })
  })
  it('is found elsewhere when it is there once', () => {
    expect(matchRow(rows, null, 'West Lake, 2.3, 6.4')).toEqual({ kind: 'found', row: 2 })
  })
  it('differs when the sheet says something else', () => {
    expect(matchRow(rows, 2, 'South Lake 99 12')).toEqual({ kind: 'differs', row: 2 })
  })
  it('is none when the sheet is shorter', () => {
    expect(matchRow(rows, 900, 'South Lake 99 12')).toEqual({ kind: 'none' })
  })
  it('is the one that holds all of a slice, which may be part of it', () => {
    expect(matchRow(rows, 4, 'Moon Lake')).toEqual({ kind: 'row', row: 3 })
  })
  it('does not take 15 for 1.5', () => {
    expect(matchRow([['a'], ['1.5', '7']], 2, '15 and 70')).toEqual({ kind: 'differs', row: 2 })
  })
})

it('the built-in engine counts lines as a sheet does: every row of the shipped workbook is at its line', async () => {
  const bytes = await readFile('lib/engine/library/lakes-and-phases.xlsx')
  const workbook = await openWorkbook(new Uint8Array(bytes), sheetLimits)
  const slices = await readSheets(bytes, 'table')
  expect(slices.length).toBeGreaterThan(20)
  for (const [index, name] of workbook.names.entries()) {
    const sheet = await workbook.read(index)
    for (const slice of slices.filter(({ sheetName }) => sheetName === name)) {
      expect(matchRow(sheet.rows, slice.line, slice.text)).toEqual({ kind: 'row', row: slice.line })
    }
  }
})
