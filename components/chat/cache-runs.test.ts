import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { conversationListOptions } from '@/lib/conversations/query-options'
import { emptyRun } from '@/lib/runs/run'
import { cacheEnd, cacheStart } from './cache-runs'
import type { RunIds, Sending } from './live-runs-store'

const sending: Sending = {
  request: {
    sendKey: '7b0f4c9e-3c1d-4f0a-9a51-0c5e2f6d8b10',
    target: { family: 'model', id: 'one' },
    conversationId: null,
    action: { kind: 'send', question: 'Which lake?' },
  },
  question: 'Which lake?',
  sentAt: 1,
  state: 'accepted',
  problem: null,
  draftKey: 'model:one',
  isQueued: false,
}
const ids: RunIds = {
  runId: 'run',
  conversationId: 'conversation',
  userMessageId: 'question',
  answerMessageId: 'answer',
  startedAt: 2,
}
const run = { ...emptyRun, id: 'run', status: 'done', startedAt: 2, endedAt: 3 } as const

test('a conversation that begins here stands in the sidebar from its first word', () => {
  const { queryClient, titles } = sidebar()
  cacheStart(queryClient, sending, ids)
  expect(titles()).toEqual(['Which lake?'])
})

test('a lane of a comparison stands in no list, neither when it begins nor when it ends', () => {
  const { queryClient, titles } = sidebar()
  const lane = { ...sending, isAside: true }
  cacheStart(queryClient, lane, ids)
  cacheEnd(queryClient, 'conversation', lane, ids, run)
  expect(titles()).toEqual([])
})

test('the end of a run that was started elsewhere lists nothing by itself', () => {
  const { queryClient, titles } = sidebar()
  cacheStart(queryClient, { ...sending, isAside: true }, ids)
  cacheEnd(queryClient, 'conversation', null, ids, run)
  expect(titles()).toEqual([])
})

function sidebar() {
  const queryClient = new QueryClient()
  queryClient.setQueryData(conversationListOptions.queryKey, {
    pages: [{ conversations: [], nextCursor: null }],
    pageParams: [null],
  })
  const list = () => queryClient.getQueryData(conversationListOptions.queryKey)
  return {
    queryClient,
    titles: () => list()?.pages.flatMap(({ conversations }) => conversations.map(({ title }) => title)) ?? [],
  }
}
