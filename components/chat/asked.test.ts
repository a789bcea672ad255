import { expect, test } from 'vitest'
import type { Message } from '@/lib/conversations/schema'
import { emptyRun } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'
import { exchangeAt } from './asked'

const base = { createdAt: 0, versions: [] }
const person = (text: string): Message => ({
  ...base,
  id: text,
  role: 'person',
  text,
  inputs: [],
  attachments: [],
})
const answer = (change: Partial<Run> = {}): Message => ({
  ...base,
  id: 'a',
  role: 'answer',
  run: { ...emptyRun, status: 'done', ...change },
})
const asking = answer({
  parts: [
    { type: 'text', text: 'Well' },
    {
      type: 'question',
      question: { callId: 'call-1', text: 'Which?', answerType: 'option', options: ['a', 'b'] },
    },
  ],
})

test('an answer has the question above it, and nothing was called for in between', () => {
  expect(exchangeAt([person('one'), answer()], 1)).toMatchObject({
    question: { text: 'one' },
    callId: null,
    reply: null,
  })
})

test('what is said after a question back is its reply, and the next answer names the call', () => {
  const messages = [person('one'), asking, person('b'), answer()]
  expect(exchangeAt(messages, 1)).toMatchObject({ question: { text: 'one' }, callId: null, reply: 'b' })
  expect(exchangeAt(messages, 3)).toMatchObject({ question: { text: 'b' }, callId: 'call-1', reply: null })
})

test('a question back of an answer that broke off was never open', () => {
  const cut =
    asking.role === 'answer' ? { ...asking, run: { ...asking.run, status: 'stopped' as const } } : asking
  expect(exchangeAt([person('one'), cut, person('b'), answer()], 3).callId).toBeNull()
})

test('an answer whose question is on an earlier page has none', () => {
  expect(exchangeAt([answer()], 0)).toEqual({ question: null, callId: null, reply: null })
})
