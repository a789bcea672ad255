import { afterAll, beforeAll, expect, test } from 'vitest'
import { invokeChunkSchema } from '@/lib/upstream/agents/wire'
import { appIds } from '../../catalogue'
import { startEngine } from '../../server'
import type { RunningEngine } from '../../server'
import { get, joinText, post, readFrames, readPath, toInvoke } from '../../testing'
import { describeScenarios, findScenario, scenarioGroups } from './test-bench'

let engine: RunningEngine

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

function invoke(question: string, extra: Record<string, unknown> = {}) {
  return post(engine, '/v3/application/invoke', toInvoke(appIds.testBench, question, extra))
}

const scenarios = scenarioGroups.flatMap((group) => group.scenarios)

test('every phrase finds its own scenario', () => {
  for (const scenario of scenarios)
    for (const phrase of scenario.phrases) expect(findScenario(phrase)).toBe(scenario)
})

test('words that only contain a phrase do not ask for it', () => {
  expect(findScenario('please execute this')).toBeNull()
  expect(findScenario('help')).toBeNull()
})

test('the help lists every group in both languages', async () => {
  for (const { title } of scenarioGroups) {
    expect(describeScenarios('en')).toContain(title.en)
    expect(describeScenarios('zh')).toContain(title.zh)
  }
  expect(joinText(await readFrames(await invoke('help')))).toBe(describeScenarios('en'))
})

const wellFormed = [
  'plain',
  'hard text',
  'markdown',
  'stream 2k at 1000/s',
  'empty answer',
  'all tools',
  'loop 2',
  'unknown event',
  'image',
  'flat image',
  'video',
  'audio',
  'all_tools',
  'ask me',
  'ask for text',
  'computer',
  'interleaved',
  'number ids',
  'event as list',
  'object msg',
  'null fields',
  'unknown content',
  'reasoning',
  'usage in choice',
  'usage on top',
  'usage alone',
  'error in choice',
  'error on top',
  'error as text',
  'sensitive',
  'length',
  'csv file',
  'png file',
  'tools piecewise',
  'short-lived image 5 s',
  'expired image',
  'late images 15 s',
  'gallery 3',
  'failed video',
  'markdown node',
  'json node',
  'large value 1 MB',
  'empty values',
  'retry',
  'nested loop',
  'computer steps',
  'ask many',
  'ask twice',
  'error as json',
  'error without words',
  'error in the last',
]

test.each(wellFormed)('“%s” streams chunks of the documented form', async (question) => {
  const frames = await readFrames(await invoke(question))
  expect(frames.at(-1)).toBeNull()
  for (const frame of frames) if (frame) expect(invokeChunkSchema.safeParse(frame).error).toBeUndefined()
})

test.each([
  ['crlf', '\r\n\r\n'],
  ['bare cr', '\r\r'],
  ['with space', 'data: {'],
  ['comments', ': keep-alive'],
  ['byte order mark', '\uFEFF'],
])('“%s” speaks its dialect', async (question, mark) => {
  const bytes = Buffer.from(await (await invoke(question)).arrayBuffer())
  expect(bytes.toString('utf8')).toContain(mark)
})

test.each([
  ['no done', ['stop'], false],
  ['no stop', [], true],
  ['double stop', ['stop', 'stop'], true],
] as const)('“%s” ends as asked', async (question, stops, hasDone) => {
  const frames = await readFrames(await invoke(question))
  expect(frames.map((frame) => readPath(frame, 'choices', 0, 'finish_reason')).filter(Boolean)).toEqual(stops)
  expect(frames.includes(null)).toBe(hasDone)
})

test('“cut” ends inside a character', async () => {
  const bytes = Buffer.from(await (await invoke('cut')).arrayBuffer())
  expect(bytes.at(-1)).toBe(0xe6)
  expect(bytes.toString('utf8')).not.toContain('[DONE]')
})

test.each(['reset', 'reset before'])('“%s” breaks the socket', async (question) => {
  await expect(invoke(question).then((response) => response.text())).rejects.toThrow()
})

test.each([
  ['error 1113', 429, '1113'],
  ['error 1301', 400, '1301'],
  ['error 1302', 429, '1302'],
  ['error 1305', 429, '1305'],
  ['http 401', 401, '1002'],
  ['nested error 200', 200, '1305'],
])('“%s” is refused with HTTP %i and code %s', async (question, status, code) => {
  const response = await invoke(question)
  expect([response.status, readPath(await response.json(), 'error', 'code')]).toEqual([status, code])
})

test.each([
  ['html 200', 200, '<h1>'],
  ['html 502', 502, '<h1>'],
  ['empty 200', 200, ''],
  ['json error 200', 200, '"code":10012'],
  ['http 503', 503, '"status":503'],
  ['redirect', 307, ''],
])('“%s” answers HTTP %i', async (question, status, part) => {
  const response = await invoke(question)
  expect(response.status).toBe(status)
  expect(await response.text()).toContain(part)
})

test('“retry-after” succeeds the second time', async () => {
  const extra = { third_request_id: 'retry-run' }
  const first = await invoke('retry-after', extra)
  expect([first.status, first.headers.get('retry-after')]).toEqual([429, '2'])
  expect((await invoke('retry-after', extra)).status).toBe(200)
})

test('a question back is answered by its call id', async () => {
  const frames = await readFrames(await invoke('ask me', { conversation_id: '77' }))
  const callId = frames
    .map((frame) => readPath(frame, 'choices', 0, 'delta', 'content', 'msg', 'call_id'))
    .find(Boolean)
  const messages = [
    { role: 'user', type: 'qa', call_id: callId, content: [{ type: 'input', value: 'West Lake' }] },
  ]
  const resumed = await invoke('', { conversation_id: '77', messages })
  expect(joinText(await readFrames(resumed))).toContain('West Lake')
})

test('“gzip” is decoded by any client', async () => {
  const response = await invoke('gzip')
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect(joinText(await readFrames(response))).toContain('月出东山')
})

test.each(['moon.png', 'cover.png', 'lake.svg', 'tone.wav', 'moonrise.webm'])(
  '%s is a real file',
  async (name) => {
    const response = await get(engine, `/engine/media/${name}`)
    const bytes = Buffer.from(await response.arrayBuffer())
    const heads: Record<string, string> = { png: '\x89PNG', svg: '<svg', wav: 'RIFF', webm: '\x1aE\xdf\xa3' }
    expect(bytes.toString('latin1').startsWith(heads[name.split('.')[1] ?? ''] ?? '?')).toBe(true)
  },
)

test('apps of the fault range break their endpoint and answer otherwise', async () => {
  const broken = await post(engine, '/v2/application/1936000000001000001/conversation', {})
  expect(broken.status).toBe(500)
  const refused = await post(engine, '/v3/application/invoke', toInvoke('1936000000000001113', 'hi'))
  expect([refused.status, readPath(await refused.json(), 'error', 'code')]).toEqual([429, '1113'])
  const works = await post(engine, '/v3/application/invoke', toInvoke('1936000000001000001', 'plain'))
  expect(joinText(await readFrames(works))).toContain('moon')
})
