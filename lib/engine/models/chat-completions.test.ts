import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEngine } from '../server'
import type { RunningEngine } from '../server'
import { get, readPath } from '../testing'
import { engineModels, modelIds } from './catalogue'
import {
  askModel,
  complete,
  deltasOf,
  readChunks,
  reasonsOf,
  stream,
  streamedText,
  textOfBody,
} from './testing'

let engine: RunningEngine

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

type Stats = {
  generationsStarted: number
  running: number
  finished: number
  aborted: number
  lastChats: unknown[]
}
const stats = async () => (await (await get(engine, '/engine/stats')).json()) as Stats

test('frames have one space, every chunk is named, usage comes with the reason, then the end mark', async () => {
  const response = await askModel(engine, {
    model: 'moonlake-chat',
    messages: [{ role: 'user', content: 'What is earthshine?' }],
    stream: true,
  })
  const text = await response.text()
  expect(
    text
      .split('\n\n')
      .filter((event) => event !== '')
      .every((event) => /^data: \S/.test(event)),
  ).toBe(true)
  const chunks = readChunks(text)
  expect(chunks.pop()).toBeNull()
  const [first] = chunks
  for (const chunk of chunks) expect(chunk).toMatchObject({ id: first?.['id'], model: 'moonlake-chat' })
  expect(String(first?.['created'])).toHaveLength(10)
  expect(chunks.at(-1)).toMatchObject({
    choices: [{ index: 0, finish_reason: 'stop' }],
    usage: {
      total_tokens: expect.any(Number),
      completion_tokens_details: { reasoning_tokens: expect.any(Number) },
    },
  })
  expect(streamedText(chunks)).toContain('earthshine')
  const kinds = chunks.map(
    (chunk) => readPath(chunk, 'choices', 0, 'delta', 'reasoning_content') !== undefined,
  )
  expect(kinds.lastIndexOf(true)).toBeLessThan(kinds.indexOf(false))
})

test('without stream it answers one body with the same text, and thinking can be switched off', async () => {
  const body = await complete(engine, 'moonlake-chat', 'What is earthshine?', {
    thinking: { type: 'disabled' },
  })
  const chunks = await stream(engine, 'moonlake-chat', 'What is earthshine?', {
    thinking: { type: 'disabled' },
  })
  expect(textOfBody(body)).toBe(streamedText(chunks))
  expect(readPath(body, 'choices', 0, 'message', 'reasoning_content')).toBeUndefined()
  expect(deltasOf(chunks, 'reasoning_content')).toEqual([])
  expect(body).toMatchObject({ object: 'chat.completion', choices: [{ finish_reason: 'stop' }] })
})

test('what was read before is cached', async () => {
  const messages = [{ role: 'user', content: 'Is the water of the lake cold tonight?' }]
  const first = await complete(engine, 'moonlake-chat-mini', messages)
  const again = await complete(engine, 'moonlake-chat-mini', [
    ...messages,
    { role: 'assistant', content: 'Yes.' },
    { role: 'user', content: 'Thanks' },
  ])
  const cached = (body: unknown) => readPath(body, 'usage', 'prompt_tokens_details', 'cached_tokens')
  expect(cached(first)).toBe(0)
  expect(cached(again)).toBe(readPath(first, 'usage', 'prompt_tokens'))
})

test.each([
  ['an unknown model', { model: 'nobody' }, 400, '1211'],
  ['no messages', { messages: undefined }, 400, '1213'],
  ['an empty conversation', { messages: [] }, 400, '1214'],
  ['nobody who asks', { messages: [{ role: 'system', content: 'You are kind.' }] }, 400, '1214'],
  ['a role of another vendor', { messages: [{ role: 'developer', content: 'x' }] }, 400, '1214'],
  ['too warm', { temperature: 1.2 }, 400, '1214'],
  ['no share at all', { top_p: 0 }, 400, '1214'],
  ['no tokens', { max_tokens: 0 }, 400, '1214'],
  ['too many tokens', { max_tokens: 131_073 }, 400, '1214'],
  ['two stop texts', { stop: ['a', 'b'] }, 400, '1210'],
  ['a way of thinking of another vendor', { thinking: { type: 'auto' } }, 400, '1210'],
  ['a forced tool', { tool_choice: 'required' }, 400, '1210'],
  ['a schema as the format', { response_format: { type: 'json_schema' } }, 400, '1210'],
  ['a search without its engine', { tools: [{ type: 'web_search', web_search: {} }] }, 400, '1213'],
  ['a short user id', { user_id: 'me' }, 400, '1214'],
  [
    'a picture for a model of texts',
    { messages: [user({ type: 'image_url', image_url: { url: 'x' } })] },
    400,
    '1210',
  ],
  ['AllTools without a stream', { model: 'moonlake-alltools' }, 400, '1212'],
  ['a prompt beyond the window', { messages: [{ role: 'user', content: 'x'.repeat(512_001) }] }, 400, '1261'],
  ['a model that always refuses', { model: 'moonlake-error-1113' }, 429, '1113'],
])('%s is refused', async (_name, change, status, code) => {
  const body = { model: 'moonlake-chat', messages: [{ role: 'user', content: 'Hello' }], ...change }
  const response = await askModel(engine, body)
  expect(response.status).toBe(status)
  expect(await response.json()).toEqual({ error: { code, message: expect.stringMatching(/\S/) } })
})

test('a document cannot go along with a picture', async () => {
  const parts = [
    { type: 'file_url', file_url: { url: 'https://example.com/a.pdf' } },
    { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
  ]
  expect(await complete(engine, 'moonlake-vision', [user(...parts)])).toMatchObject({
    error: { code: '1215' },
  })
})

test('without a key nothing is told; double slashes do no harm', async () => {
  const bare = await fetch(`${engine.baseUrl}/paas/v4/models`)
  expect([bare.status, readPath(await bare.json(), 'error', 'code')]).toEqual([401, '1001'])
  const listed = await get(engine, '//paas//v4/models')
  expect(readPath(await listed.json(), 'object')).toBe('list')
})

test('what models were asked can be looked up, without the bytes of pictures and the values of headers', async () => {
  const before = await stats()
  await complete(
    engine,
    'moonlake-test-bench',
    [user({ type: 'text', text: 'plain' }, picture('A'.repeat(9_000)))],
    {
      request_id: 'run-lookup-1',
      temperature: 0.3,
      tools: [
        {
          type: 'mcp',
          mcp: { server_label: 'mine', server_url: 'https://example.com', headers: { token: 'secret' } },
        },
      ],
    },
  )
  const after = await stats()
  expect(after.generationsStarted).toBe(before.generationsStarted + 1)
  expect(after.finished).toBe(before.finished + 1)
  const last = after.lastChats.at(-1)
  expect(last).toMatchObject({
    requestId: 'run-lookup-1',
    model: 'moonlake-test-bench',
    messages: [{ role: 'user', content: [{ text: 'plain' }, { type: 'image_url' }] }],
    tools: ['mcp:mine'],
    parameters: { temperature: 0.3 },
  })
  expect(JSON.stringify(last)).not.toContain('secret')
  expect(JSON.stringify(last).length).toBeLessThan(2_000)
})

test('a caller that leaves ends the generation', async () => {
  const before = await stats()
  const leave = new AbortController()
  const response = await fetch(`${engine.baseUrl}/paas/v4/chat/completions`, {
    method: 'POST',
    headers: { authorization: engine.key },
    body: JSON.stringify({
      model: 'moonlake-test-bench',
      messages: [{ role: 'user', content: 'long 100000 at 50/s' }],
      stream: true,
    }),
    signal: leave.signal,
  })
  await response.body?.getReader().read()
  expect((await stats()).running).toBe(before.running + 1)
  leave.abort()
  await expect.poll(stats).toMatchObject({ aborted: before.aborted + 1 })
})

test.each(
  engineModels
    // A film takes a while; its own test makes a short one.
    .filter(({ id }) => id !== modelIds.film)
    .flatMap(({ id, openingQuestions }) =>
      [...openingQuestions.en, ...openingQuestions.zh].map((question) => [id, question] as const),
    ),
)('%s answers its opening question “%s”', async (model, question) => {
  const chunks = await stream(engine, model, question, {
    tools: model === 'moonlake-alltools' ? allTools : [],
  })
  const end = reasonsOf(chunks).at(-1)
  expect(end).toBe(/arguments|参数/.test(question) ? 'tool_calls' : 'stop')
  expect(streamedText(chunks)).not.toMatch(/nothing about|没有找到|I ship with nothing|我自带的资料里没有/)
})

const allTools = [{ type: 'code_interpreter' }, { type: 'drawing_tool' }, { type: 'web_browser' }]

function user(...content: unknown[]) {
  return { role: 'user', content }
}

function picture(url: string) {
  return { type: 'image_url', image_url: { url } }
}
