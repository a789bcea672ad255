import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { UpstreamOptions } from '../http'
import { openUpstream, readAll, startServer } from '../testing'
import type { Answer } from '../testing'
import { createAssistantClient } from './client'
import type { AskOptions, AssistantClient } from './client'
import { assistantListRequestSchema, assistantRequestSchema, suggestRequestSchema } from './wire'

async function connect(answer: Answer, options: Partial<UpstreamOptions> = {}) {
  const server = await startServer(answer)
  const { upstream } = openUpstream(server.baseUrl, options)
  return { server, client: createAssistantClient(upstream) }
}

const question: AskOptions = {
  assistantId: '65940acff94777010aa6b796',
  model: 'glm-4-assistant',
  conversationId: null,
  text: '你好',
  fileIds: [],
  translate: null,
  requestId: '019a9f00-0000-7000-8000-000000000001',
  node: { nodeId: 'assistant', nodeName: 'Assistant' },
}

const ask = (client: AssistantClient, options: Partial<AskOptions> = {}) =>
  readAll(client.ask({ ...question, ...options }))

const fixture = (name: string) => readFileSync(`${import.meta.dirname}/__fixtures__/${name}`)
const stream = { 'content-type': 'text/event-stream' }
const chart = fixture('chart.sse')
const say = (body: string | Uint8Array, status = 200): Answer => {
  return (response) => response.writeHead(status, stream).end(body)
}
const sayJson = (body: unknown, status = 200): Answer => say(JSON.stringify(body), status)

describe('what is sent', () => {
  test('a question: parts, always a stream, our run id, nothing that is not needed', async () => {
    const { client, server } = await connect(say(chart))
    await ask(client)
    const [request] = server.received
    expect([request?.method, request?.path]).toEqual(['POST', '/api/paas/v4/assistant'])
    expect(request?.body).toEqual({
      assistant_id: '65940acff94777010aa6b796',
      model: 'glm-4-assistant',
      stream: true,
      messages: [{ role: 'user', content: [{ type: 'text', text: '你好' }] }],
      request_id: question.requestId,
    })
  })

  test('a conversation, files and languages', async () => {
    const { client, server } = await connect(say(chart))
    const fileIds = ['7931838c-a132', 'chatglm4/3db10f79.pdf']
    await ask(client, { conversationId: '66b1', fileIds, translate: { from: 'zh', to: 'en' } })
    const body = server.received[0]?.body
    expect(body).toMatchObject({
      conversation_id: '66b1',
      attachments: [{ file_id: '7931838c-a132' }, { file_id: 'chatglm4/3db10f79.pdf' }],
      extra_parameters: { translate: { from: 'zh', to: 'en' } },
    })
    expect(assistantRequestSchema.safeParse(body).error).toBeUndefined()
  })
})

describe('what comes back', () => {
  test('an answer: its events in order, its text at the end', async () => {
    const { client } = await connect(say(chart))
    const { events, end } = await ask(client)
    expect(events.map(({ type }) => type)).toEqual([
      'upstream-start',
      'upstream-ids',
      'tool-start',
      'tool-end',
      'tool-start',
      'media',
      'tool-end',
      'text-delta',
      'usage',
    ])
    expect(end).toEqual({ outcome: 'done', text: '未来七天最高 34 度 🌤️。【1†source】', calls: [] })
  })

  test('an answer in one piece', async () => {
    const { client } = await connect(say(fixture('answer.json')))
    expect((await ask(client)).end).toMatchObject({ outcome: 'done', text: '你好，我是月湖助手。' })
  })

  test('a refusal before the stream, and one in its place', async () => {
    const refusal = { error: { code: '1301', message: 'no' } }
    const end = { outcome: 'failed', failure: { code: 'unsafe', detail: 'no', upstreamCode: '1301' } }
    const before = await connect(sayJson(refusal, 400))
    const instead = await connect(sayJson(refusal))
    expect((await ask(before.client)).end).toEqual(end)
    expect((await ask(instead.client)).end).toEqual(end)
    expect(before.server.received).toHaveLength(1)
  })

  test('a stream that is cut: interrupted, what came is kept', async () => {
    const { client } = await connect(say(chart.subarray(0, chart.indexOf('"content":"最高'))))
    const { events, end } = await ask(client)
    expect(events.at(-1)).toEqual({ type: 'text-delta', text: '未来七天' })
    expect(end).toMatchObject({ outcome: 'interrupted', failure: { code: 'stream_cut' } })
  })

  test('a stop closes upstream’s socket and throws its reason', async () => {
    const abort = new AbortController()
    const reason = new Error('stopped')
    const { client, server } = await connect((response) => {
      response.writeHead(200, stream).write(chart.subarray(0, 400))
      setImmediate(() => abort.abort(reason))
    })
    await expect(ask(client, { signal: abort.signal })).rejects.toBe(reason)
    await server.received[0]?.closed
  })
})

test('the list of all assistants', async () => {
  const { client, server } = await connect(say(fixture('list.json')))
  const assistants = await client.listAssistants()
  expect(assistants.map(({ name }) => name)).toEqual(['通用智能助手', 'Flowcharts'])
  expect(server.received[0]).toMatchObject({ method: 'POST', path: '/api/paas/v4/assistant/list' })
  expect(assistantListRequestSchema.parse(server.received[0]?.body)).toEqual({ assistant_id_list: [] })
})

test('a list that may not be read', async () => {
  const { client } = await connect(sayJson({ error: { code: '1220', message: 'no right' } }, 403))
  await expect(client.listAssistants()).rejects.toMatchObject({ failure: { upstreamCode: '1220' } })
})

describe('suggested questions', () => {
  test.each<[string, unknown]>([
    ['bare', { suggest_list: ['A?', 'B?'] }],
    ['in an envelope', { success: true, code: 200, msg: 'ok', data: { suggest_list: ['A?', 'B?'] } }],
    ['a list in an envelope', { code: 200, data: ['A?', 'B?'] }],
    ['objects', { suggest_list: [{ content: 'A?' }, { content: 'B?' }] }],
  ])('%s', async (_name, body) => {
    const { client, server } = await connect(sayJson(body))
    expect(await client.suggest('65aa', '66bb')).toEqual(['A?', 'B?'])
    expect(server.received[0]?.path).toBe('/api/paas/v4/assistant/conversation/suggest')
    expect(suggestRequestSchema.parse(server.received[0]?.body)).toEqual({
      assistant_id: '65aa',
      conversation_id: '66bb',
    })
  })

  test.each([{}, { suggest_list: null }, { code: 200 }])('none: %j', async (body) => {
    const { client } = await connect(sayJson(body))
    expect(await client.suggest('65aa', '66bb')).toEqual([])
  })
})

describe('deleting a file', () => {
  test('by its id', async () => {
    const { client, server } = await connect(sayJson({ id: 'f-1', object: 'file', deleted: true }))
    await client.deleteFile('f-1')
    expect(server.received[0]).toMatchObject({ method: 'DELETE', path: '/api/paas/v4/files/f-1', body: null })
  })

  test('one that is not there any more', async () => {
    const { client } = await connect(sayJson({ error: { code: '1214', message: 'gone' } }, 404))
    await expect(client.deleteFile('f-1')).resolves.toBeUndefined()
  })

  test.each<[string, string, Answer]>([
    ['upstream did not', 'f-1', sayJson({ id: 'f-1', deleted: false })],
    ['it may not be', 'f-1', sayJson({ error: { code: '1220', message: 'no' } }, 403)],
    ['no path can name it', 'chatglm4/a.pdf', sayJson({ deleted: true })],
  ])('is told when %s', async (_name, fileId, answer) => {
    const { client } = await connect(answer)
    await expect(client.deleteFile(fileId)).rejects.toMatchObject({ name: 'UpstreamError' })
  })
})
