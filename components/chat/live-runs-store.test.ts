import { expect, test } from 'vitest'
import { ApiError } from '@/lib/http/get-json'
import type { FollowHandlers } from '@/lib/runs/follow-run'
import type { RunEvent } from '@/lib/runs/events'
import { answerText, emptyRun } from '@/lib/runs/run'
import type { RunFrame, StartRun } from '@/lib/runs/start-run-schema'
import { createLiveRuns } from './live-runs-store'

const key = '4f7a1d1e-5d0a-4a52-9b7a-1f6f3f0c2b11'
const message = (question: string, conversationId: string | null = 'c-1', sendKey = key) => ({
  request: {
    sendKey,
    target: { family: 'agent', id: '7' },
    conversationId,
    action: { kind: 'send', question },
  } satisfies StartRun,
  question,
  draftKey: conversationId ?? 'agent:7',
  isQueued: false,
})
const runStart: RunEvent = {
  type: 'run-start',
  runId: 'run-1',
  conversationId: 'c-1',
  userMessageId: 'm-1',
  answerMessageId: 'm-2',
  at: 900,
}
const text = (words: string): RunEvent => ({ type: 'text-delta', text: words })
const runEnd = (outcome: 'done' | 'stopped' = 'done'): RunEvent => ({ type: 'run-end', outcome, at: 2_000 })

test('a message stands in its chat from the press on, and is posted once however often it is pressed', async () => {
  const tab = openTab()
  expect(tab.runs.send('c-1', message('Hello'))).toBe(true)
  expect(tab.chat('c-1')?.sending).toMatchObject({ question: 'Hello', state: 'sending' })
  expect(tab.runs.send('c-1', message('Hello'))).toBe(false)
  await tab.settle()
  expect(tab.posted).toHaveLength(1)
})

test('the answer grows, enters the cache when it is over, and leaves the store after that', async () => {
  const tab = openTab()
  tab.runs.send('c-1', message('Hello'))
  await tab.settle()
  tab.receive(runStart, text('Good '))
  tab.receive(text('evening'))
  expect(answerText(tab.chat('c-1')?.run ?? emptyRun)).toBe('Good evening')
  tab.receive(runEnd())
  tab.end('over')
  expect(tab.over).toEqual([{ conversationId: 'c-1', text: 'Good evening' }])
  expect(tab.chat('c-1')).not.toBeNull()
  tab.passMoment()
  expect(tab.chat('c-1')).toBeNull()
  expect(tab.free).toEqual(['c-1'])
})

test('a new chat becomes the conversation that the server made', async () => {
  const tab = openTab()
  tab.runs.send('new:1', message('Hello', null))
  await tab.settle()
  tab.receive(runStart)
  expect(tab.state().started).toEqual({ 'new:1': 'c-1' })
  expect(tab.chat('new:1')).toBeNull()
  tab.receive(text('Hi'))
  expect(answerText(tab.chat('c-1')?.run ?? emptyRun)).toBe('Hi')
})

test('what could not be sent stays with its reason, and a retry sends the same key', async () => {
  const tab = openTab()
  tab.failNext(new ApiError('too_many_requests', 'r-1', 12))
  tab.runs.send('c-1', message('Hello'))
  await tab.settle()
  expect(tab.chat('c-1')?.sending).toMatchObject({
    state: 'failed',
    problem: { code: 'too_many_requests', retryAt: 1_000 + 12_000 },
  })
  tab.runs.retry('c-1')
  tab.runs.retry('c-1')
  await tab.settle()
  expect(tab.posted.map(({ sendKey }) => sendKey)).toEqual([key, key])
  tab.receive(runStart)
  expect(tab.chat('c-1')?.sending?.state).toBe('accepted')
})

test('no network is said as such', async () => {
  const tab = openTab()
  tab.failNext(new ApiError(null))
  tab.runs.send('c-1', message('Hello'))
  await tab.settle()
  expect(tab.chat('c-1')?.sending?.problem).toEqual({ code: 'offline', retryAt: null })
})

test('the text of a message is kept for a reload until the server has confirmed it', async () => {
  const tab = openTab()
  tab.runs.send('c-1', message('Hello'))
  await tab.settle()
  expect(tab.unsent).toEqual(new Set(['c-1']))
  tab.receive(runStart)
  expect(tab.unsent).toEqual(new Set())
})

test('a session that has ended is made anew once, and the same message is sent again', async () => {
  const tab = openTab()
  tab.failNext(new ApiError('unauthenticated'))
  tab.runs.send('c-1', message('Hello'))
  await tab.settle()
  expect(tab.sessions).toBe(2)
  expect(tab.posted).toHaveLength(2)
  expect(tab.chat('c-1')?.sending?.state).toBe('sending')
})

test('stop is asked for once, also when it was pressed before the run had a name', async () => {
  const tab = openTab()
  tab.runs.send('c-1', message('Hello'))
  tab.runs.stop('c-1')
  tab.runs.stop('c-1')
  await tab.settle()
  expect(tab.stopped).toEqual([])
  tab.receive(runStart)
  await tab.settle()
  expect(tab.stopped).toEqual(['run-1'])
})

test('a stop that does not get through can be pressed again', async () => {
  const tab = openTab()
  tab.runs.send('c-1', message('Hello'))
  await tab.settle()
  tab.receive(runStart)
  tab.breakStop()
  tab.runs.stop('c-1')
  await tab.settle()
  expect(tab.chat('c-1')?.isStopping).toBe(false)
  expect(tab.state().stopFailures).toBe(1)
})

test('a run of another tab is followed once and shown with its text', () => {
  const tab = openTab()
  tab.runs.attach('c-1', 'run-1')
  tab.runs.attach('c-1', 'run-1')
  expect(tab.follows).toBe(1)
  const run = { ...emptyRun, id: 'run-1', conversationId: 'c-1', answerMessageId: 'm-2', startedAt: 900 }
  tab.receive(
    { type: 'snapshot', seq: 3, run: { ...run, parts: [{ type: 'text', text: 'So far' }] } },
    text(' so good'),
  )
  expect(answerText(tab.chat('c-1')?.run ?? emptyRun)).toBe('So far so good')
  expect(tab.runs.send('c-1', message('Me too'))).toBe(false)
})

test('a run that the server does not know leaves no trace but a fresh look', () => {
  const tab = openTab()
  tab.runs.attach('c-1', 'run-9')
  tab.end('gone')
  expect(tab.chat('c-1')).toBeNull()
  expect(tab.gone).toEqual(['c-1'])
})

test('a message that failed survives a run of another tab', async () => {
  const tab = openTab()
  tab.failNext(new ApiError('run_active'))
  tab.runs.send('c-1', message('Hello'))
  await tab.settle()
  expect(tab.gone).toEqual(['c-1'])
  tab.runs.attach('c-1', 'run-1')
  tab.receive(runStart, text('Other'), runEnd())
  tab.end('over')
  tab.passMoment()
  expect(tab.chat('c-1')?.sending).toMatchObject({ question: 'Hello', state: 'failed' })
  expect(tab.runs.discard('c-1')?.question).toBe('Hello')
  expect(tab.chat('c-1')).toBeNull()
})

/** A browser tab whose server the test plays. */
function openTab() {
  let handlers: FollowHandlers | null = null
  let failure: ApiError | null = null
  let isStopBroken = false
  let laters: (() => void)[] = []
  const seen = {
    posted: [] as StartRun[],
    sessions: 0,
    follows: 0,
    stopped: [] as string[],
    unsent: new Set<string>(),
    over: [] as { conversationId: string; text: string }[],
    free: [] as string[],
    gone: [] as string[],
  }
  const runs = createLiveRuns({
    now: () => 1_000,
    later: (callback) => laters.push(callback),
    follow: (_source, next) => {
      handlers = next
      seen.follows += 1
      return () => {}
    },
    hasSession: () => false,
    ensureSession: async () => {
      seen.sessions += 1
    },
    forgetSession: () => {},
    postRun: async (request) => {
      seen.posted.push(request)
      const error = failure
      failure = null
      if (error) throw error
      return new Response('')
    },
    repostRun: async () => new Response(''),
    postStop: async (runId) => {
      if (isStopBroken) throw new ApiError(null)
      seen.stopped.push(runId)
    },
    keepUnsent: (draftKey) => seen.unsent.add(draftKey),
    forgetUnsent: (draftKey) => seen.unsent.delete(draftKey),
    onStarted: () => {},
    onOver: (conversationId, _sending, _ids, run) =>
      seen.over.push({ conversationId, text: answerText(run) }),
    onFree: (conversationId) => seen.free.push(conversationId),
    onGone: (conversationId) => seen.gone.push(conversationId),
  })
  return Object.assign(seen, {
    runs,
    state: () => runs.store.getState(),
    chat: (chatKey: string) => runs.store.getState().chats[chatKey] ?? null,
    receive: (...frames: RunFrame[]) => handlers?.onFrames(frames, 1),
    end: (end: 'over' | 'gone') => handlers?.onEnd(end),
    failNext: (error: ApiError) => {
      failure = error
    },
    breakStop: () => {
      isStopBroken = true
    },
    settle: async () => {
      for (let round = 0; round < 20; round += 1) await Promise.resolve()
    },
    passMoment: () => {
      const due = laters
      laters = []
      for (const callback of due) callback()
    },
  })
}
