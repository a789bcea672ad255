/** For tests only: a real HTTP server on the loopback address, a clock that records instead of waiting, and what was told. */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { expect, onTestFinished } from 'vitest'
import type { RunEvent } from '@/lib/runs/events'
import { runEventSchema } from '@/lib/runs/events'
import { reduceRun } from '@/lib/runs/reducer'
import { answerText, emptyRun } from '@/lib/runs/run'
import type { UpstreamClock } from './clock'
import { createUpstream } from './http'
import type { UpstreamOptions } from './http'
import type { Translator } from './translator'

export const testKey = 'test-id-123.test-secret-456'

export type Received = {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: unknown
  /** Settles when the client's socket has closed. */
  closed: Promise<void>
}

export type TestServer = {
  baseUrl: string
  port: number
  received: Received[]
  openSockets(): number
}

/** Called for each request with its number, from 0. */
export type Answer = (response: ServerResponse, request: Received, number: number) => void

/** Closed when the test is over. */
export async function startServer(answer: Answer): Promise<TestServer> {
  const sockets = new Set<Socket>()
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const closed = new Promise<void>((resolve) => request.socket.once('close', () => resolve()))
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const text = Buffer.concat(pieces).toString()
    const entry: Received = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: text === '' ? null : JSON.parse(text),
      closed,
    }
    received.push(entry)
    answer(response, entry, received.length - 1)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(() => resolve()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is an object.
  const { port } = server.address() as AddressInfo
  return { baseUrl: `http://127.0.0.1:${port}/api`, port, received, openSockets: () => sockets.size }
}

/** Closed when the test is over. */
export function openUpstream(baseUrl: string, options: Partial<UpstreamOptions> = {}) {
  const clock = recordingClock()
  const upstream = createUpstream({ baseUrl, apiKey: testKey, auth: 'key', headers: {}, clock, ...options })
  onTestFinished(() => upstream.close())
  return { upstream, clock }
}

/** Sleeps take no time and are written down; `random` is always 0. */
export function recordingClock(): UpstreamClock & { sleeps: number[] } {
  const sleeps: number[] = []
  return {
    sleeps,
    now: () => Date.now(),
    random: () => 0,
    sleep: (ms, signal) => {
      sleeps.push(ms)
      return signal?.aborted ? Promise.reject(signal.reason) : Promise.resolve()
    },
  }
}

/** All that a generation told, as a person sees it, and how it ended. */
export async function readAll<End>(generation: AsyncGenerator<RunEvent, End>) {
  const events: RunEvent[] = []
  for (;;) {
    const step = await generation.next()
    if (step.done) {
      const run = events.reduce(reduceRun, emptyRun)
      return { events, end: step.value, run, text: answerText(run) }
    }
    events.push(step.value)
  }
}

/** Ends a translation; everything that it told is checked against our own protocol. */
export function endTranslation(translator: Translator, read: RunEvent[], isCut = false) {
  const ended = translator.end(isCut ? { code: 'stalled', detail: null, upstreamCode: null } : null)
  const events = [...read, ...ended.events]
  for (const event of events) expect(runEventSchema.safeParse(event).error).toBeUndefined()
  return { events, end: ended.end, run: events.reduce(reduceRun, emptyRun) }
}
