import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  conversationResponseSchema,
  invokeChunkSchema,
  sliceInfoResponseSchema,
  suggestionsResponseSchema,
  variablesResponseSchema,
} from '@/lib/upstream/agents/wire'
import { appIds, engineAgents } from './catalogue'
import { startEngine } from './server'
import type { RunningEngine } from './server'
import { get, joinText, post, readFrames, readPath, toInvoke } from './testing'

let engine: RunningEngine

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

async function ask(appId: string, question: string, extra: Record<string, unknown> = {}) {
  const response = await post(engine, '/v3/application/invoke', toInvoke(appId, question, extra))
  return readFrames(response)
}

test.each(
  engineAgents.flatMap(({ appId, openingQuestions }) =>
    [...openingQuestions.en, ...openingQuestions.zh].map((question) => [appId, question] as const),
  ),
)('agent %s answers its opening question “%s” in the documented form', async (appId, question) => {
  const frames = await ask(appId, question)
  const chunks = frames.filter((frame) => frame !== null)
  for (const chunk of chunks) {
    expect(invokeChunkSchema.safeParse(chunk).success).toBe(true)
    expect(readPath(chunk, 'request_id')).toMatch(/^[\w-]{21}$/)
  }
  expect(joinText(frames).length).toBeGreaterThan(appId === appIds.testBench ? 4 : 40)
  expect(frames.at(-1)).toBeNull()
  expect(chunks.at(-1)).toMatchObject({ choices: [{ index: 0, finish_reason: 'stop' }] })
  expect(readPath(chunks.at(-1), 'choices', 0, 'delta')).toBeUndefined()
})

test('log events come only when they were asked for', async () => {
  const silent = await ask(appIds.knowledgeGuide, 'What is earthshine?', { send_log_event: false })
  const logged = await ask(appIds.knowledgeGuide, 'What is earthshine?')
  const types = (frames: typeof silent) =>
    frames.map((frame) => readPath(frame, 'choices', 0, 'delta', 'event', 'type')).filter(Boolean)
  expect(types(silent)).toEqual([])
  expect(types(logged)).toEqual(['node_processing', 'tool_processing', 'tool_finish', 'node_finish'])
  expect(joinText(silent)).toBe(joinText(logged))
})

test('a synchronous call gets one body with usage inside the choice', async () => {
  const response = await post(
    engine,
    '/v3/application/invoke',
    toInvoke(appIds.reportWorkflow, '为“月湖”写提纲', { stream: false }),
  )
  const body: unknown = await response.json()
  expect(readPath(body, 'choices', 0, 'messages', 'content', 'msg')).toContain('月湖')
  const names = readPath(body, 'choices', 0, 'messages', 'event') as { node_name: string }[]
  expect([...new Set(names.map((event) => event.node_name))]).toEqual([
    '节点1',
    '变量',
    '分支判断',
    'LLM_307',
  ])
  expect(readPath(body, 'choices', 0, 'usage', 0, 'totalTokenCount')).toBeGreaterThan(0)
})

test('web results keep their labels, with gaps, and the answer cites them', async () => {
  const frames = await ask(appIds.searcher, 'Why are there two tides a day?')
  const results = frames
    .map((frame) => readPath(frame, 'choices', 0, 'delta', 'event'))
    .find((event) => readPath(event, 'type') === 'tool_finish')
  const refers = (readPath(results, 'tool_calls', 'tool_calls_data') as { refer: string }[]).map(
    ({ refer }) => refer,
  )
  expect(refers.slice(0, 3)).toEqual(['ref_1', 'ref_3', 'ref_8'])
  expect(joinText(frames)).toContain('[1]')
})

test('a conversation is made, remembered and suggests what was not asked', async () => {
  const made = conversationResponseSchema.parse(
    await (await post(engine, `/v2/application/${appIds.knowledgeGuide}/conversation`, {})).json(),
  )
  const conversationId = made.data?.conversation_id ?? ''
  expect(conversationId).toMatch(/^\d{19}$/)
  await ask(appIds.knowledgeGuide, 'What is earthshine?', { conversation_id: conversationId })
  const inChinese = joinText(
    await ask(appIds.knowledgeGuide, 'and in Chinese?', { conversation_id: conversationId }),
  )
  expect(inChinese).toContain('地照')
  const response = await get(
    engine,
    `//llm-application/open/history_session_record/${appIds.knowledgeGuide}/${conversationId}`,
  )
  const problems = suggestionsResponseSchema.parse(await response.json()).data?.problems
  expect(problems).toHaveLength(3)
  expect(JSON.stringify(problems)).not.toContain('新月抱旧月')
})

test('an id that is posted as a number stays exact', async () => {
  const response = await fetch(`${engine.baseUrl}/llm-application/open/v3/application/invoke`, {
    method: 'POST',
    headers: { authorization: engine.key },
    body: `{"app_id":${appIds.testBench},"conversation_id":1882000954497335297,"stream":false,"messages":[{"content":[{"type":"input","value":"plain"}]}]}`,
  })
  expect(readPath(await response.json(), 'conversation_id')).toBe('1882000954497335297')
})

test('dialogue agents have no variables, unknown apps and odd bodies are refused flat', async () => {
  const variables = await get(engine, `/llm-application/open/v2/application/${appIds.searcher}/variables`)
  expect(variablesResponseSchema.parse(await variables.json()).data).toEqual([])
  const unknown = await post(engine, '/v3/application/invoke', toInvoke('1999999999999999999', 'hi'))
  expect([unknown.status, await unknown.json()]).toEqual([
    404,
    expect.objectContaining({ code: 404, message: expect.any(String) }),
  ])
  const odd = await post(engine, '/v3/application/invoke', { app_id: appIds.searcher, messages: 'hi' })
  expect(odd.status).toBe(400)
})

test('slice_info names the document and its places; the file is served in ranges', async () => {
  const frames = await ask(appIds.knowledgeGuide, '月晕是怎么形成的')
  const chunk = frames.find(
    (frame) => readPath(frame, 'choices', 0, 'delta', 'event', 'type') === 'tool_finish',
  )
  const event = readPath(chunk, 'choices', 0, 'delta', 'event')
  const slices = JSON.parse(
    String(readPath(event, 'tool_calls', 'tool_calls_data', 'slice_info')),
  ) as string[]
  expect(slices[0]).toContain('22度')
  const ids = { request_id: readPath(chunk, 'request_id'), node_id: readPath(event, 'node_id') }
  const { data } = sliceInfoResponseSchema.parse(
    await (await post(engine, '/v2/application/slice_info', ids)).json(),
  )
  const [document] = data?.document_slices ?? []
  expect(document?.document).toMatchObject({ dtype: 3, name: expect.stringContaining('.pdf') })
  expect(document?.slice_info?.[0]?.position).toMatchObject({ page: 5 })
  const file = await fetch(document?.document?.url ?? '', { headers: { range: 'bytes=0-4' } })
  expect([file.status, await file.text()]).toEqual([206, '%PDF-'])
  const missing = await post(engine, '/v2/application/slice_info', { ...ids, request_id: 'unknown' })
  expect([missing.status, readPath(await missing.json(), 'code')]).toEqual([404, 404])
})

test('a caller that leaves stops the generation at once', async () => {
  const before = await stats()
  const leave = new AbortController()
  const response = await fetch(`${engine.baseUrl}/llm-application/open/v3/application/invoke`, {
    method: 'POST',
    headers: { authorization: engine.key },
    body: JSON.stringify(toInvoke(appIds.testBench, 'stream 1000k at 50/s', { third_request_id: 'run-1' })),
    signal: leave.signal,
  })
  await response.body?.getReader().read()
  expect(await stats()).toMatchObject({ running: before.running + 1 })
  leave.abort()
  await expect.poll(stats).toMatchObject({ running: before.running, aborted: before.aborted + 1 })
  expect((await stats()).lastThirdRequestIds).toContain('run-1')
})

test('a slow reader holds the generation back instead of filling memory', async () => {
  const response = await post(
    engine,
    '/v3/application/invoke',
    toInvoke(appIds.testBench, '1000000 tiny events'),
  )
  const before = process.memoryUsage().heapUsed
  const reader = response.body?.getReader()
  await reader?.read()
  await expect.poll(stats).toMatchObject({ running: 1 })
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(80_000_000)
  await reader?.cancel()
  await expect.poll(stats).toMatchObject({ running: 0 })
})

test('the natural pace types slower than no pace at all', async () => {
  const natural = await startEngine({ pace: 4 })
  try {
    const start = performance.now()
    const response = await post(natural, '/v3/application/invoke', toInvoke(appIds.testBench, 'plain'))
    const frames = await readFrames(response)
    const chunks = frames.filter((frame) => readPath(frame, 'choices', 0, 'delta') !== undefined).length
    expect(performance.now() - start).toBeGreaterThan(((chunks - 1) * 1000) / 65 / 4 / 2)
  } finally {
    await natural.close()
  }
})

async function stats() {
  const response = await get(engine, '/engine/stats')
  return (await response.json()) as { running: number; aborted: number; lastThirdRequestIds: string[] }
}
