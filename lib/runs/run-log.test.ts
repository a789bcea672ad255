import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RunEvent } from './events'
import { createRunLog, maxRetainedBytes, maxStepEvents } from './run-log'
import type { RunLog } from './run-log'
import { answerText } from './run'

const start: RunEvent = {
  type: 'run-start',
  runId: 'r',
  conversationId: 'c',
  userMessageId: 'q',
  answerMessageId: 'a',
  at: 1,
}
const text = (value: string): RunEvent => ({ type: 'text-delta', text: value })
const end: RunEvent = { type: 'run-end', outcome: 'done', at: 2 }

function framesIn(bytes: Buffer | null): { seq: number; event: RunEvent }[] {
  const pattern = /^id: (\d+)\ndata: (.+)$/
  return (bytes ?? Buffer.alloc(0))
    .toString()
    .split('\n\n')
    .flatMap((frame) => {
      const [, seq, data] = pattern.exec(frame) ?? []
      return seq && data ? [{ seq: Number(seq), event: JSON.parse(data) as RunEvent }] : []
    })
}

let log: RunLog
beforeEach(() => {
  log = createRunLog([start])
})
afterEach(() => log.publish())

describe('the run log', () => {
  test('numbers events from one and hands out what is new', () => {
    log.append(text('a'))
    log.publish()
    log.append(end)
    log.publish()
    expect(framesIn(log.bytesAfter(0)).map(({ seq, event }) => [seq, event.type])).toEqual([
      [1, 'run-start'],
      [2, 'text-delta'],
      [3, 'run-end'],
    ])
    expect(framesIn(log.bytesAfter(2)).map(({ seq }) => seq)).toEqual([3])
  })

  test('merges texts of one turn and loses none of them', async () => {
    const changed = log.changed()
    log.append(text('a'))
    log.append(text('b'))
    log.append(text('c'))
    await changed
    expect(framesIn(log.bytesAfter(1))).toEqual([{ seq: 2, event: text('abc') }])
    expect(answerText(log.head().run)).toBe('abc')
  })

  test('gives the database each event once, and again after a failure', () => {
    log.append(text('a'))
    log.publish()
    const record = log.takeUnstored()
    expect(record).toEqual({ firstSeq: 2, lastSeq: 2, events: [text('a')] })
    expect(log.takeUnstored()).toBeNull()
    if (record) log.giveBack(record)
    log.append(end)
    log.publish()
    expect(log.takeUnstored()).toEqual({ firstSeq: 2, lastSeq: 3, events: [text('a'), end] })
  })

  test('a reader that is too far behind, or ahead, is told so', () => {
    const piece = 'x'.repeat(maxRetainedBytes / 8)
    for (let count = 0; count < 10; count++) {
      log.append(text(piece))
      log.publish()
    }
    expect(log.bytesAfter(1)).toBeNull()
    expect(log.bytesAfter(log.head().seq + 1)).toBeNull()
    expect(framesIn(log.bytesAfter(log.head().seq - 1))).toHaveLength(1)
  })

  test('drops steps beyond the limit and says how many', () => {
    const step: RunEvent = { type: 'node-start', nodeId: 'n', name: 'N', input: null, at: 1 }
    for (let count = 0; count < maxStepEvents + 1; count++) log.append(step)
    log.append(end)
    log.publish()
    expect(log.head().run.steps).toHaveLength(maxStepEvents)
    expect(log.head().run.notices).toEqual([{ code: 'event_limit', count: 1 }])
  })

  test('keeps every step up to the limit', () => {
    const step: RunEvent = { type: 'node-start', nodeId: 'n', name: 'N', input: null, at: 1 }
    for (let count = 0; count < maxStepEvents; count++) log.append(step)
    log.append(end)
    log.publish()
    expect(log.head().run.steps).toHaveLength(maxStepEvents)
    expect(log.head().run.notices).toEqual([])
  })
})
