/** For tests only: a real HTTP server on the loopback address, and a clock that records instead of waiting. */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { UpstreamClock } from './clock'

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
  close(): Promise<void>
}

/** @param answer is called for each request with its number, from 0 */
export async function startServer(
  answer: (response: ServerResponse, request: Received, number: number) => void,
): Promise<TestServer> {
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is an object.
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/api`,
    port,
    received,
    openSockets: () => sockets.size,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
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
