// What people build with: the official package of the dialect that this endpoint resembles.
import OpenAI from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEngine } from '../server'
import type { RunningEngine } from '../server'

let engine: RunningEngine
let openai: OpenAI

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
  openai = new OpenAI({ baseURL: `${engine.baseUrl}/paas/v4`, apiKey: engine.key, maxRetries: 0 })
})
afterAll(() => engine.close())

const ask = (content: string) => [{ role: 'user' as const, content }]

test('one body', async () => {
  const body = await openai.chat.completions.create({
    model: 'moonlake-chat-mini',
    messages: ask('What is earthshine?'),
  })
  expect(body.choices[0]?.message.content).toContain('earthshine')
  expect(body.choices[0]?.finish_reason).toBe('stop')
  expect(body.usage?.total_tokens).toBeGreaterThan(10)
})

test('a stream', async () => {
  const stream = await openai.chat.completions.create({
    model: 'moonlake-chat-mini',
    messages: ask('What is earthshine?'),
    stream: true,
  })
  let text = ''
  const reasons: string[] = []
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? ''
    const reason = chunk.choices[0]?.finish_reason
    if (reason) reasons.push(reason)
  }
  expect(text).toContain('earthshine')
  expect(reasons).toEqual(['stop'])
})

test('the models that are listed are text models', async () => {
  const ids: string[] = []
  for await (const model of openai.models.list()) ids.push(model.id)
  expect(ids).toContain('moonlake-chat')
  expect(ids).not.toContain('moonlake-film')
})

test('a refusal is an error of the package, with the status and the code', async () => {
  const refused = openai.chat.completions.create({ model: 'nobody', messages: ask('Hello') })
  await expect(refused).rejects.toMatchObject({ status: 400, code: '1211' })
  const busy = openai.chat.completions.create({ model: 'moonlake-error-1305', messages: ask('Hello') })
  await expect(busy).rejects.toMatchObject({ status: 429, code: '1305' })
})

const calculate = {
  type: 'function' as const,
  function: {
    name: 'calculate',
    description: 'Evaluates an arithmetic expression',
    parameters: { type: 'object', properties: { expression: { type: 'string' } }, required: ['expression'] },
  },
}

test('a tool call, its result and the answer', async () => {
  const messages: OpenAI.ChatCompletionMessageParam[] = ask('What is 12 * 7?')
  const called = await openai.chat.completions.create({
    model: 'moonlake-chat',
    messages,
    tools: [calculate],
  })
  const message = called.choices[0]?.message
  const call = message?.tool_calls?.[0]
  expect(called.choices[0]?.finish_reason).toBe('tool_calls')
  expect(call).toMatchObject({ function: { name: 'calculate', arguments: '{"expression":"12 * 7"}' } })
  if (!message || !call) return
  messages.push(message, { role: 'tool', tool_call_id: call.id, content: '{"result":"84"}' })
  const answered = await openai.chat.completions.create({
    model: 'moonlake-chat',
    messages,
    tools: [calculate],
  })
  expect(answered.choices[0]?.message.content).toContain('84')
})

test('a tool call in a stream, joined by the package', async () => {
  const stream = openai.chat.completions.stream({
    model: 'moonlake-test-bench',
    messages: ask('tool stream'),
    tools: [calculate],
  })
  const final = await stream.finalChatCompletion()
  const [call] = final.choices[0]?.message.tool_calls ?? []
  expect(call).toMatchObject({ type: 'function', function: { name: 'calculate' } })
  expect(JSON.parse(call?.type === 'function' ? call.function.arguments : '')).toEqual({ expression: '6*7' })
})
