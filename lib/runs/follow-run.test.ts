import { describe, expect, test } from 'vitest'
import type { RunEvent } from './events'
import { followRun, pauseMs, restMs, silenceLimitMs, visitMs } from './follow-run'
import type { FollowSource, FollowWorld } from './follow-run'
import { reduceRun } from './reducer'
import { emptyRun } from './run'
import type { Run } from './run'

const events: RunEvent[] = [
  {
    type: 'run-start',
    runId: 'run-1',
    conversationId: 'c-1',
    userMessageId: 'm-1',
    answerMessageId: 'm-2',
    at: 1_000,
  },
  { type: 'text-delta', text: '你' },
  { type: 'text-delta', text: '好 ' },
  { type: 'text-delta', text: 'moon' },
  { type: 'run-end', outcome: 'done', at: 2_000 },
]

const frame = (seq: number) => `id: ${seq}\ndata: ${JSON.stringify(events[seq - 1])}\n\n`
const frames = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => frame(from + index)).join('')
const snapshot = (seq: number) => {
  const run = events.slice(0, seq).reduce(reduceRun, emptyRun)
  return `id: ${seq}\ndata: ${JSON.stringify({ type: 'snapshot', seq, run })}\n\n`
}

describe('a run that is followed', () => {
  test('arrives whole from one stream, however its bytes are split', async () => {
    for (const size of [1, 2, 3, 7, 64, 10_000]) {
      const page = openPage({ runId: null, after: null })
      page.server.send(frames(1, 5), size)
      await page.settle()
      expect(page.text()).toBe('你好 moon')
      expect(page.ends).toEqual(['over'])
      expect(page.server.requests).toHaveLength(1)
    }
  })

  test('is drawn with a painted frame after a rest, not once an event; its first words do not wait', async () => {
    const page = openPage({ runId: null, after: null })
    page.server.send(frames(1, 2))
    await page.settle()
    expect(page.batches).toBe(1)
    expect(page.text()).toBe('你')
    page.server.send(frames(3, 4))
    await page.settle()
    page.pass(restMs - 1)
    page.paint()
    expect(page.batches).toBe(1)
    page.pass(1)
    expect(page.batches).toBe(1)
    page.paint()
    expect(page.batches).toBe(2)
    expect(page.text()).toBe('你好 moon')
  })

  test('goes on after a connection that ended without an end', async () => {
    const page = openPage({ runId: null, after: null })
    page.server.send(frames(1, 2))
    page.server.close()
    await page.settle()
    expect(page.connections).toEqual(['reconnecting'])
    page.pass(0)
    await page.settle()
    expect(page.server.requests.at(-1)).toBe('/api/runs/run-1/events?after=2')
    page.server.send(frames(3, 5))
    await page.settle()
    expect(page.connections).toEqual(['reconnecting', 'open'])
    expect(page.text()).toBe('你好 moon')
    expect(page.ends).toEqual(['over'])
  })

  test('counts nothing twice when frames are repeated', async () => {
    const page = openPage({ runId: null, after: null })
    page.server.send(frames(1, 3) + frames(1, 3) + snapshot(2) + frames(2, 5))
    await page.settle()
    expect(page.text()).toBe('你好 moon')
  })

  test('fetches what is missing when a number was skipped', async () => {
    const page = openPage({ runId: null, after: null })
    page.server.send(frames(1, 2) + frames(4, 4))
    await page.settle()
    page.pass(0)
    await page.settle()
    expect(page.server.requests.at(-1)).toBe('/api/runs/run-1/events?after=2')
    page.server.send(frames(3, 5))
    await page.settle()
    expect(page.text()).toBe('你好 moon')
  })

  test('is attached to by a snapshot, then by what follows it', async () => {
    const page = openPage({ runId: 'run-1', after: null })
    expect(page.server.requests).toEqual(['/api/runs/run-1/events'])
    page.server.send(snapshot(3) + frames(4, 5))
    await page.settle()
    expect(page.text()).toBe('你好 moon')
    expect(page.ends).toEqual(['over'])
  })

  test('that is over already ends with its snapshot', async () => {
    const page = openPage({ runId: 'run-1', after: null })
    page.server.send(snapshot(5))
    await page.settle()
    expect(page.ends).toEqual(['over'])
    expect(page.text()).toBe('你好 moon')
  })

  test('unknown to the server ends as gone', async () => {
    const page = openPage({ runId: 'run-9', after: null })
    page.server.refuse(404)
    await page.settle()
    expect(page.ends).toEqual(['gone'])
  })

  test('comes back at once when the network returns, without waiting for the next attempt', async () => {
    const page = openPage({ runId: 'run-1', after: null })
    page.server.send(snapshot(2))
    await page.settle()
    page.goOffline()
    expect(page.connections).toEqual(['reconnecting'])
    page.pass(600)
    expect(page.server.requests).toHaveLength(1)
    page.goOnline()
    page.pass(0)
    expect(page.server.requests.at(-1)).toBe('/api/runs/run-1/events?after=2')
  })

  test('tries again within a second while the server is away', async () => {
    const page = openPage({ runId: 'run-1', after: null })
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      expect(page.server.requests).toHaveLength(attempt)
      page.server.refuse(503)
      await page.settle()
      page.pass(1_000)
      await page.settle()
    }
    expect(page.ends).toEqual([])
  })

  test('gives up a connection that has gone silent', async () => {
    const page = openPage({ runId: 'run-1', after: null })
    page.server.send(snapshot(2))
    await page.settle()
    page.pass(silenceLimitMs)
    page.pass(0)
    expect(page.server.requests.at(-1)).toBe('/api/runs/run-1/events?after=2')
  })

  test('sends the same request again while its id is not known', async () => {
    let reopened = 0
    const page = openPage({ runId: null, after: null }, { onReopen: () => (reopened += 1) })
    page.server.close()
    await page.settle()
    page.pass(0)
    await page.settle()
    expect(reopened).toBe(1)
    page.server.send(frames(1, 5))
    await page.settle()
    expect(page.text()).toBe('你好 moon')
  })

  test('skips a frame that it cannot read and goes on', async () => {
    const page = openPage({ runId: null, after: null })
    page.server.send(frames(1, 2) + 'id: 3\ndata: {"type":"from-the-future"}\n\n' + frames(4, 5))
    await page.settle()
    expect(page.text()).toBe('你moon')
    expect(page.ends).toEqual(['over'])
  })

  test('looks in now and then when other tabs hold all connections', async () => {
    const page = openPage({ runId: null, after: null }, { hasSlot: false })
    page.server.send(frames(1, 2))
    await page.settle()
    page.pass(visitMs)
    await page.settle()
    expect(page.server.requests).toHaveLength(1)
    page.pass(pauseMs)
    await page.settle()
    expect(page.server.requests.at(-1)).toBe('/api/runs/run-1/events?after=2')
    page.server.send(frames(3, 5))
    await page.settle()
    expect(page.text()).toBe('你好 moon')
    expect(page.connections).toEqual([])
  })

  test('says nothing more after detaching', async () => {
    const page = openPage({ runId: null, after: null })
    page.server.send(frames(1, 2))
    page.detach()
    await page.settle()
    page.paint()
    expect(page.batches).toBe(0)
    expect(page.ends).toEqual([])
  })
})

/** A page that follows a run, with a clock, a screen and a server that the test moves by hand. */
function openPage(source: FollowSource, options: { onReopen?: () => void; hasSlot?: boolean } = {}) {
  const server = fakeServer()
  const timers = new Set<{ at: number; callback: () => void }>()
  let now = 0
  let isOnline = true
  let flush: (() => void) | null = null
  let goOnline = () => {}
  let goOffline = () => {}
  const world: FollowWorld = {
    fetch: (path) => server.open(path),
    schedule: (callback) => {
      flush = callback
      return () => (flush = null)
    },
    after: (milliseconds, callback) => {
      const timer = { at: now + milliseconds, callback }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    isOnline: () => isOnline,
    onReturn: (callback) => {
      goOnline = callback
      return () => (goOnline = () => {})
    },
    onAway: (callback) => {
      goOffline = callback
      return () => (goOffline = () => {})
    },
    takeSlot: async () => ((options.hasSlot ?? true) ? () => {} : null),
  }
  let run: Run = emptyRun
  const seen = { batches: 0, ends: [] as string[], connections: [] as string[] }
  const first = source.runId === null ? server.openNow('POST') : undefined
  const detach = followRun(
    {
      ...source,
      ...(first ? { first } : {}),
      reopen: () => {
        options.onReopen?.()
        return server.open('POST')
      },
    },
    {
      onFrames: (batch) => {
        seen.batches += 1
        for (const next of batch) run = next.type === 'snapshot' ? next.run : reduceRun(run, next)
      },
      onConnection: (connection) => seen.connections.push(connection),
      onEnd: (end) => seen.ends.push(end),
    },
    world,
  )
  return Object.assign(seen, {
    server,
    detach,
    text: () => run.parts.map((part) => (part.type === 'text' ? part.text : '')).join(''),
    paint: () => flush?.(),
    /** Lets promises run until nothing moves any more. */
    settle: async () => {
      for (let round = 0; round < 400; round += 1) await Promise.resolve()
    },
    pass: (milliseconds: number) => {
      now += milliseconds
      for (const timer of [...timers]) {
        if (timer.at > now) continue
        timers.delete(timer)
        timer.callback()
      }
    },
    goOffline: () => {
      isOnline = false
      goOffline()
    },
    goOnline: () => {
      isOnline = true
      goOnline()
    },
  })
}

/** Answers when the test sends, closes or refuses; every request gets a body of its own. */
function fakeServer() {
  const requests: string[] = []
  let body: ReadableStreamDefaultController<Uint8Array> | null = null
  let answer: (status: number) => void = () => {}
  const newBody = () => new ReadableStream<Uint8Array>({ start: (controller) => void (body = controller) })
  return {
    requests,
    openNow: (path: string) => {
      requests.push(path)
      return new Response(newBody())
    },
    open: (path: string) => {
      requests.push(path)
      const stream = newBody()
      return new Promise<Response>((resolve) => {
        answer = (status) => resolve(new Response(status === 200 ? stream : '{}', { status }))
      })
    },
    send: (text: string, size = text.length * 4) => {
      answer(200)
      const bytes = new TextEncoder().encode(text)
      for (let at = 0; at < bytes.length; at += size) body?.enqueue(bytes.slice(at, at + size))
    },
    close: () => {
      answer(200)
      body?.close()
    },
    refuse: (status: number) => answer(status),
  }
}
