/** A person's side of the API: sends, readers that can be cut off, and what they have folded. */
import { request } from 'node:http'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { randomUUID } from 'node:crypto'
import type { z } from 'zod/mini'
import { createParser } from 'eventsource-parser'
import { appIds, engineAgents } from '../../lib/engine/catalogue'
import type { StartRun } from '../../lib/runs/start-run-schema'
import { runFrameSchema } from '../../lib/runs/start-run-schema'
import { reduceRun } from '../../lib/runs/reducer'
import { emptyRun, isOver } from '../../lib/runs/run'
import type { Run } from '../../lib/runs/run'
import { App } from '../../e2e/servers'
import { newGuest } from '../bench/client'

export type Person = { origin: string; cookie: string }
export type Answer = { status: number; headers: IncomingMessage['headers']; text: string }

/** The server with its upstream outside, so that it outlives it; limits out of the way. */
export function startApp(
  upstream: { key: string; baseUrl: string },
  settings: Record<string, string> = {},
): Promise<App> {
  return App.start({
    BIGMODEL_API_KEY: upstream.key,
    BIGMODEL_BASE_URL: upstream.baseUrl,
    BIGMODEL_AGENTS: engineAgents.map(({ appId, name }) => `${appId}=${name.en}`).join(', '),
    ALLOW_GUESTS: 'true',
    RATE_LIMIT_RUNS_PER_MINUTE: '10000',
    MAX_CONCURRENT_RUNS: '1000',
    ...settings,
  })
}

export async function newPerson(origin: string): Promise<Person> {
  return { origin, cookie: await newGuest(origin) }
}

export function toSend(question: string, conversationId: string | null = null): StartRun {
  return {
    sendKey: randomUUID(),
    target: { family: 'agent', id: appIds.testBench },
    conversationId,
    action: { kind: 'send', question },
  }
}

/** One request and its whole answer; the parameters are those of `open`. */
export async function call(...request: Parameters<typeof open>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = open(...request)
    sent.once('error', reject)
    sent.once('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => (text += piece))
      response.once('error', reject)
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      )
    })
  })
}

/** A request with a socket of its own. @param body sent as JSON, bytes as they are; left out for GET */
export function open(
  { origin, cookie }: Person,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): ClientRequest {
  const bytes = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))
  const sent = request(`${origin}${path}`, {
    method,
    agent: false,
    headers: {
      origin,
      cookie,
      // Node frames the body of a DELETE only when it is told its length.
      ...(bytes && { 'content-type': 'application/json', 'content-length': bytes.length }),
      ...headers,
    },
  })
  sent.end(bytes)
  return sent
}

/** What one reader has: the run folded up to `seq`. */
export type Read = { seq: number; run: Run; frames: number; endings: number }

/** `status` null: no answer came. `isWhole`: the stream ended by itself. */
export type Reading = Read & { status: number | null; isWhole: boolean }

/**
 * Reads a stream of frames from an open request until it ends or breaks.
 *
 * @param from what the reader has already
 * @param onFrame is called after each frame
 */
export function readFrames(
  sent: ClientRequest,
  from: Read = { seq: 0, run: emptyRun, frames: 0, endings: 0 },
  onFrame: (read: Read) => void = () => undefined,
): Promise<Reading> {
  let read = from
  let status: number | null = null
  return new Promise((resolve) => {
    const end = (isWhole: boolean) => resolve({ ...read, status, isWhole })
    sent.once('error', () => end(false))
    sent.once('response', (response) => {
      status = response.statusCode ?? 0
      if (status !== 200) {
        response.resume()
        return end(false)
      }
      const parser = createParser({
        onEvent({ id, data }) {
          const frame = runFrameSchema.parse(JSON.parse(data))
          const before = read
          const run = frame.type === 'snapshot' ? frame.run : reduceRun(before.run, frame)
          const isEnding = isOver(run) && !isOver(before.run)
          read = {
            seq: Number(id),
            run,
            frames: before.frames + 1,
            endings:
              before.endings + (frame.type === 'run-end' || (frame.type === 'snapshot' && isEnding) ? 1 : 0),
          }
          onFrame(read)
        },
      })
      const decoder = new TextDecoder()
      response.on('data', (piece: Buffer) => parser.feed(decoder.decode(piece, { stream: true })))
      response.once('end', () => end(true))
      response.once('error', () => end(false))
      response.once('close', () => end(false))
    })
  })
}

/** Sends a question and waits for its end. @throws when it is not answered well */
export async function ask(person: Person, body: StartRun): Promise<Run> {
  const { status, isWhole, run } = await readFrames(open(person, 'POST', '/api/runs', body))
  if (status === 200 && isWhole && run.status === 'done') return run
  throw new Error(`A question was answered with ${status} and ${run.status}`)
}

export function parse<Schema extends z.ZodMiniType>(answer: Answer, schema: Schema): z.output<Schema> {
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text.slice(0, 300)}`)
  return schema.parse(JSON.parse(answer.text))
}
