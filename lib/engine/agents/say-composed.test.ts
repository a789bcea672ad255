import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerText } from '@/lib/runs/run'
import { appIds } from '../catalogue'
import { startEngine } from '../server'
import type { RunningEngine } from '../server'
import { askWith, post, readPath } from '../testing'

/** A server of OpenAI's dialect that keeps what it was told; a word in the question makes it fail. */
const told: string[] = []
let languageModel: Server
let engine: RunningEngine

beforeAll(async () => {
  languageModel = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece)
    const body = Buffer.concat(pieces).toString()
    told.push(body)
    if (body.includes('earthshine')) return void response.writeHead(503).end('{"error":{"message":"asleep"}}')
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const content of ['Written ', 'by the model [3].'])
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`)
    response.end('data: [DONE]\n\n')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => languageModel.once('listening', resolve))
  const { port } = languageModel.address() as AddressInfo // it listens by now
  engine = await startEngine({
    pace: Infinity,
    llm: { baseUrl: `http://127.0.0.1:${port}/v1`, model: 'night' },
  })
})
afterAll(async () => {
  await engine.close()
  await new Promise((resolve) => languageModel.close(resolve))
})

const ask = (appId: string, value: string) => askWith(engine, appId, [{ type: 'input', value }])

test.each([
  ['knowledge guide', appIds.knowledgeGuide, 'What causes a halo around the moon?', /six-sided ice prism/],
  ['searcher', appIds.searcher, 'Why are there two tides a day?', /\[1\] Tide: .*two high tides/],
  ['report workflow', appIds.reportWorkflow, 'Outline a report on night buses', /night buses/],
])(
  'the %s takes its words from the language model and gives it what was found',
  async (_, appId, question, source) => {
    const run = await ask(appId, question)
    expect(answerText(run)).toContain('Written by the model [3].')
    expect(told.at(-1)).toMatch(source)
    expect(run.status).toBe('done')
  },
)

test('passages and their places stay those of the document', async () => {
  const run = await ask(appIds.knowledgeGuide, 'What causes a halo around the moon?')
  expect(answerText(run)).toContain('“A Field Guide to the Moon over Water”, page 5')
  const step = run.steps.find(({ tools }) => tools.length > 0)
  const slices = await post(engine, '/v2/application/slice_info', {
    request_id: run.upstreamRequestId,
    node_id: step?.nodeId,
  })
  expect(
    readPath(await slices.json(), 'data', 'document_slices', 0, 'slice_info', 0, 'position', 'page'),
  ).toBe(5)
})

test('a language model that fails is said so, and the answer comes from the engine', async () => {
  const text = answerText(await ask(appIds.knowledgeGuide, 'What is earthshine?'))
  expect(text).toMatch(/The language model failed \(.*asleep/)
  expect(text).toContain('The old moon in the new moon’s arms')
})

test('what is not there is said in the engine’s own words', async () => {
  const before = told.length
  expect(answerText(await ask(appIds.knowledgeGuide, 'How do I cook rice?'))).toContain(
    'I found nothing about that',
  )
  expect(told).toHaveLength(before)
})

test('assistants and the on-premises platform take their words from it as well', async () => {
  const headers = { authorization: `Bearer ${engine.key}`, 'content-type': 'application/json' }
  const messages = [{ role: 'user', content: 'The moon rises over the lake.' }]
  const translated = await fetch(`${engine.baseUrl}/paas/v4/assistant`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      assistant_id: '9996moonlake520zh168en99',
      stream: false,
      messages,
      extra_parameters: { translate: { from: 'auto', to: 'fr' } },
    }),
  })
  expect(readPath(await translated.json(), 'choices', 0, 'message', 'content')).toBe(
    'Written by the model [3].',
  )
  expect(told.at(-1)).toContain('into fr')
  const chat = await fetch(`${new URL(engine.baseUrl).origin}/openapi/api/v1/chat/completions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      prompt: 'What is a corona?',
      promptTemplate: 'Read {{knowledge}}',
      temperature: 0.2,
    }),
  })
  expect(readPath(await chat.json(), 'choices', 0, 'message', 'content')).toBe('Written by the model [3].')
  expect(told.at(-1)).toMatch(
    /Read [^{]*A corona is small.*"temperature":0\.2|"temperature":0\.2.*A corona is small/,
  )
})
