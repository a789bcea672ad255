import { describe, expect, test, vi } from 'vitest'
import { AppError } from '@/lib/errors'
import {
  UpstreamError,
  isSuccessCode,
  isTokenRefused,
  maxDetailLength,
  mayWait,
  plainFailure,
  readErrorMessage,
  readReport,
  toPlatformFailure,
  toRunFailure,
} from './failure'

test('errors are known again by other copies of their modules', async () => {
  vi.resetModules()
  const failures = await import('./failure')
  const errors = await import('@/lib/errors')
  expect(failures.UpstreamError).not.toBe(UpstreamError)
  expect(new failures.UpstreamError(failures.plainFailure('no_answer'))).toBeInstanceOf(UpstreamError)
  expect(new errors.AppError('not_found')).toBeInstanceOf(AppError)
  expect(new Error('another')).not.toBeInstanceOf(UpstreamError)
  expect(new UpstreamError(plainFailure('no_answer'))).not.toBeInstanceOf(AppError)
})

describe('an error is found in every kind of body', () => {
  test.each<[string, unknown, object]>([
    [
      'nested',
      { error: { code: '1113', message: 'no money' } },
      { code: '1113', message: 'no money', status: null },
    ],
    [
      'nested, number',
      { error: { code: 1302, msg: 'slow' } },
      { code: '1302', message: 'slow', status: null },
    ],
    ['error as text', { error: 'broken', code: 5 }, { code: '5', message: 'broken', status: null }],
    ['flat', { code: 1211, message: 'none' }, { code: '1211', message: 'none', status: null }],
    ['flat, msg', { code: '1211', msg: 'none' }, { code: '1211', message: 'none', status: null }],
    [
      'open platform',
      { code: 8403, message: 'no right' },
      { code: '8403', message: 'no right', status: null },
    ],
    [
      'framework',
      { timestamp: '2026-01-01', status: 404, error: 'Not Found', path: '/x' },
      { code: null, message: 'Not Found', status: 404 },
    ],
    ['framework without words', { status: '503' }, { code: null, message: null, status: 503 }],
  ])('%s', (_name, body, report) => {
    expect(readReport(body)).toEqual(report)
  })

  test.each<unknown>([
    { code: 200, message: '请求成功', data: {} },
    { code: '200' },
    { code: 8200, message: 'ok', data: [] },
    { code: 0 },
    { choices: [], error: null },
    { error: '' },
    { status: 'in_process' },
    [],
    null,
    'error',
  ])('%j is none', (body) => {
    expect(readReport(body)).toBeNull()
  })
})

describe('error_msg', () => {
  test.each<[unknown, object | null]>([
    [
      { code: 500, msg: 'x' },
      { code: '500', message: 'x', status: null },
    ],
    [
      { code: 500, message: 'x' },
      { code: '500', message: 'x', status: null },
    ],
    [{ msg: 'x' }, { code: null, message: 'x', status: null }],
    [{ code: 500 }, { code: '500', message: null, status: null }],
    ['x', { code: null, message: 'x', status: null }],
    [{ code: 0, msg: '' }, null],
    [{ code: 200, msg: 'success' }, null],
    [{}, null],
    [' ', null],
    [null, null],
    [undefined, null],
  ])('%j', (value, report) => {
    expect(readErrorMessage(value)).toEqual(report)
  })
})

describe('codes', () => {
  test.each<[string, string[]]>([
    ['configuration', ['1000', '1001', '1002', '1003', '1004', '1005']],
    ['no_balance', ['1113']],
    ['too_many_requests', ['1302', '1303', '1313']],
    ['overloaded', ['1305', '1312']],
    ['quota', ['1304', '1308', '1309', '1310', '1311', '1314', '1315', '1316', '1321']],
    ['unsafe', ['1300', '1301', 'content_filter']],
    ['prompt_too_long', ['1261', 'context_length_exceeded', 'model_context_window_exceeded']],
    ['no_permission', ['1220']],
    ['not_found', ['1211', 'model_not_found']],
    ['duplicate', ['1231']],
    ['network_error', ['1234']],
    ['upstream_error', ['500', '1120', '1200', '1230', '99999']],
    ['refused', ['1100', '1110', '1121', '1210', '1212', '1213', '1214', '1222']],
  ])('%s', (code, upstreamCodes) => {
    for (const upstreamCode of upstreamCodes) {
      const failure = toRunFailure({ code: upstreamCode, message: 'm', status: null }, 200)
      expect([upstreamCode, failure.code, failure.upstreamCode]).toEqual([upstreamCode, code, upstreamCode])
    }
  })

  test.each([
    [400, 'refused'],
    [401, 'configuration'],
    [403, 'no_permission'],
    [404, 'not_found'],
    [413, 'prompt_too_long'],
    [418, 'refused'],
    [429, 'too_many_requests'],
    [434, 'no_permission'],
    [500, 'upstream_error'],
    [502, 'gateway'],
    [503, 'overloaded'],
    [504, 'gateway'],
    [529, 'overloaded'],
  ])('status %i without a code', (status, code) => {
    expect(toRunFailure(null, status)).toEqual({ code, detail: null, upstreamCode: String(status) })
    expect(toRunFailure({ code: String(status), message: null, status: null }, 200).code).toBe(code)
  })

  test('the code says more than the status', () => {
    expect(toRunFailure({ code: '1113', message: null, status: null }, 429).code).toBe('no_balance')
  })
})

test.each([
  ["This model's maximum context length is 4096 tokens.", 'prompt_too_long'],
  ['the request exceeds the available context size', 'prompt_too_long'],
  ['unknown parameter', 'refused'],
])('a refusal in words alone: %s', (message, code) => {
  expect(toRunFailure({ code: '400', message, status: null }, 400)).toMatchObject({ code, detail: message })
})

describe('the on-premises platform', () => {
  const failureOf = (code: string | null, message: string | null, status = 200) =>
    toPlatformFailure(toRunFailure({ code, message, status: null }, status), 'chat_v1 READ')

  test.each<[string, string | null, number]>([
    ['a code of its own', '8403', 200],
    ['a refused key', null, 401],
    ['a forbidden call', null, 403],
  ])('%s names the permission', (_name, code, status) => {
    expect(failureOf(code, null, status)).toMatchObject({ code: 'no_permission', detail: 'chat_v1 READ' })
  })

  test('its own words stay', () => {
    expect(failureOf('8500', '无权限').detail).toBe('chat_v1 READ: 无权限')
  })

  test.each<[string | null, number, string]>([
    ['1301', 400, 'unsafe'],
    ['1302', 429, 'too_many_requests'],
    [null, 404, 'not_found'],
    [null, 503, 'overloaded'],
  ])('code %s with status %i is no matter of permission', (code, status, expected) => {
    expect(failureOf(code, 'm', status)).toMatchObject({ code: expected, detail: 'm' })
  })
})

describe('detail', () => {
  const detailOf = (message: string, code = '500') => toRunFailure({ code, message, status: null }).detail

  test('is upstream’s sentence without control characters, bounded', () => {
    expect(detailOf('余额不足\u0000\u001b[31m, 请充值')).toBe('余额不足  [31m, 请充值')
    expect(detailOf('x'.repeat(maxDetailLength))).toHaveLength(maxDetailLength)
    expect(detailOf('x'.repeat(maxDetailLength + 1))).toBe(`${'x'.repeat(maxDetailLength)}…`)
  })

  test('why a key does not fit is not told', () => {
    expect(detailOf('Invalid token abc', '1002')).toBeNull()
  })
})

test('only what passes by itself is waited for', () => {
  const waits = (code: string) => mayWait(toRunFailure({ code, message: null, status: null }, 429))
  expect(['1302', '1303', '1305', '1312'].every(waits)).toBe(true)
  expect(['1113', '1301', '1304', '1308', '1309', '1310', '1311', '1313', '1261', '1210'].some(waits)).toBe(
    false,
  )
  expect(mayWait(plainFailure('too_many_requests'))).toBe(true)
})

test('a refused token is known by status and code', () => {
  const report = (code: string) => ({ code, message: null, status: null })
  expect(isTokenRefused(401, null)).toBe(true)
  expect(isTokenRefused(200, report('1003'))).toBe(true)
  expect(isTokenRefused(403, report('1220'))).toBe(false)
})

test('three codes mean success', () => {
  expect([200, '8200', 0, null, undefined].every((code) => isSuccessCode(code))).toBe(true)
  expect(isSuccessCode(1302)).toBe(false)
})
