import { Agent, request } from 'node:http'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { appId, invokeBody } from './processes'

/** Somebody to ask: upstream itself, the pipe or Moonlake; `body` makes the request for one question. */
export type Asked = {
  name: string
  url: string
  headers: Record<string, string>
  body(question: string): string
}

export type Answer = {
  /** Ms from writing the request to the first byte of text. */
  firstTextMs: number
  /** Ms from upstream's write to our read, one for every stamped chunk. */
  delays: number[]
  text: string
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
const textMark = /"type":"text/

export function directly(name: string, url: string, key: string): Asked {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
  return { name, url, headers, body: invokeBody }
}

/** A new guest of Moonlake. Without a conversation id every question starts a conversation. */
export async function throughMoonlake(origin: string, conversationId: string | null = null): Promise<Asked> {
  return askedAs(origin, await newGuest(origin), conversationId)
}

/** The same guest in one conversation that exists already. */
export async function inOneConversation(origin: string, question: string): Promise<Asked> {
  const cookie = await newGuest(origin)
  const { text } = await ask(askedAs(origin, cookie, null), question)
  const [, id = null] = /"conversationId":"([^"]+)"/.exec(text) ?? []
  return askedAs(origin, cookie, id)
}

export function ask(asked: Asked, question: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const answer: Answer = { firstTextMs: Number.NaN, delays: [], text: '' }
    let unread = ''
    const call = request(asked.url, { method: 'POST', agent, headers: asked.headers }, (response) => {
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        const now = process.hrtime.bigint()
        if (Number.isNaN(answer.firstTextMs) && textMark.test(chunk))
          answer.firstTextMs = performance.now() - startedAt
        if (answer.text.length < 10_000) answer.text += chunk
        unread += chunk
        let end = 0
        for (const match of unread.matchAll(/#(\d+)\|/g)) {
          answer.delays.push(Number(now - BigInt(match[1] ?? 0)) / 1e6)
          end = match.index + match[0].length
        }
        unread = unread.slice(end).slice(-40)
      })
      response.on('end', () => {
        if (response.statusCode === 200) resolve(answer)
        else reject(new Error(`${asked.name} answered ${response.statusCode}: ${answer.text.slice(0, 200)}`))
      })
      response.on('error', reject)
    })
    call.on('error', reject)
    call.end(asked.body(question))
  })
}

const sessionSchema = z.object({ user: z.object({ id: z.string() }) })

export async function newGuest(origin: string): Promise<string> {
  const response = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: '{}',
  })
  sessionSchema.parse(await response.json())
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

function askedAs(origin: string, cookie: string, conversationId: string | null): Asked {
  return {
    name: 'Moonlake',
    url: `${origin}/api/runs`,
    headers: { 'content-type': 'application/json', origin, cookie },
    body: (question) =>
      JSON.stringify({
        sendKey: randomUUID(),
        target: { family: 'agent', id: appId },
        conversationId,
        action: { kind: 'send', question },
      }),
  }
}
