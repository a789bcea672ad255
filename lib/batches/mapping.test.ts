import { describe, expect, test } from 'vitest'
import type { AgentForm, FieldKind, FormField } from '@/lib/forms/schema'
import { guessColumns, noMapping, slotsOf, toBatchFields } from './mapping'
import { matchColumns } from './map-columns'
import { rowReader } from './row-values'
import { capped, formatOf, letterOf, tableOf } from './table'
import type { RawTable } from './table'

describe('columns find their variables', () => {
  test.each([
    ['whatever the case, width and marks', ['Question', 'User name'], ['ＵＳＥＲ_NAME', 'question '], [1, 0]],
    ['by a part of the name', ['Question 问题'], ['id', 'question'], [1]],
    ['in Chinese', ['收件人地址'], ['备注', '地址'], [1]],
    ['the most alike first', ['name', 'names'], ['names', 'name'], [1, 0]],
    ['not when nothing is alike', ['Tone'], ['Lake', 'Depth'], [null]],
    ['when there is one of each', ['Question'], ['x'], [0]],
  ])('%s', (_, names, columns, expected) => expect(matchColumns(names, columns)).toEqual(expected))

  test('a table without names is taken in its order', () => {
    const form = formOf([field('Question'), field('Tone')])
    expect(guessColumns(form, [null, null, null], noMapping).columns).toEqual({ Question: 0, Tone: 1 })
  })

  test('what was typed for all rows stays', () => {
    const form = formOf([field('Question'), field('Tone')])
    const typed = { ...noMapping, texts: { Tone: 'Formal' } }
    expect(guessColumns(form, ['Tone', 'Question'], typed).columns).toEqual({ Question: 1 })
  })
})

describe('the values of a row', () => {
  test('come from columns, constants and files; empty ones are left out', () => {
    const form = formOf([field('Question'), field('Tone'), field('Extra'), field('Paper', 'file')])
    const mapping = {
      columns: { Question: 1, Extra: 0 },
      texts: { Tone: 'Formal' },
      files: { Paper: ['upload-1'] },
    }
    const read = rowReader(form, toBatchFields(form, mapping))
    expect(read(['  ', 'How deep?']).map(({ name, value, uploads }) => [name, value, uploads])).toEqual([
      ['Question', 'How deep?', []],
      ['Tone', 'Formal', []],
      ['Paper', '', ['upload-1']],
    ])
  })

  test('of a choice become the option that is meant', () => {
    const form = formOf([field('Tone', 'choice', ['Plain', 'Very formal'])])
    const read = rowReader(form, toBatchFields(form, { ...noMapping, columns: { Tone: 0 } }))
    expect([' very  FORMAL', 'Loud'].map((cell) => read([cell])[0]?.value)).toEqual(['Very formal', 'Loud'])
  })

  test('fill the parts of a template, and leave it out when all are empty', () => {
    const letter = field('Letter', 'template')
    const part = (name: string) => ({
      id: name,
      name,
      kind: 'text' as const,
      tips: '',
      options: [],
      unknownType: null,
    })
    letter.template = { text: 'Dear {name}, about {topic}. {other}', parts: [part('name'), part('topic')] }
    const form = formOf([letter])
    const mapping = guessColumns(form, ['Topic', 'Name'], noMapping)
    expect(slotsOf(form).map(({ key }) => mapping.columns[key])).toEqual([1, 0])
    const read = rowReader(form, toBatchFields(form, mapping))
    expect(read(['lakes {name}', 'Ada'])[0]?.value).toBe('Dear Ada, about lakes {name}. {other}')
    expect(read(['', ' '])).toEqual([])
  })
})

describe('a table', () => {
  test('has a cell for every column and no empty rows', () => {
    const raw = rawOf([['Lake', ' '], ['Baikal'], ['', ' '], ['Como', '410', 'x']])
    expect(tableOf(raw, true)).toEqual({
      columns: ['Lake', null, null],
      rows: [
        ['Baikal', '', ''],
        ['Como', '410', 'x'],
      ],
      emptyRows: 1,
      totalRows: 3,
    })
    expect(tableOf(raw, false)).toMatchObject({ columns: [null, null, null], totalRows: 4 })
  })

  test('is cut to what a batch can hold, one row more for the head', () => {
    const rows = Array.from({ length: 5_002 }, () => Array.from({ length: 201 }, () => 'x'))
    const cut = capped(rows)
    expect([cut.rows.length, cut.rows[0]?.length, cut.hasMoreColumns]).toEqual([5_001, 200, true])
    expect(tableOf({ ...rawOf(cut.rows), totalRows: 5_002 }, true).rows).toHaveLength(5_000)
    expect(tableOf({ ...rawOf(cut.rows), totalRows: 5_002 }, false).rows).toHaveLength(5_000)
  })

  test.each([
    ['lakes.csv', 'csv'],
    ['LAKES.XLSX', 'xlsx'],
    ['lakes.tsv', 'csv'],
    ['lakes.xls', null],
    ['lakes.pdf', null],
  ])('%s is read as %s', (name, format) => expect(formatOf(name)).toBe(format))

  test('names its columns as spreadsheets do', () => {
    expect([0, 25, 26, 701, 702].map(letterOf)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
  })
})

function field(name: string, kind: FieldKind = 'text', options: string[] = []): FormField {
  return { id: name, name, kind, tips: '', options, unknownType: null, template: null }
}

function formOf(fields: FormField[]): AgentForm {
  return { appId: 'app', kind: 'form', fields, isUncertain: false }
}

function rawOf(rows: string[][]): RawTable {
  return { rows, totalRows: rows.length, hasMoreColumns: false, sheets: [], sheet: null, encoding: null }
}
