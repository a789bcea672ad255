import { describe, expect, it } from 'vitest'
import type { WebReference } from '@/lib/runs/events'
import { findReferences, numberOf, sameFigure, splitFigures, splitMarks, unfinishedMark } from './citations'

describe('marks of references', () => {
  it.each([
    ['[3]', ['3']],
    ['[ref_3]', ['3']],
    ['【ref_3】', ['3']],
    ['[来源：ref_3]', ['3']],
    ['【来源: ref_3】', ['3']],
    ['【来源：3】', ['3']],
    ['【3†source】', ['3']],
    ['【12†L10-L20】', ['12']],
    ['[ref_1, ref_2]', ['1', '2']],
    ['【ref_1、ref_2】', ['1', '2']],
    ['[Ref_007]', ['7']],
  ])('%s', (mark, numbers) => {
    expect(splitMarks(`It is so${mark}.`)).toEqual([
      { kind: 'text', text: 'It is so' },
      { kind: 'citation', text: mark, numbers },
      { kind: 'text', text: '.' },
    ])
  })

  it.each(['[1234567]', '[a]', '(p. 12)', '[0, 1]', '[x1]', '【注】', 'nothing', '[ ]', '[^1]'])(
    '%s is none',
    (text) => {
      expect(splitMarks(text)).toBeNull()
    },
  )

  it('of figures are told apart', () => {
    expect(splitMarks('见【示意图序号_171_1】')).toEqual([
      { kind: 'text', text: '见' },
      { kind: 'figure', text: '【示意图序号_171_1】' },
    ])
    expect(splitFigures('a【示意图序号_1_2】b').map(({ isFigure }) => isFigure)).toEqual([false, true, false])
    expect(sameFigure('示意图序号_171_1', '【示意图序号_171_1】')).toBe(true)
    expect(sameFigure('【示意图序号_171_1】', '【示意图序号_171_11】')).toBe(false)
  })
})

describe('a reference', () => {
  const page = (refer: string | null, link: string): WebReference => ({
    refer,
    title: link,
    link,
    content: '',
    media: null,
    icon: null,
  })
  it('is found by its label, not by its place', () => {
    const references = [page('ref_5', 'five'), page('ref_1', 'one'), page(null, 'none')]
    expect(findReferences(references, '1').map(({ link }) => link)).toEqual(['one'])
    expect(findReferences(references, '2')).toEqual([])
    expect(findReferences(references, 'ref_5').map(({ link }) => link)).toEqual(['five'])
  })
  it('that two searches use is both', () => {
    const references = [page('ref_1', 'a'), page('ref_1', 'b'), page('ref_1', 'a')]
    expect(findReferences(references, '1').map(({ link }) => link)).toEqual(['a', 'b'])
  })
  it.each([
    ['ref_3', '3'],
    ['[3]', '3'],
    ['3', '3'],
    ['ref_03', '3'],
    ['page', null],
    [null, null],
  ])('labelled %s has number %s', (refer, number) => expect(numberOf(refer)).toBe(number))
})

describe('an unfinished mark at the end', () => {
  it.each([
    '【',
    '【re',
    '【ref_1',
    '【1†sou',
    '【示意图序号_17',
    '[',
    '[1',
    '[12',
    '[r',
    '[re',
    '[ref',
    '[ref_',
    '[ref_1',
    '[ref_1, re',
    '[来',
    '[来源：',
    '[来源：ref_',
  ])('%s is held back', (mark) => expect(unfinishedMark(`text${mark}`)).toBe(4))
  it.each(['[1]', '【ref_1】', '[a', '[link', 'text', '[1234', '【a】b'])('%s is not', (text) =>
    expect(unfinishedMark(text)).toBe(-1),
  )
})
