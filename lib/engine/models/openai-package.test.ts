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
