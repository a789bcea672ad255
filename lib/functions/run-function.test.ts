import { describe, expect, test } from 'vitest'
import { functionNames } from '@/lib/targets/settings'
import { currentTime } from './current-time'
import { runFunction, toolsOf } from './run-function'

async function call(name: string, given: unknown): Promise<Record<string, unknown>> {
  const text = typeof given === 'string' ? given : JSON.stringify(given)
  return JSON.parse(await runFunction({ name, arguments: text }, functionNames))
}

const value = async (expression: string) => (await call('calculate', { expression }))['result']
const problem = async (expression: string) => (await call('calculate', { expression }))['error']

describe('calculate', () => {
  test.each([
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['0.1 + 0.2', '0.3'],
    ['2^100', '1267650600228229401496703205376'],
    ['-2^2', '-4'],
    ['7 mod 3', '1'],
    ['-7 mod 3', '2'],
    ['200 + 10%', '220'],
    ['17%', '0.17'],
    ['5!', '120'],
    ['sqrt(2)^2', '2'],
    ['sin(pi/2)', '1'],
    ['log(8, 2)', '3'],
    ['round(2/3, 4)', '0.6667'],
    ['max(1, 5, 3) - min(4, 2)', '3'],
    ['gcd(12, 18) + lcm(4, 6)', '18'],
    ['2 pi', '6.283185307179586'],
    ['12345678901234567 * 3', '37037036703703701'],
  ])('%s = %s', async (expression, expected) => expect(await value(expression)).toBe(expected))

  test.each([
    'import("fs")',
    'createUnit("x")',
    'parse("1")',
    'evaluate("1")',
    'f(x) = x',
    'x = 1',
    '[1, 2, 3]',
    '1:1000000000',
    '"text"',
    'a.b',
    'sqrt(2).constructor',
    'constructor(1)',
    'toString(1)',
    '{a: 1}',
    '1; 2',
    '5 cm',
    'true',
    'range(1, 1e9)',
    'random()',
  ])('%s is not arithmetic', async (expression) => expect(await problem(expression)).toBeTypeOf('string'))

  test.each([
    '9^9^9^9',
    '1e999999999 mod 7',
    '1e900 * 1e900',
    'factorial(1e9)',
    '170!!!',
    '1/0',
    'sqrt(-1)',
    'log(0)',
  ])('%s ends with an error at once', async (expression) =>
    expect(await problem(expression)).toBeTypeOf('string'),
  )

  test('a long expression is refused', async () => {
    expect(await problem(`1${'+1'.repeat(1_000)}`)).toMatch(/expression/)
  })
})

describe('convert_units', () => {
  test.each([
    [100, 'km', 'mile', 62.1371192237],
    [20, 'celsius', 'fahrenheit', 68],
    [20, '°C', 'K', 293.15],
    [36, 'km/h', 'm/s', 10],
    [1, 'lb', 'kg', 0.45359237],
    [2, 'hours', 'seconds', 7_200],
  ])('%d %s in %s', async (given, from, to, result) =>
    expect(await call('convert_units', { value: given, from, to })).toMatchObject({ result }),
  )

  test.each([
    ['km', 'kg'],
    ['nonsense', 'm'],
    ['m', ''],
    ['m; import("x")', 'm'],
  ])('%s to %s is an error', async (from, to) =>
    expect((await call('convert_units', { value: 1, from, to }))['error']).toBeTypeOf('string'),
  )
})

describe('current_time', () => {
  test('says date, time and offset of the zone', () => {
    expect(currentTime('Asia/Shanghai', new Date('2026-03-01T20:30:05Z'))).toEqual({
      time_zone: 'Asia/Shanghai',
      date: '2026-03-02',
      time: '04:30:05',
      weekday: 'Monday',
      utc_offset: '+08:00',
      iso: '2026-03-01T20:30:05.000Z',
    })
    expect(currentTime('UTC', new Date('2026-03-01T00:00:05Z'))).toMatchObject({
      time: '00:00:05',
      utc_offset: '+00:00',
    })
  })

  test('an unknown zone is an error', async () => {
    expect((await call('current_time', { time_zone: 'Moon/Crater' }))['error']).toMatch(/IANA/)
    expect(await call('current_time', '')).toMatchObject({ time_zone: 'UTC' })
  })
})

describe('calls', () => {
  test('an unknown function, one that was not offered and broken arguments are told to the model', async () => {
    expect(await call('open_door', {})).toEqual({ error: 'There is no function "open_door".' })
    expect(await call('constructor', {})).toMatchObject({ error: expect.any(String) })
    expect(await call('calculate', '{"expression": ')).toEqual({ error: 'The arguments are not valid JSON.' })
    expect(await call('calculate', { expression: 5 })).toMatchObject({
      error: expect.stringMatching(/^expression/),
    })
    expect(
      JSON.parse(await runFunction({ name: 'calculate', arguments: '{"expression":"1"}' }, [])),
    ).toMatchObject({
      error: 'There is no function "calculate".',
    })
  })

  test('every function has a JSON schema', () => {
    for (const { name, description, parameters } of toolsOf(functionNames)) {
      expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
      expect(description).not.toBe('')
      expect(parameters).toMatchObject({ type: 'object', properties: expect.any(Object) })
    }
  })
})
