import { expect, test } from 'vitest'
import { TextGate } from './text-gate'

function pass(gate: TextGate, pieces: string[]) {
  let text = ''
  for (const piece of pieces) {
    const told = gate.pass(piece)
    text += told.text
    if (told.end) return { text, end: told.end }
  }
  const rest = gate.flush()
  return { text: text + rest.text, end: rest.end }
}

test.each([
  ['nothing is held back without a stop text', '', Infinity, ['a', 'b'], 'ab', null],
  ['the stop text ends the text before it', 'END', Infinity, ['all END more'], 'all ', 'stop'],
  ['also when it is cut between pieces', 'END', Infinity, ['all E', 'N', 'D more'], 'all ', 'stop'],
  ['what only began like it is told after all', 'END', Infinity, ['all E', 'N', 'e'], 'all ENe', null],
  ['and at the very end too', 'END', Infinity, ['all EN'], 'all EN', null],
  ['four letters are a token', '', 2, ['abcdefgh', 'i'], 'abcdefgh', 'length'],
  ['a Chinese character is a token', '', 2, ['月湖舟'], '月湖', 'length'],
  ['the limit comes before a later stop text', 'END', 1, ['abcdef END'], 'abcd', 'length'],
] as const)('%s', (_name, stop, tokens, pieces, text, end) => {
  expect(pass(new TextGate(stop, tokens), [...pieces])).toEqual({ text, end })
})

test('thoughts use up the same tokens', () => {
  const gate = new TextGate('', 2)
  expect(gate.spend('abcd')).toEqual({ text: 'abcd', end: null })
  expect(gate.pass('efghij')).toEqual({ text: 'efgh', end: 'length' })
})
