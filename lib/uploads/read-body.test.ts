import { describe, expect, test } from 'vitest'
import { BadFile, SenderGone, discardRest, readBody } from './read-body'

const file = { name: 'a.txt', kind: 'document' as const, size: 6, maxBytes: 100 }
const never = new AbortController().signal

function bodyOf(...pieces: string[]): ReadableStream<Uint8Array> {
  return new Response(new Blob(pieces)).body ?? new ReadableStream()
}

/** Gives what it is asked for, one piece at a time, and counts. */
function countingBody(pieces: Uint8Array[]) {
  const counts = { pulled: 0, isCancelled: false }
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = pieces[counts.pulled++]
        if (piece) controller.enqueue(piece)
        else controller.close()
      },
      cancel: () => void (counts.isCancelled = true),
    },
    { highWaterMark: 0 },
  )
  return { body, counts }
}

async function read(...arguments_: Parameters<typeof readBody>): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of readBody(...arguments_)) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

const reasonOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof BadFile ? error.reason : error),
  )

describe('a body', () => {
  test.each([1, 2, 3, 7])('comes whole in pieces of %i', async (length) => {
    const text = '月湖'
    const bytes = Buffer.from(text)
    const pieces = Array.from({ length: Math.ceil(6 / length) }, (_, at) =>
      bytes.subarray(at * length, (at + 1) * length),
    )
    expect(await read(countingBody(pieces).body, file, never)).toBe(text)
  })

  test.each<[string, ReadableStream<Uint8Array> | null, string]>([
    ['without a body', null, 'empty'],
    ['without bytes', bodyOf(), 'empty'],
    ['shorter than announced', bodyOf('12345'), 'incomplete'],
    ['longer than announced', bodyOf('1234567'), 'incomplete'],
    ['of another type', bodyOf('%PDF-1'), 'type_mismatch'],
  ])('%s is no file', async (_name, body, reason) => {
    expect(await reasonOf(read(body, file, never))).toBe(reason)
  })

  test('that grows over the limit is no file', async () => {
    const piece = Buffer.alloc(60, 'a')
    const { body } = countingBody([piece, piece])
    expect(await reasonOf(read(body, { ...file, size: 1_000 }, never))).toBe('too_large')
  })

  test('a long one shorter than announced is no file, at its end', async () => {
    const piece = Buffer.alloc(10_000, 'a')
    const { body } = countingBody([piece, piece])
    expect(await reasonOf(read(body, { ...file, size: 30_000, maxBytes: 1e6 }, never))).toBe('incomplete')
  })

  test('is taken only as fast as it is read', async () => {
    const { body, counts } = countingBody(Array.from({ length: 100 }, () => Buffer.alloc(5_000, 'a')))
    const pieces = readBody(body, { ...file, size: 500_000, maxBytes: 1e6 }, never)
    await pieces.next()
    expect(counts.pulled).toBe(1)
    for (let at = 0; at < 10; at++) await pieces.next()
    expect(counts.pulled).toBe(11)
    await pieces.return(undefined)
    expect(counts.pulled).toBe(11)
  })

  test('that falls silent ends after a while', async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Buffer.from('123')),
    })
    expect(await reasonOf(read(body, file, never, 20))).toBe('incomplete')
  })

  test('that breaks off is a sender who left', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('reset')),
    })
    await expect(read(body, file, never)).rejects.toBeInstanceOf(SenderGone)
  })

  test('ends at once when it is aborted', async () => {
    const stop = new AbortController()
    const reading = read(new ReadableStream(), file, stop.signal)
    stop.abort(new Error('left'))
    await expect(reading).rejects.toThrow('left')
  })
})

test('the rest of a body is taken up to a limit', async () => {
  const pieces = Array.from({ length: 100 }, () => Buffer.alloc(1_000))
  const whole = countingBody(pieces)
  await discardRest(whole.body, 1e6, never)
  expect(whole.counts).toEqual({ pulled: 101, isCancelled: false })
  const some = countingBody(pieces)
  await discardRest(some.body, 9_500, never)
  expect(some.counts).toEqual({ pulled: 10, isCancelled: true })
  await discardRest(null, 1, never)
})
