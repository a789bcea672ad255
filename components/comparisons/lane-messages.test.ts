import { expect, test } from 'vitest'
import type { Message } from '@/lib/conversations/schema'
import { emptyRun } from '@/lib/runs/run'
import type { AnswerPart } from '@/lib/runs/run'
import { laneMessages } from './lane-messages'

const base = { createdAt: 0, versions: [] }
const asked = (id: string): Message => ({
  ...base,
  id,
  role: 'person',
  text: id,
  inputs: [],
  attachments: [],
})
const answered = (id: string, parts: AnswerPart[] = []): Message => ({
  ...base,
  id,
  role: 'answer',
  run: { ...emptyRun, status: 'done', parts },
})
const askingBack: AnswerPart = {
  type: 'question',
  question: { callId: 'call', text: 'Where?', answerType: 'input', options: [] },
}
const idsOf = (path: Message[]) => laneMessages(path).messages.map(({ id }) => id)

test('a question and its answer are all of a lane', () => {
  const path = [asked('q'), answered('a')]
  expect(laneMessages(path)).toEqual({ messages: path, hasMore: false })
})

test('what was asked later in the same conversation is not part of the comparison', () => {
  const path = [asked('q'), answered('a'), asked('q2'), answered('a2')]
  expect(idsOf(path)).toEqual(['q', 'a'])
  expect(laneMessages(path).hasMore).toBe(true)
})

test('a reply to what the answer asked back belongs to it', () => {
  const path = [asked('q'), answered('a', [askingBack]), asked('reply'), answered('a2'), asked('q2')]
  expect(idsOf(path)).toEqual(['q', 'a', 'reply', 'a2'])
})

test('nothing was said yet', () => {
  expect(laneMessages([])).toEqual({ messages: [], hasMore: false })
})
