import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '@/lib/targets/settings'
import type { UpstreamOptions } from '../http'
import { openUpstream, readAll, startServer } from '../testing'
import type { Answer } from '../testing'
import { createModelClient } from './client'
import type { CompleteOptions, ModelClient } from './client'
import { chatRequestSchema } from './wire'

async function connect(answer: Answer, options: Partial<UpstreamOptions> = {}) {
  const server = await startServer(answer)
  const { upstream, clock } = openUpstream(server.baseUrl, options)
  return { server, clock, client: createModelClient(upstream) }
}

const question: CompleteOptions = {
  model: 'glm-x',
  messages: [{ role: 'user', parts: [{ type: 'text', text: '你好' }] }],
  settings: defaultSettings,
  groups: ['thinking', 'sampling'],
  functions: [],
  mcpServers: [],
  requestId: 'run-1234-0',
  node: { nodeId: 'model', nodeName: 'GLM' },
}

const ask = (client: ModelClient, options: Partial<CompleteOptions> = {}) =>
  readAll(client.complete({ ...question, ...options }))

const stream = { 'content-type': 'text/event-stream' }
const fixture = (name: string) => readFileSync(`${import.meta.dirname}/__fixtures__/${name}`)
const data = (value: object) => `data: ${JSON.stringify(value)}\n\n`
const text = (content: string) => data({ id: 'c1', choices: [{ index: 0, delta: { content } }] })
const stop = data({ id: 'c1', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
const say = (body: string | Uint8Array, headers: Record<string, string> = stream): Answer => {
  return (response) => response.writeHead(200, headers).end(body)
}

test('a question goes to its address with the key, streaming, within the documented ranges', async () => {
  const { client, server } = await connect(say(fixture('thinking.sse')))
  const { end, run, events } = await ask(client)
  expect(server.received[0]).toMatchObject({
    method: 'POST',
    path: '/api/paas/v4/chat/completions',
    headers: { authorization: 'Bearer test-id-123.test-secret-456' },
    body: { model: 'glm-x', stream: true, thinking: { type: 'enabled' }, request_id: 'run-1234-0' },
  })
  expect(chatRequestSchema.safeParse(server.received[0]?.body).error).toBeUndefined()
  expect(events[0]?.type).toBe('upstream-start')
  expect(end).toEqual({ outcome: 'done', text: '你好', calls: [] })
  expect(run.reasoning?.text).toBe('先想')
})

test('the loop of functions: called, answered, said', async () => {
  const { client, server } = await connect((response, _request, number) => {
    const called = {
      index: 0,
      id: 'call_a',
      type: 'function',
      function: { name: 'add', arguments: '{"a":1}' },
    }
    const calling = [
      data({ id: 'c1', choices: [{ delta: { content: 'Let me see.', tool_calls: [called] } }] }),
      data({ id: 'c1', choices: [{ delta: {}, finish_reason: 'tool_calls' }] }),
    ].join('')
    response.writeHead(200, stream).end(number === 0 ? calling : text('Two.') + stop)
  })
  const functions = [{ name: 'add', description: 'Adds', parameters: { type: 'object' } }]
  const first = await ask(client, { functions })
  expect(first.end).toEqual({
    outcome: 'done',
    text: 'Let me see.',
    calls: [{ id: 'call_a', name: 'add', arguments: '{"a":1}' }],
  })
  if (first.end.outcome !== 'done') return
  const second = await ask(client, {
    functions,
    requestId: 'run-1234-1',
    messages: [
      ...question.messages,
      { role: 'assistant', text: first.end.text, calls: first.end.calls, audioId: null },
      { role: 'tool', callId: 'call_a', text: '2' },
    ],
  })
  expect(second.end).toMatchObject({ text: 'Two.', calls: [] })
  expect(server.received[1]?.body).toMatchObject({
    messages: [
      { role: 'user' },
      {
        role: 'assistant',
        content: 'Let me see.',
        tool_calls: [{ id: 'call_a', function: { name: 'add' } }],
      },
      { role: 'tool', tool_call_id: 'call_a', content: '2' },
    ],
    tools: [{ type: 'function' }],
  })
})

describe('the body decides what it is', () => {
  const body = JSON.stringify({
    id: 'c1',
    choices: [{ message: { content: '你好' }, finish_reason: 'stop' }],
  })

  test.each<[string, string | Uint8Array, Record<string, string>]>([
    ['one answer', body, { 'content-type': 'application/json' }],
    ['one answer that says it is a stream', body, stream],
    ['a stream that says it is JSON', text('你好') + stop, { 'content-type': 'application/json' }],
    [
      'a stream with CRLF and comments',
      `: hi\r\n\r\n${(text('你好') + stop).replaceAll('\n', '\r\n')}`,
      stream,
    ],
    ['a stream that ends without a blank line', (text('你好') + stop).trimEnd(), stream],
  ])('%s', async (_name, answer, headers) => {
    const { client } = await connect(say(answer, headers))
    expect(await ask(client)).toMatchObject({ text: '你好', end: { outcome: 'done', text: '你好' } })
  })

  test('byte by byte', async () => {
    const { client } = await connect(async (response) => {
      response.writeHead(200, stream)
      for (const byte of fixture('all-tools.sse')) {
        if (!response.write(Buffer.of(byte))) await new Promise((resolve) => response.once('drain', resolve))
      }
      response.end()
    })
    const { text: shown, run } = await ask(client)
    expect([shown, run.steps[0]?.tools.length]).toEqual(['圆周率约 3.14159。', 3])
  })
})

describe('failures', () => {
  test.each<[string, number, object, object]>([
    [
      'an error under status 200',
      200,
      { error: { code: '1305', message: 'busy' } },
      { code: 'overloaded', detail: 'busy', upstreamCode: '1305' },
    ],
    ['unsafe', 400, { error: { code: '1301', message: 'unsafe' } }, { code: 'unsafe', upstreamCode: '1301' }],
    ['too long', 400, { error: { code: '1261', message: 'long' } }, { code: 'prompt_too_long' }],
    ['no right', 403, { error: { code: '1220', message: 'no' } }, { code: 'no_permission' }],
    ['no such model', 400, { error: { code: '1211', message: 'none' } }, { code: 'not_found' }],
    ['a wrong key', 401, { error: { code: '1000', message: 'x' } }, { code: 'configuration', detail: null }],
  ])('%s is returned, not thrown', async (_name, status, body, failure) => {
    const { client, server } = await connect((response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
    const { end } = await ask(client)
    expect(end).toMatchObject({ outcome: 'failed', failure })
    expect(server.received).toHaveLength(1)
  })

  test('the key never comes back', async () => {
    const error = { error: { code: '1210', message: 'bad test-id-123.test-secret-456' } }
    const { client } = await connect(say(text('a') + data(error)))
    expect(JSON.stringify(await ask(client))).not.toContain('test-secret-456')
  })

  test('a cut keeps the text', async () => {
    const { client } = await connect((response) => {
      response.writeHead(200, stream).write(text('half'))
      setImmediate(() => response.destroy())
    })
    expect(await ask(client)).toMatchObject({
      text: 'half',
      end: { outcome: 'interrupted', failure: { code: 'stream_cut' } },
    })
  })

  test('stopping closes upstream’s socket and throws the reason', async () => {
    const abort = new AbortController()
    const reason = new Error('stopped')
    const { client, server } = await connect((response) => {
      response.writeHead(200, stream).write(text('half'))
      setImmediate(() => abort.abort(reason))
    })
    await expect(ask(client, { signal: abort.signal })).rejects.toBe(reason)
    await server.received[0]?.closed
  })

  test('a busy upstream that says how long is waited for', async () => {
    const { client, clock } = await connect((response, _request, number) => {
      if (number > 0) response.writeHead(200, stream).end(text('a') + stop)
      else response.writeHead(429, { 'retry-after': '2' }).end('{"error":{"code":"1302","message":"slow"}}')
    })
    const { events, end } = await ask(client)
    expect(events[0]).toMatchObject({ type: 'notice', code: 'waiting_to_retry' })
    expect([clock.sleeps, end.outcome]).toEqual([[2_000], 'done'])
  })
})

describe('models', () => {
  test.each<[string, unknown, string[]]>([
    [
      'OpenAI’s list',
      { object: 'list', data: [{ id: 'glm-4.6' }, { id: 'glm-4.5' }, { id: 'glm-4.6' }] },
      ['glm-4.6', 'glm-4.5'],
    ],
    ['a bare list', [{ id: 'a' }, { name: 'b' }, 7], ['a']],
    ['something else', { hello: 1 }, []],
  ])('%s', async (_name, body, expected) => {
    const { client, server } = await connect(say(JSON.stringify(body)))
    expect(await client.listModels()).toEqual(expected)
    expect(server.received[0]).toMatchObject({ method: 'GET', path: '/api/paas/v4/models' })
  })

  test('none when there is no such address', async () => {
    const { client } = await connect((response) => response.writeHead(404).end())
    await expect(client.listModels()).rejects.toMatchObject({ failure: { code: 'not_found' } })
  })
})
