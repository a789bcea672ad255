import { expect, test } from 'vitest'
import { createSentHistory } from './sent-history'

const sent = ['third', 'second', 'first']

test('up walks to older messages, down back to the empty box', () => {
  const history = createSentHistory()
  expect(history.step('older', '', sent)).toBe('third')
  expect(history.step('older', 'third', sent)).toBe('second')
  expect(history.step('newer', 'second', sent)).toBe('third')
  expect(history.step('newer', 'third', sent)).toBe('')
  expect(history.step('newer', '', sent)).toBeNull()
})

test('stops at the first message', () => {
  const history = createSentHistory()
  for (const text of ['', 'third', 'second']) history.step('older', text, sent)
  expect(history.step('older', 'first', sent)).toBeNull()
})

test('never replaces what is being written', () => {
  const history = createSentHistory()
  expect(history.step('older', 'a new thought', sent)).toBeNull()
  history.step('older', '', sent)
  expect(history.step('older', 'third, changed', sent)).toBeNull()
})
