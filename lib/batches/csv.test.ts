import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { csvLine, withoutFormula } from './csv'

test.each([
  ['=HYPERLINK("https://elsewhere.example","Click")', `'=HYPERLINK("https://elsewhere.example","Click")`],
  ['+cmd|calc', `'+cmd|calc`],
  ['-2+3', `'-2+3`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['\t=1', `'\t=1`],
  ['\r=1', `'\r=1`],
  ['＝1+1', `'＝1+1`],
  ['- a list', `'- a list`],
  ['-5', '-5'],
  ['+3.25 %', '+3.25 %'],
  ['-1,234.5e-3', '-1,234.5e-3'],
  ['plain', 'plain'],
  ['', ''],
])('a spreadsheet opens %j as text', (cell, safe) => expect(withoutFormula(cell)).toBe(safe))

test('every cell is read back as it was', () => {
  const rows = [
    ['Lake', 'with "quotes"', 'a, b'],
    ['line\nbreak', 'carriage\r\nreturn', ' kept spaces '],
    ['西湖', '🌕', ''],
  ]
  const { data, errors } = Papa.parse<string[]>(rows.map(csvLine).join('').trimEnd())
  expect(errors).toEqual([])
  expect(data).toEqual(rows)
})
