/** For tests only: an upstream on the loopback address that answers as it is told, and what a browser does. */
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { expect } from 'vitest'
import * as runsRoute from '@/app/api/runs/route'
import type { StartRun } from '@/lib/runs/start-run-schema'

export const origin = 'http://moonlake.test'

/** JSON of ours or of a fake upstream; tests look into it freely. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any

export type FakeUpstream = {
  /** Without a path. */
  url: string
  /** What was asked, in order. */
  asked: { path: string; method: string; authorization: string | undefined; body: Json }[]
  /** Sockets that are open for an answer. */
  openAnswers(): number
  /** How the next request is answered; the last one repeats. */
  answers: ((response: ServerResponse, body: Json) => void)[]
  close(): Promise<void>
}

export async function startFakeUpstream(): Promise<FakeUpstream> {
  const sockets = new Set<Socket>()
  let open = 0
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    // An IncomingMessage without an encoding gives Buffers.
    for await (const piece of request) pieces.push(piece as Buffer)
    const text = Buffer.concat(pieces).toString()
    const isJson = /json/.test(request.headers['content-type'] ?? '')
    const body = text === '' || !isJson ? text : JSON.parse(text)
    const { authorization } = request.headers
    upstream.asked.push({ path: request.url ?? '', method: request.method ?? '', authorization, body })
    open++
    response.on('close', () => open--)
    const [answer = sayText('Yes.')] = upstream.answers
    if (upstream.answers.length > 1) upstream.answers.shift()
    answer(response, body)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is an object.
  const { port } = server.address() as AddressInfo
  const upstream: FakeUpstream = {
    url: `http://127.0.0.1:${port}`,
    asked: [],
    openAnswers: () => open,
    answers: [],
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return upstream
}

/** Chunks of a stream of chat completions, then its end. */
export function say(...chunks: object[]): FakeUpstream['answers'][number] {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const chunk of chunks) response.write(`data: ${JSON.stringify({ id: 'up-1', ...chunk })}\n\n`)
    response.end('data: [DONE]\n\n')
  }
}

export function sayText(text: string): FakeUpstream['answers'][number] {
  return say({ choices: [{ index: 0, delta: { content: text }, finish_reason: 'stop' }] })
}

export function sayCalls(...calls: { name: string; arguments: string }[]): FakeUpstream['answers'][number] {
  const tool_calls = calls.map((call, index) => ({
    index,
    id: `call-${index}`,
    type: 'function',
    function: call,
  }))
  return say({ choices: [{ index: 0, delta: { tool_calls }, finish_reason: 'tool_calls' }] })
}

export type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>

export type CallOptions = {
  cookie?: string
  params?: Record<string, string>
  query?: string
  headers?: Record<string, string>
  body?: unknown
}

/** A request as our own pages send it. */
export function call(
  handler: Handler,
  method: string,
  { cookie, params = {}, query = '', headers = {}, body = {} }: CallOptions,
): Promise<Response> {
  const hasBody = method !== 'GET'
  const request = new Request(`${origin}/api?${query}`, {
    method,
    headers: {
      host: 'moonlake.test',
      ...(cookie ? { cookie } : {}),
      ...(hasBody ? { 'content-type': 'application/json', origin } : {}),
      ...headers,
    },
    ...(hasBody ? { body: JSON.stringify(body) } : {}),
  })
  return handler(request, { params: Promise.resolve(params) })
}

export async function read(response: Response | Promise<Response>): Promise<Json> {
  const answer = await response
  expect(answer.status).toBe(200)
  return answer.json()
}

/** Without a code when it was none. */
export async function refusalOf(response: Promise<Response>): Promise<[number, string | undefined]> {
  const answer = await response
  return [answer.status, (await answer.json()).error?.code]
}

/** Sends and follows to the end. */
export async function ask(
  cookie: string,
  run: Pick<StartRun, 'target' | 'action'> & Partial<StartRun>,
): Promise<{ conversationId: string; runId: string; userMessageId: string; frames: Json[] }> {
  const body: StartRun = { sendKey: crypto.randomUUID(), conversationId: null, ...run }
  const response = await call(runsRoute.POST, 'POST', { cookie, body })
  const text = await response.text()
  expect([response.status, response.status === 200 ? '' : text]).toEqual([200, ''])
  const frames = text
    .split('\n\n')
    .map((block) => /^data: (.+)$/m.exec(block)?.[1])
    .flatMap((data): Json[] => (data === undefined ? [] : [JSON.parse(data)]))
  return { ...frames[0], frames }
}
