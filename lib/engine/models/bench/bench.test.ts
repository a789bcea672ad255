import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEngine } from '../../server'
import type { RunningEngine } from '../../server'
import { readPath } from '../../testing'
import {
  askModel,
  complete,
  deltasOf,
  readChunks,
  reasonsOf,
  stream,
  streamedText,
  textOfBody,
} from '../testing'

let engine: RunningEngine

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

const bench = 'moonlake-test-bench'
const ask = (question: string) => stream(engine, bench, question)

test('without a known phrase it lists what can be asked for, in the language of the question', async () => {
  expect(textOfBody(await complete(engine, bench, 'help'))).toContain('`whole arguments`')
  expect(textOfBody(await complete(engine, bench, '帮助'))).toContain('`整段参数`')
})

test('arguments come whole or letter by letter, and are the same', async () => {
  const join = (chunks: Awaited<ReturnType<typeof ask>>) =>
    deltasOf(chunks, 'tool_calls', 0, 'function', 'arguments')
  const whole = join(await ask('whole arguments'))
  const pieces = join(await ask('tool stream'))
  expect(whole).toHaveLength(1)
  expect(pieces.length).toBeGreaterThan(10)
  expect(pieces.join('')).toBe(whole[0])
  expect(reasonsOf(await ask('tool stream'))).toEqual(['tool_calls'])
})

test('calls in pieces without an index are joined by their id', async () => {
  const calls = deltasOf(await ask('index null'), 'tool_calls', 0)
  expect(calls.map((call) => readPath(call, 'index'))).toEqual([null, null])
  expect(new Set(calls.map((call) => readPath(call, 'id'))).size).toBe(1)
})

test('web results stand first or last, whichever words ask for', async () => {
  const place = async (words: string) => {
    const chunks = await ask(words)
    return chunks.findIndex((chunk) => chunk?.['web_search'] !== undefined) / (chunks.length - 2)
  }
  expect(await place('search before')).toBe(0)
  expect(await place('search after')).toBe(1)
})

test('usage stands alone, beside the end, or nowhere', async () => {
  const alone = (await ask('usage alone')).find((chunk) => chunk?.['usage'] !== undefined)
  expect(alone).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } })
  const last = (await ask('usage last')).find((chunk) => chunk?.['usage'] !== undefined)
  expect(readPath(last, 'choices', 0, 'finish_reason')).toBe('stop')
  expect((await ask('usage none')).some((chunk) => chunk?.['usage'] !== undefined)).toBe(false)
})

test.each([
  ['sensitive', 'sensitive'],
  ['length', 'length'],
  ['network error', 'network_error'],
  ['context window', 'model_context_window_exceeded'],
  ['unknown finish', 'tired'],
])('“%s” ends with %s', async (words, reason) => {
  expect(reasonsOf(await ask(words))).toEqual([reason])
})

test('a filter is named with its role and level', async () => {
  expect((await ask('content filter answer 1')).at(-2)).toMatchObject({
    content_filter: [{ role: 'assistant', level: 1 }],
  })
  expect((await ask('内容过滤 历史 0')).at(-2)).toMatchObject({
    content_filter: [{ role: 'history', level: 0 }],
  })
})

test('only reasoning and no text', async () => {
  const chunks = await ask('only reasoning')
  expect(streamedText(chunks)).toBe('')
  expect(deltasOf(chunks, 'reasoning_content').join('')).toMatch(/say nothing/)
})

test('tags and boxes are cut between chunks', async () => {
  const pieces = deltasOf(await ask('think tags'), 'content')
  expect(pieces.join('')).toContain('<think>First I look at the water.</think>')
  expect(pieces.every((piece) => !String(piece).includes('<think>'))).toBe(true)
  expect(streamedText(await ask('box marks'))).toContain('<|begin_of_box|>42<|end_of_box|>')
})

test('content may be a list', async () => {
  const [first] = deltasOf(await ask('array content'), 'content')
  expect(first).toEqual([{ type: 'text', text: 'The moon ' }])
})

test('a sound comes in pieces that join to a WAV file', async () => {
  const pieces = deltasOf(await ask('audio delta'), 'audio', 'data').map(String)
  const wav = Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')))
  expect(wav.toString('latin1', 0, 4)).toBe('RIFF')
  expect(wav.readUInt32LE(4) + 8).toBe(wav.length)
})

test('errors stand inside the stream, or before it with any status', async () => {
  expect((await ask('error in stream')).at(-1)).toEqual({
    error: { code: '1234', message: expect.any(String) },
  })
  expect((await ask('unsafe in stream')).at(-1)).toMatchObject({ error: { code: '1301' } })
  const send = (content: string) =>
    askModel(engine, { model: bench, messages: [{ role: 'user', content }], stream: true })
  const early = await send('json error 200')
  expect([early.status, await early.json()]).toMatchObject([200, { error: { code: '1305' } }])
  const refused = await send('error 1113')
  expect([refused.status, await refused.json()]).toMatchObject([429, { error: { code: '1113' } }])
})

test('a stream may be cut', async () => {
  const response = await askModel(engine, {
    model: bench,
    messages: [{ role: 'user', content: 'cut' }],
    stream: true,
  })
  const text = await response.text()
  expect(text).not.toContain('[DONE]')
  expect(text).not.toContain('finish_reason')
})

test('AllTools goes on after the first end', async () => {
  const chunks = await ask('all tools')
  expect(reasonsOf(chunks)).toEqual(['tool_calls', 'tool_calls', 'tool_calls', 'stop'])
  expect(deltasOf(chunks, 'role').filter((role) => role === 'tool')).toHaveLength(3)
})

test('frames can lack the space', async () => {
  const messages = [{ role: 'user', content: 'no space' }]
  const response = await askModel(engine, { model: bench, messages, stream: true })
  const text = await response.text()
  expect(readChunks(text)).toEqual([])
  expect(text).toContain('data:{')
})

test('a result that comes back is told', async () => {
  const messages = [
    { role: 'user', content: 'whole arguments' },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'call-1', type: 'function', function: { name: 'calculate', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: 'call-1', content: '{"result":"42"}' },
  ]
  expect(textOfBody(await complete(engine, bench, messages))).toContain('`calculate`: {"result":"42"}')
})
