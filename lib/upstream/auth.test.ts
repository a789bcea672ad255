import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createAuthorizer, tokenCacheMs, tokenLifeMs } from './auth'

const start = 1_737_528_881_255

function openToken(header: string | null) {
  const [scheme, token = ''] = header?.split(' ') ?? []
  const [head = '', claims = '', signature = ''] = token.split('.')
  const expected = createHmac('sha256', 'the-secret').update(`${head}.${claims}`).digest('base64url')
  const decode = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())
  return { scheme, head: decode(head), claims: decode(claims), isSigned: signature === expected }
}

test('a key goes out as it is', () => {
  const authorizer = createAuthorizer('the-id.the-secret', 'key')
  expect(authorizer.header()).toBe('Bearer the-id.the-secret')
  expect(authorizer.renew()).toBe(false)
})

test.each(['sk_1234', 'ak_1234', 'any-words', 'the-id.the-secret'])('%s as a bearer', (key) => {
  const authorizer = createAuthorizer(key, 'bearer')
  expect(authorizer.header()).toBe(`Bearer ${key}`)
  expect(authorizer.renew()).toBe(false)
})

test.each(['', 'two words', 'line\r\nbreak', '月'])('the bearer %j is refused', (key) => {
  expect(() => createAuthorizer(key, 'bearer')).toThrow('visible characters')
})

test('no key, no header', () => {
  const authorizer = createAuthorizer('', 'none')
  expect(authorizer.header()).toBeNull()
  expect(authorizer.renew()).toBe(false)
})

describe('a token', () => {
  test('is signed by the second half of the key, in milliseconds', () => {
    const { header } = createAuthorizer('the-id.the-secret', 'jwt', () => start)
    expect(openToken(header())).toEqual({
      scheme: 'Bearer',
      head: { alg: 'HS256', sign_type: 'SIGN' },
      claims: { api_key: 'the-id', exp: start + tokenLifeMs, timestamp: start },
      isSigned: true,
    })
    expect(header()).not.toContain('the-secret')
  })

  test('is used again only while it is well within its life', () => {
    let now = start
    const { header } = createAuthorizer('the-id.the-secret', 'jwt', () => now)
    const first = header()
    now = start + tokenCacheMs - 1
    expect(header()).toBe(first)
    now = start + tokenCacheMs
    expect(header()).not.toBe(first)
    expect(tokenCacheMs).toBeLessThan(tokenLifeMs)
    expect(tokenLifeMs).toBeLessThanOrEqual(10 * 60_000)
  })

  test('is made anew after a refusal', () => {
    let now = start
    const authorizer = createAuthorizer('the-id.the-secret', 'jwt', () => now)
    const first = authorizer.header()
    now += 1
    expect(authorizer.renew()).toBe(true)
    expect(authorizer.header()).not.toBe(first)
  })
})

test.each(['', 'the-secret', '.the-secret', 'the-id.', 'the-id.the-secret.more', 'the-id..the-secret'])(
  'the key %j is refused without being repeated',
  (key) => {
    const create = () => createAuthorizer(key, 'jwt')
    expect(create).toThrow('with one dot')
    if (key) expect(create).not.toThrow(key)
  },
)
