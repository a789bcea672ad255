import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createLanguageModel, LanguageModelError } from './language-model'
import { complete, deltasOf, reasonsOf, stream, streamedText, textOfBody } from './models/testing'
import { startEngine } from './server'
import { readPath } from './testing'

type Asked = { authorization: string | undefined; body: Record<string, unknown> }
type Reply = { status?: number; deltas?: unknown[]; finish?: string; raw?: string }

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A server of somebody else that speaks the dialect; what it was asked is kept. */
async function startModel(replies: Reply[]): Promise<{ baseUrl: string; asked: Asked[] }> {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (piece) => (text += piece))
    request.on('end', () => {
      asked.push({ authorization: request.headers.authorization, body: JSON.parse(text) as Asked['body'] })
      const { status = 200, deltas = [], finish = 'stop', raw } = replies[asked.length - 1] ?? {}
      response.writeHead(status, { 'content-type': 'text/event-stream' })
      if (raw !== undefined) {
        response.end(raw)
        return
      }
      for (const delta of deltas) response.write(frame({ choices: [{ index: 0, delta }] }))
      response.write(frame({ choices: [{ index: 0, delta: {}, finish_reason: finish }] }))
      response.write(frame({ choices: [], usage: { prompt_tokens: 11, completion_tokens: 7 } }))
      response.end('data: [DONE]\n\n')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => close(server))
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked }
}

const frame = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

async function startWith(baseUrl: string) {
  const engine = await startEngine({ pace: Infinity, llm: { baseUrl, apiKey: 'sk-1', model: 'small' } })
  closers.push(() => engine.close())
  return engine
}

async function write(baseUrl: string): Promise<string[]> {
  const pieces: string[] = []
  const model = createLanguageModel({ baseUrl, model: 'small' })
  const signal = AbortSignal.timeout(10_000)
  for await (const piece of model.write({ system: 'Be kind.', prompt: 'Hello', signal })) pieces.push(piece)
  return pieces
}

test('it writes one text, piece by piece, without what it thinks', async () => {
  const { baseUrl, asked } = await startModel([
    {
      deltas: [
        { reasoning: 'Hm.' },
        { content: '<thi' },
        { content: 'nk>Hm.</think>' },
        { content: '\n\nGood ' },
        { content: 'day' },
      ],
    },
  ])
  expect(await write(baseUrl)).toEqual(['Good ', 'day'])
  expect(asked[0]).toMatchObject({
    authorization: undefined,
    body: {
      model: 'small',
      stream: true,
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Hello' },
      ],
    },
  })
})

test.each([
  [
    'refuses',
    { status: 404, raw: '{"error":{"message":"model small not found"}}' },
    /HTTP 404: model small not found/,
  ],
  ['fails on the way', { raw: frame({ error: { message: 'out of memory' } }) }, /failed: .*out of memory/],
])('a server that %s is named in one sentence', async (_name, reply, sentence) => {
  const { baseUrl } = await startModel([reply])
  const failure = write(baseUrl)
  await expect(failure).rejects.toBeInstanceOf(LanguageModelError)
  await expect(failure).rejects.toThrow(sentence)
})

test('models pass the conversation on, with what was found, and stream text and thoughts through', async () => {
  const { baseUrl, asked } = await startModel([
    {
      deltas: [
        { reasoning_content: 'Let me see.' },
        { content: 'It is the light ' },
        { content: 'of the earth.' },
      ],
    },
  ])
  const engine = await startWith(baseUrl)
  const chunks = await stream(engine, 'moonlake-chat', 'What is earthshine?', {
    temperature: 0.3,
    stop: ['END'],
  })
  expect(streamedText(chunks)).toBe('It is the light of the earth.')
  expect(deltasOf(chunks, 'reasoning_content')).toEqual(['Let me see.'])
  expect(chunks.at(-2)).toMatchObject({ usage: { prompt_tokens: 11, completion_tokens: 7 } })
  const [first] = asked
  expect(first?.authorization).toBe('Bearer sk-1')
  expect(first?.body).toMatchObject({ model: 'small', temperature: 0.3, stop: ['END'] })
  expect(first?.body['messages']).toMatchObject([
    { role: 'system', content: expect.stringContaining('sunlight that the Earth reflects') },
    { role: 'user', content: 'What is earthshine?' },
  ])
})

test('functions are passed on, calls come back, results are sent', async () => {
  const call = { index: 0, id: 'c1', function: { name: 'calculate', arguments: '{"expression":' } }
  const rest = { index: 0, function: { arguments: '"6*7"}' } }
  const { baseUrl, asked } = await startModel([
    { deltas: [{ tool_calls: [call] }, { tool_calls: [rest] }], finish: 'tool_calls' },
    { deltas: [{ content: 'It is 42.' }] },
  ])
  const engine = await startWith(baseUrl)
  const tool = { type: 'function', function: { name: 'calculate', description: 'Works out', parameters: {} } }
  const body = await complete(engine, 'moonlake-chat', 'What is 6*7?', { tools: [tool] })
  expect(body).toMatchObject({
    choices: [
      {
        finish_reason: 'tool_calls',
        message: {
          tool_calls: [{ id: 'c1', function: { name: 'calculate', arguments: '{"expression":"6*7"}' } }],
        },
      },
    ],
  })
  expect(asked[0]?.body['tools']).toEqual([tool])
  const messages = [
    { role: 'user', content: 'What is 6*7?' },
    readPath(body, 'choices', 0, 'message'),
    { role: 'tool', tool_call_id: 'c1', content: '42' },
  ]
  expect(textOfBody(await complete(engine, 'moonlake-chat', messages, { tools: [tool] }))).toBe('It is 42.')
  expect(asked[1]?.body['messages']).toMatchObject([
    {},
    { tool_calls: [{ id: 'c1' }] },
    { role: 'tool', content: '42' },
  ])
})

test('tools of MCP servers are run by the engine, and the model goes on with their output', async () => {
  const call = {
    index: 0,
    id: 'm1',
    function: { name: 'almanac__lake_facts', arguments: '{"name":"Lake Baikal"}' },
  }
  const { baseUrl, asked } = await startModel([
    { deltas: [{ tool_calls: [call] }], finish: 'tool_calls' },
    { deltas: [{ content: 'Deep.' }] },
  ])
  const engine = await startWith(baseUrl)
  const mcp = { server_label: 'almanac', server_url: engine.mcpServers[0]?.url }
  const chunks = await stream(engine, 'moonlake-chat', 'How deep is Lake Baikal?', {
    tools: [{ type: 'mcp', mcp }],
  })
  expect(deltasOf(chunks, 'tool_calls', 0, 'mcp', 'type')).toEqual(['mcp_list_tools', 'mcp_call'])
  expect(streamedText(chunks)).toBe('Deep.')
  expect(reasonsOf(chunks)).toEqual(['stop'])
  expect(JSON.stringify(asked[1]?.body['messages'])).toContain('1,642 m')
})

test('web results go along and are told', async () => {
  const { baseUrl, asked } = await startModel([{ deltas: [{ content: 'The moon does it[ref_1].' }] }])
  const engine = await startWith(baseUrl)
  const tools = [{ type: 'web_search', web_search: { search_engine: 'search_std' } }]
  const body = await complete(engine, 'moonlake-chat', 'Why are there two tides a day?', { tools })
  expect(body).toMatchObject({ web_search: [{ refer: 'ref_1' }, {}, {}, {}] })
  expect(JSON.stringify(asked[0]?.body['messages'])).toContain('[ref_1] Tide')
})

test('a language model that cannot be reached is a clear failure, before or inside the stream', async () => {
  const { baseUrl } = await startModel([
    { raw: `${frame({ choices: [{ delta: { content: 'Half ' } }] })}${frame({ error: 'gone' })}` },
  ])
  const broken = await startWith(baseUrl)
  const chunks = await stream(broken, 'moonlake-chat-mini', 'What is earthshine?')
  expect(streamedText(chunks)).toBe('Half ')
  expect(chunks.at(-1)).toMatchObject({ error: { code: '1234', message: expect.stringContaining('gone') } })
  const nowhere = await startWith('http://127.0.0.1:1/v1')
  const body = await complete(nowhere, 'moonlake-chat-mini', 'What is earthshine?')
  expect(body).toEqual({
    error: { code: '1234', message: expect.stringMatching(/small at 127\.0\.0\.1:1 cannot be reached/) },
  })
})
