import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEngine } from '../server'
import type { RunningEngine } from '../server'
import { readPath } from '../testing'
import { complete, deltasOf, reasonsOf, stream, streamedText, textOfBody } from './testing'

let engine: RunningEngine

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

const text = { type: 'string' }
const functions = [
  offer('current_time', 'The current date and time', { time_zone: { anyOf: [text, { type: 'null' }] } }, []),
  offer('calculate', 'Evaluates an arithmetic expression', { expression: text }, ['expression']),
  offer('convert_units', 'Converts', { value: { type: 'number' }, from: text, to: text }, [
    'value',
    'from',
    'to',
  ]),
  offer('get_weather', 'The weather in a city', { city: text }, ['city']),
]

function offer(name: string, description: string, properties: unknown, required: string[]) {
  return {
    type: 'function',
    function: { name, description, parameters: { type: 'object', properties, required } },
  }
}

const callOf = (body: unknown) => readPath(body, 'choices', 0, 'message', 'tool_calls', 0, 'function')

test.each([
  ['What time is it in Tokyo?', 'current_time', { time_zone: 'Asia/Tokyo' }],
  ['现在几点？', 'current_time', {}],
  ['What is 12 * 7?', 'calculate', { expression: '12 * 7' }],
  ['What is 37.5 * 12 / 7?', 'calculate', { expression: '37.5 * 12 / 7' }],
  ['How many feet are 10 metres?', 'convert_units', { value: 10, from: 'm', to: 'ft' }],
  ['5公里等于多少英里？', 'convert_units', { value: 5, from: 'km', to: 'mi' }],
  ['Convert 100 °F to °C', 'convert_units', { value: 100, from: 'degF', to: 'degC' }],
  ['What is the weather in Paris?', 'get_weather', { city: 'Paris' }],
])('“%s” calls %s', async (question, name, given) => {
  const body = await complete(engine, 'moonlake-chat', question, { tools: functions })
  expect(readPath(body, 'choices', 0, 'finish_reason')).toBe('tool_calls')
  expect(readPath(callOf(body), 'name')).toBe(name)
  expect(JSON.parse(String(readPath(callOf(body), 'arguments')))).toEqual(given)
})

test('a question that no function fits is answered without one', async () => {
  const body = await complete(engine, 'moonlake-chat', 'What is earthshine?', { tools: functions })
  expect(callOf(body)).toBeUndefined()
  expect(textOfBody(body)).toContain('earthshine')
})

test.each([
  [
    'What time is it in Tokyo, and what is 12 * 7?',
    ['calculate', 'current_time'],
    ['`12 * 7` → **84**', '21:07'],
  ],
  [
    'How many miles are 12.5 km, and what is 12 * 7?',
    ['calculate', 'convert_units'],
    ['`12 * 7` → **84**', '12.5 km = **7.767 mi**'],
  ],
])('one function a round, then the answer from all results: %s', async (question, expected, said) => {
  const outputs: Record<string, string> = {
    calculate: '{"expression":"12 * 7","result":"84"}',
    convert_units: '{"value":12.5,"from":"km","to":"mi","result":7.767}',
    current_time: '{"time":"21:07"}',
  }
  const messages: unknown[] = [{ role: 'user', content: question }]
  const called: string[] = []
  let body = await complete(engine, 'moonlake-chat', messages, { tools: functions })
  for (let round = 0; round < 4 && callOf(body) !== undefined; round += 1) {
    const message = readPath(body, 'choices', 0, 'message')
    const name = String(readPath(callOf(body), 'name'))
    called.push(name)
    const id = readPath(message, 'tool_calls', 0, 'id')
    messages.push(message, { role: 'tool', tool_call_id: id, content: outputs[name] })
    body = await complete(engine, 'moonlake-chat', messages, { tools: functions })
  }
  expect(called.toSorted()).toEqual(expected)
  for (const words of said) expect(textOfBody(body)).toContain(words)
})

test('tool_stream cuts the arguments', async () => {
  const count = async (rest: Record<string, unknown>) => {
    const chunks = await stream(engine, 'moonlake-chat', 'What is 12 * 7 + 100000?', {
      tools: functions,
      ...rest,
    })
    return deltasOf(chunks, 'tool_calls', 0, 'function', 'arguments')
  }
  const whole = await count({})
  const pieces = await count({ tool_stream: true })
  expect(whole).toHaveLength(1)
  expect(pieces.length).toBeGreaterThan(1)
  expect(pieces.join('')).toBe(whole[0])
})

const search = (options: Record<string, unknown>) => [
  { type: 'web_search', web_search: { search_engine: 'search_std', ...options } },
]
const tides = 'Why are there two tides a day?'

test('the web is searched, and the answer cites its pages', async () => {
  const body = await complete(engine, 'moonlake-chat', tides, { tools: search({ count: 3 }) })
  const results = body['web_search'] as { refer: string; link: string }[]
  expect(results.map(({ refer }) => refer)).toEqual(['ref_1', 'ref_2', 'ref_3'])
  expect(textOfBody(body)).toContain('[ref_1]')
})

test('results come first or last, only of the wanted host, or not at all', async () => {
  const places = async (options: Record<string, unknown>) => {
    const chunks = await stream(engine, 'moonlake-chat-mini', tides, { tools: search(options) })
    return {
      at: chunks.findIndex((chunk) => chunk?.['web_search'] !== undefined),
      count: chunks.length,
      chunks,
    }
  }
  expect((await places({ result_sequence: 'before' })).at).toBe(0)
  const after = await places({})
  expect(after.at).toBe(after.count - 2)
  const silent = await places({ search_result: 'False' })
  expect(silent.at).toBe(-1)
  expect(streamedText(silent.chunks)).not.toContain('[ref_')
  const body = await complete(engine, 'moonlake-chat', 'moon', {
    tools: search({ search_domain_filter: 'science.nasa.gov' }),
  })
  const hosts = (body['web_search'] as { link: string }[]).map(({ link }) => new URL(link).hostname)
  expect(new Set(hosts)).toEqual(new Set(['science.nasa.gov']))
})

const allTools = [{ type: 'code_interpreter' }, { type: 'drawing_tool' }, { type: 'web_browser' }]

test('AllTools works out, streams its code in pieces and goes on after the first end', async () => {
  const chunks = await stream(engine, 'moonlake-alltools', 'calculate (12 + 30) * 2', { tools: allTools })
  const inputs = deltasOf(chunks, 'tool_calls', 0, 'code_interpreter', 'input')
  expect(inputs.length).toBeGreaterThan(1)
  expect(inputs.join('')).toBe('result = (12 + 30) * 2\nprint(result)')
  const outputs = deltasOf(chunks, 'tool_calls', 0, 'code_interpreter', 'outputs')
  expect(outputs).toEqual([[{ type: 'logs', logs: '84' }]])
  expect(reasonsOf(chunks)).toEqual(['tool_calls', 'stop'])
  expect(chunks.at(-2)).toMatchObject({ status: 'completed' })
  expect(streamedText(chunks)).toContain('84')
})

test('AllTools paints a picture that can be fetched', async () => {
  const chunks = await stream(engine, 'moonlake-alltools', 'Draw a small full moon over a lake', {
    tools: allTools,
  })
  const [image] = deltasOf(chunks, 'tool_calls', 0, 'drawing_tool', 'outputs', 0, 'image')
  const picture = await fetch(String(image))
  expect(picture.headers.get('content-type')).toBe('image/png')
})

test('AllTools leaves code without a sandbox and functions to the caller', async () => {
  const noSandbox = [{ type: 'code_interpreter', code_interpreter: { sandbox: 'none' } }]
  const code = await stream(engine, 'moonlake-alltools', 'calculate 6 * 7', { tools: noSandbox })
  expect(code.at(-2)).toMatchObject({ status: 'requires_action', choices: [{ finish_reason: 'tool_calls' }] })
  const called = await stream(engine, 'moonlake-alltools', 'What time is it?', { tools: functions })
  expect(called.at(-2)).toMatchObject({
    status: 'requires_action',
    choices: [{ finish_reason: 'tool_calls' }],
  })
})
