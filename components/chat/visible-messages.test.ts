import { describe, expect, test } from 'vitest'
import type { Message } from '@/lib/conversations/schema'
import { emptyRun } from '@/lib/runs/run'
import type { StartRun } from '@/lib/runs/start-run-schema'
import type { RunIds, Sending } from './live-runs-store'
import { settledTranscript, visibleMessages } from './visible-messages'

const person = (id: string, text = id, versions = [id]): Message => ({
  id,
  role: 'person',
  inputs: [],
  attachments: [],
  text,
  createdAt: 1,
  versions,
})
const answer = (id: string, versions = [id]): Message => ({
  id,
  role: 'answer',
  createdAt: 1,
  versions,
  run: { ...emptyRun, status: 'done' },
})
const stored = [person('q1'), answer('a1'), person('q2'), answer('a2')]
const ids: RunIds = {
  runId: 'r',
  conversationId: 'c',
  userMessageId: 'q3',
  answerMessageId: 'a3',
  startedAt: 5,
}
const sendingOf = (action: StartRun['action'], state: Sending['state'] = 'sending'): Sending => ({
  request: { sendKey: 'k', target: { family: 'agent', id: '7' }, conversationId: 'c', action },
  question: action.kind === 'regenerate' ? null : action.question,
  sentAt: 5,
  state,
  problem: null,
  draftKey: 'c',
  isQueued: false,
})
const idsOf = (messages: Message[]) => messages.map(({ id }) => id)

describe('a question that was just sent', () => {
  const sending = sendingOf({ kind: 'send', question: 'And now?' })

  test('stands below with the answer that is awaited', () => {
    const shown = visibleMessages(stored, sending, null)
    expect(idsOf(shown)).toEqual(['q1', 'a1', 'q2', 'a2', 'question-k', 'answer-k'])
    expect(shown.at(-2)).toMatchObject({ text: 'And now?' })
  })

  test('takes the server’s ids when it has them, and is not doubled by what the server tells later', () => {
    expect(idsOf(visibleMessages(stored, sending, ids)).slice(-2)).toEqual(['q3', 'a3'])
    const told = [...stored, person('q3', 'And now?'), answer('a3')]
    expect(idsOf(visibleMessages(told, sending, ids))).toEqual(['q1', 'a1', 'q2', 'a2', 'q3', 'a3'])
  })

  test('stays alone when it could not be sent', () => {
    const failed = sendingOf({ kind: 'send', question: 'And now?' }, 'failed')
    expect(idsOf(visibleMessages(stored, failed, null))).toEqual(['q1', 'a1', 'q2', 'a2', 'question-k'])
  })
})

test('a regenerated answer takes the place of all that followed its question, as one version more', () => {
  const sending = sendingOf({ kind: 'regenerate', userMessageId: 'q1' })
  const shown = visibleMessages(stored, sending, { ...ids, userMessageId: 'q1' })
  expect(idsOf(shown)).toEqual(['q1', 'a3'])
  expect(shown[1]?.versions).toEqual(['a1', 'a3'])
})

test('an edited question branches off where the old one stood', () => {
  const sending = sendingOf({ kind: 'edit', userMessageId: 'q2', question: 'Other words' })
  const shown = visibleMessages(stored, sending, ids)
  expect(idsOf(shown)).toEqual(['q1', 'a1', 'q3', 'a3'])
  expect(shown[2]).toMatchObject({ text: 'Other words', versions: ['q2', 'q3'] })
})

test('a regeneration that could not be sent leaves the transcript as it was', () => {
  const failed = sendingOf({ kind: 'regenerate', userMessageId: 'q1' }, 'failed')
  expect(visibleMessages(stored, failed, null)).toBe(stored)
})

test('a run of another tab is shown below until the transcript knows its answer', () => {
  expect(idsOf(visibleMessages(stored, null, ids))).toEqual(['q1', 'a1', 'q2', 'a2', 'a3'])
  const told = [...stored, person('q3'), answer('a3')]
  expect(visibleMessages(told, null, ids)).toBe(told)
})

test('when a run is over the transcript holds its answer and nothing runs any more', () => {
  const transcript = {
    conversation: {
      id: 'c',
      title: 'T',
      target: { family: 'agent', id: '7' } as const,
      updatedAt: 1,
      activeRunId: 'r',
    },
    messages: stored,
    earlierCursor: 'older',
  }
  const run = { ...emptyRun, id: 'r', status: 'done' as const, endedAt: 9 }
  const settled = settledTranscript(transcript, sendingOf({ kind: 'send', question: 'And now?' }), ids, run)
  expect(settled.messages.at(-1)).toMatchObject({ id: 'a3', run: { status: 'done' } })
  expect(settled.conversation).toMatchObject({ activeRunId: null, updatedAt: 9 })
  expect(settled.earlierCursor).toBe('older')
})
