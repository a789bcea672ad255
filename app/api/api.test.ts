import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerAgents } from '@/lib/agents/actions'
import { connectAgentPlatform } from '@/lib/agents/upstream'
import { describeOnEveryDatabase } from '@/lib/db/testing'
import { engineAgents } from '@/lib/engine/catalogue'
import { startEngine } from '@/lib/engine/server'
import type { Transcript } from '@/lib/conversations/schema'
import { env } from '@/lib/env'
import { newPerson } from '@/lib/media/testing'
import { maxQuestionBytes } from '@/lib/runs/start-run-schema'
import type { StartRun } from '@/lib/runs/start-run-schema'
import { call, read, refusalOf } from '@/lib/targets/testing'
import type { Json } from '@/lib/targets/testing'
import * as conversationRoute from './conversations/[conversationId]/route'
import * as restoreRoute from './conversations/[conversationId]/restore/route'
import * as versionRoute from './conversations/[conversationId]/version/route'
import * as conversationsRoute from './conversations/route'
import * as eventsRoute from './runs/[runId]/events/route'
import * as stopRoute from './runs/[runId]/stop/route'
import * as suggestionsRoute from './runs/[runId]/suggestions/route'
import * as runsRoute from './runs/route'

const engineKey = 'engine.secret-of-the-engine'
const guide = agentNamed('Knowledge guide')
const bench = agentNamed('Test bench')

describeOnEveryDatabase('the API', () => {
  let engine: Awaited<ReturnType<typeof startEngine>>
  let cookie: string

  beforeAll(async () => {
    process.env['MAX_CONCURRENT_RUNS'] = '3'
    process.env['RATE_LIMIT_RUNS_PER_MINUTE'] = '10000'
    engine = await startEngine({ key: engineKey, pace: 50 })
    connectAgentPlatform({ baseUrl: engine.baseUrl, apiKey: engineKey, auth: 'key', headers: {} })
    await registerAgents(engineAgents, 'engine')
    cookie = (await newPerson()).cookie
  })
  afterAll(() => engine.close())

  test('a question gets an answer, a title, a place in the list and suggestions', async () => {
    const frames = await ask(cookie, { question: 'How deep is Lake Baikal?' })
    expect(frames[0]).toMatchObject({ type: 'run-start' })
    expect(frames.at(-1)).toMatchObject({ type: 'run-end', outcome: 'done' })
    expect(textOf(frames)).toContain('1,642')
    const { conversationId, runId } = idsOf(frames)
    const list = await read(await call(conversationsRoute.GET, 'GET', { cookie }))
    expect(list.conversations[0]).toMatchObject({ id: conversationId, title: 'How deep is Lake Baikal?' })
    const transcript = await transcriptOf(cookie, conversationId)
    expect(transcript.messages.map((message) => message.role)).toEqual(['person', 'answer'])
    const suggestions = await read(await call(suggestionsRoute.GET, 'GET', { cookie, params: { runId } }))
    expect(suggestions.questions.length).toBeGreaterThan(0)
  })

  test('guests see no nodes of a run when the timeline is not for them', async () => {
    env().TIMELINE_FOR_GUESTS = false
    const frames = await ask(cookie, { question: 'How deep is Lake Baikal?' })
    env().TIMELINE_FOR_GUESTS = true
    const { conversationId, runId } = idsOf(frames)
    expect(frames.filter(({ type }) => /^node-|^tool-start|^loop/.test(type))).toEqual([])
    expect(textOf(frames)).toContain('1,642')

    env().TIMELINE_FOR_GUESTS = false
    const hidden = JSON.stringify([
      await transcriptOf(cookie, conversationId),
      await framesOf(await call(eventsRoute.GET, 'GET', { cookie, params: { runId } })),
    ])
    env().TIMELINE_FOR_GUESTS = true
    const shown = JSON.stringify(await transcriptOf(cookie, conversationId))
    expect(shown).toContain('"query"')
    expect(hidden).not.toContain('"query"')
  })

  test('one press of send starts one generation, however often it is sent', async () => {
    const before = await generations()
    const request = runRequest({ question: 'What is earthshine?' })
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => call(runsRoute.POST, 'POST', { cookie, body: request })),
    )
    const streams = await Promise.all(answers.map(framesOf))
    expect(new Set(streams.map((frames) => runIdIn(frames))).size).toBe(1)
    expect(new Set(streams.map(textOf)).size).toBe(1)
    const again = await framesOf(await call(runsRoute.POST, 'POST', { cookie, body: request }))
    expect(runIdIn(again)).toBe(runIdIn(streams[0] ?? []))
    expect((await generations()) - before).toBe(1)
  })

  test('a send key with other content is refused', async () => {
    const request = runRequest({ question: 'What is a halo?' })
    await framesOf(await call(runsRoute.POST, 'POST', { cookie, body: request }))
    const other = { ...request, action: { kind: 'send', question: 'Something else?' } }
    expect(await refusalOf(call(runsRoute.POST, 'POST', { cookie, body: other }))).toEqual([
      422,
      'send_key_reused',
    ])
  })

  test('a question again makes a second version, and both can be shown', async () => {
    const first = await ask(cookie, { question: 'What is earthshine?' })
    const { conversationId, userMessageId, answerMessageId } = idsOf(first)
    await ask(cookie, { conversationId, action: { kind: 'regenerate', userMessageId } })
    const second = await transcriptOf(cookie, conversationId)
    expect(second.messages).toHaveLength(2)
    expect(second.messages[1]?.versions).toHaveLength(2)
    expect(second.messages[1]?.id).not.toBe(answerMessageId)
    const body = { messageId: answerMessageId }
    const shown: Transcript = await read(
      await call(versionRoute.PUT, 'PUT', { cookie, params: { conversationId }, body }),
    )
    expect(shown.messages[1]?.id).toBe(answerMessageId)
  })

  test('a question in other words makes a branch', async () => {
    const { conversationId } = idsOf(await ask(cookie, { question: 'What is a halo?' }))
    const next = idsOf(await ask(cookie, { conversationId, question: 'And a corona?' }))
    const edit: StartRun['action'] = {
      kind: 'edit',
      userMessageId: next.userMessageId,
      question: 'And the tides?',
    }
    await ask(cookie, { conversationId, action: edit })
    const { messages } = await transcriptOf(cookie, conversationId)
    expect(messages.flatMap((message) => (message.role === 'person' ? [message.text] : []))).toEqual([
      'What is a halo?',
      'And the tides?',
    ])
    expect(messages[2]?.versions).toHaveLength(2)
  })

  test('a deleted conversation is gone until it is restored', async () => {
    const { conversationId } = idsOf(await ask(cookie, { question: 'What is a halo?' }))
    const params = { conversationId }
    expect((await call(conversationRoute.DELETE, 'DELETE', { cookie, params, body: {} })).status).toBe(200)
    expect(await refusalOf(call(conversationRoute.GET, 'GET', { cookie, params }))).toEqual([
      404,
      'not_found',
    ])
    expect((await call(restoreRoute.POST, 'POST', { cookie, params, body: {} })).status).toBe(200)
    expect((await transcriptOf(cookie, conversationId)).messages).toHaveLength(2)
  })

  test('every path part that belongs to somebody else is not there', async () => {
    const { conversationId, runId, userMessageId } = idsOf(await ask(cookie, { question: 'What is a halo?' }))
    const { cookie: stranger } = await newPerson()
    const conversation = { cookie: stranger, params: { conversationId } }
    const run = { cookie: stranger, params: { runId } }
    const answers = [
      call(conversationRoute.GET, 'GET', conversation),
      call(conversationRoute.PATCH, 'PATCH', { ...conversation, body: { title: 'mine' } }),
      call(conversationRoute.DELETE, 'DELETE', { ...conversation, body: {} }),
      call(restoreRoute.POST, 'POST', { ...conversation, body: {} }),
      call(versionRoute.PUT, 'PUT', { ...conversation, body: { messageId: userMessageId } }),
      call(eventsRoute.GET, 'GET', run),
      call(stopRoute.POST, 'POST', { ...run, body: {} }),
      call(suggestionsRoute.GET, 'GET', run),
      call(runsRoute.POST, 'POST', {
        cookie: stranger,
        body: runRequest({ conversationId, question: 'hi there' }),
      }),
      call(runsRoute.POST, 'POST', {
        cookie: stranger,
        body: runRequest({ conversationId, action: { kind: 'regenerate', userMessageId } }),
      }),
    ]
    for (const answer of answers) expect(await refusalOf(answer)).toEqual([404, 'not_found'])
    expect((await transcriptOf(cookie, conversationId)).conversation.title).toBe('What is a halo?')
  })

  test('what cannot be sent is refused with its reason', async () => {
    const refused = async (body: unknown) => refusalOf(call(runsRoute.POST, 'POST', { cookie, body }))
    expect(await refused(runRequest({ question: '  \n ' }))).toEqual([400, 'question_empty'])
    expect(await refused(runRequest({ question: 'x'.repeat(maxQuestionBytes + 1) }))).toEqual([
      400,
      'question_too_long',
    ])
    expect(await refused(runRequest({ question: 'hello', appId: '42' }))).toEqual([404, 'agent_unknown'])
    expect(await refused(runRequest({ question: 'hello', appId: '../x' }))).toEqual([400, 'invalid_request'])
    expect(await refused({ ...runRequest({ question: 'hello' }), sendKey: 'again' })).toEqual([
      400,
      'invalid_request',
    ])
    expect(await refused('not an object')).toEqual([400, 'invalid_request'])
    expect(await refused({ question: 'x'.repeat(300_000) })).toEqual([413, 'body_too_large'])
  })

  test('a question of exactly the longest length is sent', async () => {
    const frames = await ask(cookie, { question: '月'.repeat(maxQuestionBytes / 3) + 'xx' })
    expect(frames.at(-1)).toMatchObject({ type: 'run-end' })
  })

  test('only our own pages may change anything', async () => {
    const body = runRequest({ question: 'hello' })
    const foreign = { cookie, body, headers: { origin: 'https://elsewhere.example' } }
    expect(await refusalOf(call(runsRoute.POST, 'POST', foreign))).toEqual([403, 'forbidden_origin'])
    const form = { cookie, body, headers: { 'content-type': 'text/plain' } }
    expect(await refusalOf(call(runsRoute.POST, 'POST', form))).toEqual([415, 'unsupported_media_type'])
    expect(await refusalOf(call(runsRoute.POST, 'POST', { body }))).toEqual([401, 'unauthenticated'])
  })

  test('stop reaches upstream, and a second run waits for the first to be over', async () => {
    const response = await call(runsRoute.POST, 'POST', {
      cookie,
      body: runRequest({ appId: bench, question: 'stream 100kB at 20/s' }),
    })
    const reader = response.body?.getReader()
    const seen = await firstText(reader)
    const { conversationId, runId } = idsOf(seen)
    const second = runRequest({ appId: bench, conversationId, question: 'hello' })
    expect(await refusalOf(call(runsRoute.POST, 'POST', { cookie, body: second }))).toEqual([
      409,
      'run_active',
    ])
    const stopped = await read(await call(stopRoute.POST, 'POST', { cookie, params: { runId }, body: {} }))
    expect(stopped).toEqual({ status: 'stopped' })
    await expect.poll(() => running()).toBe(0)
    const after = await framesOf(await call(eventsRoute.GET, 'GET', { cookie, params: { runId } }))
    expect(after).toMatchObject([{ type: 'snapshot', run: { status: 'stopped' } }])
  })

  test('more runs at once than allowed are refused with a wait', async () => {
    const { cookie: guest } = await newPerson()
    const begin = () =>
      call(runsRoute.POST, 'POST', {
        cookie: guest,
        body: runRequest({ appId: bench, question: 'stream 100kB at 20/s' }),
      })
    const open = [await begin(), await begin(), await begin()]
    const refused = await begin()
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(await refusalOf(Promise.resolve(refused))).toEqual([429, 'too_many_runs'])
    for (const response of open) {
      const { runId } = idsOf(await firstText(response.body?.getReader()))
      await call(stopRoute.POST, 'POST', { cookie: guest, params: { runId }, body: {} })
    }
  })

  test('resuming anywhere gives the same text', async () => {
    const frames = await ask(cookie, { question: 'What is a halo?' })
    const { runId } = idsOf(frames)
    const snapshot = await framesOf(await call(eventsRoute.GET, 'GET', { cookie, params: { runId } }))
    expect(textOf(snapshot)).toBe(textOf(frames))
  })

  test('the key stays on the server', async () => {
    const frames = await ask(cookie, { appId: bench, question: '401' })
    expect(JSON.stringify(frames)).not.toContain('secret-of-the-engine')
    expect(frames.at(-1)).toMatchObject({ type: 'run-end', outcome: 'failed' })
  })

  async function generations(): Promise<number> {
    return (await stats()).generationsStarted
  }

  async function running(): Promise<number> {
    return (await stats()).running
  }

  async function stats(): Promise<{ generationsStarted: number; running: number }> {
    const address = new URL('/engine/stats', engine.baseUrl)
    const response = await fetch(address, { headers: { authorization: `Bearer ${engineKey}` } })
    return read(response)
  }
})

function agentNamed(name: string): string {
  const agent = engineAgents.find((candidate) => candidate.name.en === name)
  if (!agent) throw new Error(`no agent ${name}`)
  return agent.appId
}

type Asked = { question?: string; appId?: string; conversationId?: string; action?: StartRun['action'] }

function runRequest({ question = '', appId = guide, conversationId, action }: Asked): StartRun {
  return {
    sendKey: crypto.randomUUID(),
    target: { family: 'agent', id: appId },
    conversationId: conversationId ?? null,
    action: action ?? { kind: 'send', question },
  }
}

async function ask(cookie: string, asked: Asked): Promise<Json[]> {
  return framesOf(await call(runsRoute.POST, 'POST', { cookie, body: runRequest(asked) }))
}

async function framesOf(response: Response): Promise<Json[]> {
  expect(response.status).toBe(200)
  return framesIn(await response.text())
}

function framesIn(text: string): Json[] {
  return text
    .split('\n\n')
    .map((block) => /^data: (.+)$/m.exec(block)?.[1])
    .filter((data) => data !== undefined)
    .map((data) => JSON.parse(data))
}

/** Reads until the first text arrives, and leaves the rest unread. */
async function firstText(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<Json[]> {
  let text = ''
  while (!text.includes('text-delta')) {
    const { value, done } = (await reader?.read()) ?? { done: true }
    if (done) break
    text += Buffer.from(value ?? []).toString()
  }
  return framesIn(text)
}

function runIdIn(frames: Json[]): string {
  return frames[0].type === 'snapshot' ? frames[0].run.id : frames[0].runId
}

function idsOf(frames: Json[]): {
  conversationId: string
  runId: string
  userMessageId: string
  answerMessageId: string
} {
  return frames[0]
}

function textOf(frames: Json[]): string {
  return frames
    .map((frame) => {
      if (frame.type === 'text-delta') return frame.text
      if (frame.type !== 'snapshot') return ''
      return frame.run.parts.map((part: Json) => part.text ?? '').join('')
    })
    .join('')
}

async function transcriptOf(cookie: string, conversationId: string): Promise<Transcript> {
  return read(await call(conversationRoute.GET, 'GET', { cookie, params: { conversationId } }))
}
