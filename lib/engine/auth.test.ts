import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { checkAuthorization } from './auth'

const key = 'abc.def'
const now = 1_767_225_600_000

function sign(
  claims: Record<string, unknown>,
  secret = 'def',
  header: Record<string, unknown> = { alg: 'HS256', sign_type: 'SIGN' },
) {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part(header)}.${part(claims)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

const claims = { api_key: 'abc', exp: now + 60_000, timestamp: now }

test.each([
  ['Bearer key', 'Bearer abc.def', null],
  ['bare key', 'abc.def', null],
  ['token', `Bearer ${sign(claims)}`, null],
  ['bare token', sign(claims), null],
  ['nothing', undefined, '1001'],
  ['empty Bearer', 'Bearer ', '1001'],
  ['wrong key', 'Bearer abc.other', '1000'],
  ['one part', 'Bearer abc', '1002'],
  ['broken token', 'a.b.c', '1002'],
  ['token without sign_type', sign(claims, 'def', { alg: 'HS256' }), '1002'],
  ['token with alg none', sign(claims, 'def', { alg: 'none', sign_type: 'SIGN' }), '1002'],
  ['wrong secret', sign(claims, 'other'), '1004'],
  ['wrong id', sign({ ...claims, api_key: 'xyz' }), '1004'],
  ['expired token', sign({ ...claims, exp: now - 1 }), '1003'],
  ['token in seconds', sign({ api_key: 'abc', exp: now / 1000 + 60, timestamp: now / 1000 }), '1003'],
])('%s', (_name, header, code) => {
  expect(checkAuthorization(header, key, now)?.code ?? null).toBe(code)
})
