import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, expect, test, onTestFinished } from 'vitest'
import type { Phase } from './exchange'
import { UpstreamError } from './failure'
import { systemClock } from './clock'
import { createUpstream } from './http'
import type { Upstream, UpstreamOptions } from './http'
import { readText } from './read-answer'
import { maxRateLimitWaitMs, mayRepeat, rateLimitWait } from './retry'
import { openUpstream, recordingClock, startServer, testKey } from './testing'
import type { Answer, Received } from './testing'

const readPath = { method: 'GET', path: ['v2', 'thing'] } as const

async function open(upstream: Upstream, signal?: AbortSignal) {
  const waits: number[] = []
  const opening = upstream.openGeneration({
    path: ['v3', 'invoke'],
    body: { a: 1 },
    ...(signal ? { signal } : {}),
  })
  for (;;) {
    const step = await opening.next()
    if (step.done) return { exchange: step.value, waits }
    waits.push(step.value.waitMs)
  }
}

async function failureOf(promise: Promise<unknown>) {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof UpstreamError)) throw error
  return error.failure
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  return (response: Parameters<Answer>[0]) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
const fine = json(200, { code: 200, message: 'ok', data: { x: 1 } })
/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is an object.
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe('addresses and headers', () => {
  const ask = async (
    baseSuffix: string,
    options: Partial<UpstreamOptions> = {},
  ): Promise<Received | undefined> => {
    const server = await startServer(fine)
    const { upstream } = openUpstream(server.baseUrl + baseSuffix, options)
    await upstream.readData({ method: 'GET', path: ['llm-application', 'open', 'v2', 'x'] })
    return server.received[0]
  }

  test.each(['', '/', '//', '/llm-application/open', '//llm-application/open/'])(
    'a base that ends in %j',
    async (suffix) => {
      expect((await ask(suffix))?.path).toBe('/api/llm-application/open/v2/x')
    },
  )

  test('configured headers go along and cannot replace ours', async () => {
    const request = await ask('', { headers: { 'X-Tenant': 't1', Authorization: 'Bearer other' } })
    expect(request?.headers).toMatchObject({ 'x-tenant': 't1', authorization: `Bearer ${testKey}` })
  })

  test.each(['..', '', 'a/b', 'a?b', 'a#b', 'a%2Fb', 'a\\b', 'a@b', 'ü', 'x'.repeat(65)])(
    'the part %j never reaches upstream',
    async (part) => {
      const server = await startServer(fine)
      const { upstream } = openUpstream(server.baseUrl)
      expect((await failureOf(upstream.readData({ method: 'GET', path: ['v2', part] }))).code).toBe(
        'not_found',
      )
      expect(server.received).toEqual([])
    },
  )

  test.each(['ftp://host/api', 'host/api', 'https://user:pass@host', 'https://host/?x=1', 'https://host/#x'])(
    'the base %j is refused',
    (baseUrl) => {
      expect(() => createUpstream({ baseUrl, apiKey: testKey, auth: 'key', headers: {} })).toThrow(
        'upstream address',
      )
    },
  )
})

describe('a read', () => {
  test('comes without its envelope, big numbers exact', async () => {
    const { upstream } = openUpstream(
      (await startServer((response) => response.end('{"code":200,"data":{"id":1866682332635897856}}')))
        .baseUrl,
    )
    expect(await upstream.readData(readPath)).toEqual({ id: '1866682332635897856' })
  })

  test.each<[string, unknown, unknown]>([
    ['without an envelope', { object: 'list' }, { object: 'list' }],
    ['of the open platform', { code: 8200, message: 'ok', data: [1] }, [1]],
    ['with an envelope without data', { code: '200', message: 'ok' }, null],
  ])('%s', async (_name, body, data) => {
    const { upstream } = openUpstream((await startServer(json(200, body))).baseUrl)
    expect(await upstream.readData(readPath)).toEqual(data)
  })

  test.each<[string, number, string, string]>([
    ['an error under status 200', 200, '{"code":1211,"message":"none"}', 'not_found'],
    ['a page under status 200', 200, '<html>', 'gateway'],
    ['no JSON', 200, 'hello', 'garbage'],
    ['nothing', 200, '', 'garbage'],
    ['a refusal', 400, '{"error":{"code":"1210","message":"bad"}}', 'refused'],
    ['a page that says not found', 404, '<html>', 'not_found'],
  ])('%s fails at once', async (_name, status, body, code) => {
    const server = await startServer((response) => response.writeHead(status).end(body))
    const { upstream } = openUpstream(server.baseUrl)
    expect((await failureOf(upstream.readData(readPath))).code).toBe(code)
    expect(server.received).toHaveLength(1)
  })

  test('is tried three times with growing waits', async () => {
    const server = await startServer(json(503, {}))
    const { upstream, clock } = openUpstream(server.baseUrl)
    expect((await failureOf(upstream.readData(readPath))).code).toBe('overloaded')
    expect(server.received).toHaveLength(3)
    expect(clock.sleeps).toEqual([500, 2_000])
  })

  test('succeeds when the third attempt does, after a cut and an error', async () => {
    const server = await startServer((response, _request, number) => {
      if (number === 0) response.writeHead(200, { 'content-length': '100' }).write('{"co')
      if (number === 0) setImmediate(() => response.destroy())
      else if (number === 1) response.writeHead(502).end()
      else fine(response)
    })
    const { upstream } = openUpstream(server.baseUrl)
    expect(await upstream.readData(readPath)).toEqual({ x: 1 })
    expect(server.received).toHaveLength(3)
  })

  test('may delete, and may go out without a key', async () => {
    const server = await startServer(fine)
    const { upstream } = openUpstream(server.baseUrl, { apiKey: '', auth: 'none' })
    await upstream.readData({ method: 'DELETE', path: ['files', 'file-1'] })
    expect(server.received[0]).toMatchObject({ method: 'DELETE', path: '/api/files/file-1', body: null })
    expect(server.received[0]?.headers).not.toHaveProperty('authorization')
  })

  test('carries any key of another scheme, which is redacted like ours', async () => {
    const server = await startServer(json(400, { error: { code: '1210', message: 'not for sk_123456789' } }))
    const { upstream } = openUpstream(server.baseUrl, { apiKey: 'sk_123456789', auth: 'bearer' })
    expect((await failureOf(upstream.readData(readPath))).detail).toBe('not for …')
    expect(server.received[0]?.headers.authorization).toBe('Bearer sk_123456789')
  })

  test('is bounded in size', async () => {
    const body = JSON.stringify({ code: 200, data: 'x'.repeat(1_000) })
    const server = await startServer((response) => response.end(body))
    const within = openUpstream(server.baseUrl, { limits: { jsonBytes: body.length } })
    const over = openUpstream(server.baseUrl, { limits: { jsonBytes: body.length - 1 } })
    expect(await within.upstream.readData(readPath)).toHaveLength(1_000)
    expect((await failureOf(over.upstream.readData(readPath))).code).toBe('garbage')
  })

  test('is bounded in time', async () => {
    const server = await startServer(() => undefined)
    const { upstream } = openUpstream(server.baseUrl, { limits: { readMs: 300 } })
    expect((await failureOf(upstream.readData(readPath))).code).toBe('too_long')
    expect(server.received.length).toBeGreaterThan(0)
  })

  test('ends with the signal’s own reason', async () => {
    const abort = new AbortController()
    const reason = new Error('left')
    const server = await startServer(() => abort.abort(reason))
    const { upstream } = openUpstream(server.baseUrl)
    await expect(upstream.readData({ ...readPath, signal: abort.signal })).rejects.toBe(reason)
    expect(server.received).toHaveLength(1)
  })
})

describe('a generation starts at most once', () => {
  test.each([400, 403, 408, 500, 502, 503, 504, 529])('status %i is not repeated', async (status) => {
    const server = await startServer(json(status, {}, { 'retry-after': '1' }))
    const { upstream } = openUpstream(server.baseUrl)
    await failureOf(open(upstream))
    expect(server.received).toHaveLength(1)
  })

  test('a connection that breaks after the request is not repeated', async () => {
    const server = await startServer((response) => response.destroy())
    const { upstream, clock } = openUpstream(server.baseUrl)
    expect((await failureOf(open(upstream))).code).toBe('no_answer')
    expect(server.received).toHaveLength(1)
    expect(clock.sleeps).toEqual([])
  })

  test('a refused connection is tried twice more', async () => {
    const { upstream, clock } = openUpstream(`http://127.0.0.1:${await closedPort()}`)
    expect((await failureOf(open(upstream))).code).toBe('no_connection')
    expect(clock.sleeps).toEqual([500, 2_000])
  })

  test('a connection that comes late is used', async () => {
    const port = await closedPort()
    const late = createHttpServer((_request, response) => response.end('ok'))
    onTestFinished(() => new Promise((resolve) => late.close(() => resolve())))
    const clock = recordingClock()
    clock.sleep = () => new Promise((resolve) => late.listen(port, '127.0.0.1', resolve))
    const { upstream } = openUpstream(`http://127.0.0.1:${port}`, { clock })
    const { exchange } = await open(upstream)
    expect(await readText(exchange, 10)).toBe('ok')
  })

  test.each([301, 302, 307, 308])('redirect %i is refused and not followed', async (status) => {
    const elsewhere = await startServer(fine)
    const server = await startServer((response) =>
      response.writeHead(status, { location: `${elsewhere.baseUrl}/x` }).end(),
    )
    const { upstream } = openUpstream(server.baseUrl)
    expect(await failureOf(open(upstream))).toEqual({
      code: 'gateway',
      detail: null,
      upstreamCode: String(status),
    })
    expect((await failureOf(upstream.readData(readPath))).code).toBe('gateway')
    expect(server.received).toHaveLength(2)
    expect(elsewhere.received).toEqual([])
  })

  test('the table allows repeats only before the body was sent', () => {
    const phases = Object.keys(mayRepeat) as Phase[]
    const allowed = (kind: 'generation' | 'upload' | 'read') =>
      phases.filter((phase) => mayRepeat[phase][kind])
    expect(allowed('generation')).toEqual(['not_connected', 'body_not_sent'])
    expect(allowed('upload')).toEqual([])
    expect(allowed('read')).toEqual(phases)
  })
})

describe('429', () => {
  const busy = (code: string, headers: Record<string, string> = { 'retry-after': '3' }) =>
    json(429, { error: { code, message: 'slow' } }, headers)

  test('with Retry-After is waited for, visibly, and then goes on', async () => {
    const server = await startServer((response, _request, number) =>
      number === 0 ? busy('1302')(response) : fine(response),
    )
    const { upstream, clock } = openUpstream(server.baseUrl)
    const { waits, exchange } = await open(upstream)
    expect([waits, clock.sleeps, exchange.status]).toEqual([[3_000], [3_000], 200])
    expect(server.received).toHaveLength(2)
  })

  test('is waited for twice at most', async () => {
    const server = await startServer(busy('1302'))
    const { upstream, clock } = openUpstream(server.baseUrl)
    expect(await failureOf(open(upstream))).toEqual({
      code: 'too_many_requests',
      detail: 'slow',
      upstreamCode: '1302',
    })
    expect(server.received).toHaveLength(3)
    expect(clock.sleeps).toHaveLength(2)
  })

  test('has its wait spread out', async () => {
    const server = await startServer((response, _request, number) =>
      number === 0 ? busy('1302')(response) : fine(response),
    )
    const clock = { ...recordingClock(), random: () => 0.5 }
    const { upstream } = openUpstream(server.baseUrl, { clock })
    expect((await open(upstream)).waits).toEqual([3_500])
  })

  test.each<[string, string, Record<string, string>]>([
    ['an empty account', '1113', { 'retry-after': '1' }],
    ['a spent quota', '1308', { 'retry-after': '1' }],
    ['fair use', '1313', { 'retry-after': '1' }],
    ['no Retry-After', '1302', {}],
    ['a Retry-After beyond the limit', '1302', { 'retry-after': '61' }],
    ['a Retry-After that is none', '1302', { 'retry-after': 'soon' }],
  ])('%s is not waited for', async (_name, code, headers) => {
    const server = await startServer(busy(code, headers))
    const { upstream, clock } = openUpstream(server.baseUrl)
    expect((await failureOf(open(upstream))).upstreamCode).toBe(code)
    expect([server.received.length, clock.sleeps]).toEqual([1, []])
  })

  test('can be cancelled while waiting', async () => {
    const server = await startServer(busy('1302', { 'retry-after': '60' }))
    const { upstream } = openUpstream(server.baseUrl, { clock: systemClock })
    const abort = new AbortController()
    const opening = upstream.openGeneration({ path: ['v3'], body: {}, signal: abort.signal })
    expect((await opening.next()).value).toMatchObject({ waitMs: expect.any(Number) })
    const rest = opening.next()
    abort.abort(new Error('stopped'))
    await expect(rest).rejects.toThrow('stopped')
    expect(server.received).toHaveLength(1)
  })

  test('the wait is read from seconds and dates', () => {
    const failure = { code: 'too_many_requests' as const, detail: null, upstreamCode: null }
    const now = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT')
    const wait = (value: string | null) => rateLimitWait(429, value, failure, now)
    expect(wait('0')).toBe(0)
    expect(wait('60')).toBe(maxRateLimitWaitMs)
    expect(wait('60.001')).toBeNull()
    expect(wait('Wed, 21 Oct 2026 07:28:30 GMT')).toBe(30_000)
    expect(wait('Wed, 21 Oct 2026 07:27:00 GMT')).toBe(0)
    expect(wait(null)).toBeNull()
  })
})

describe('authentication', () => {
  const refuse = json(401, { error: { code: '1003', message: `token ${testKey} expired` } })

  test('a refused token is made anew once, and the request goes on', async () => {
    const server = await startServer((response, _request, number) =>
      number === 0 ? refuse(response) : fine(response),
    )
    let now = Date.now()
    const { upstream } = openUpstream(server.baseUrl, {
      auth: 'jwt',
      clock: { ...recordingClock(), now: () => now++ },
    })
    expect((await open(upstream)).exchange.status).toBe(200)
    const [first, second] = server.received.map(({ headers }) => headers.authorization)
    expect(first).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/)
    expect(second).not.toBe(first)
  })

  test('refused again, it is a matter of configuration, without detail', async () => {
    const server = await startServer(refuse)
    const { upstream } = openUpstream(server.baseUrl, { auth: 'jwt' })
    expect(await failureOf(open(upstream))).toEqual({
      code: 'configuration',
      detail: null,
      upstreamCode: '1003',
    })
    expect(server.received).toHaveLength(2)
  })

  test('a plain key is not tried twice', async () => {
    const server = await startServer(refuse)
    const { upstream } = openUpstream(server.baseUrl)
    expect((await failureOf(upstream.readData(readPath))).code).toBe('configuration')
    expect(server.received).toHaveLength(1)
  })

  test('a key that upstream repeats is not handed on', async () => {
    const server = await startServer(
      json(400, { error: { code: '1210', message: `bad key ${testKey} or test-secret-456` } }),
    )
    const { upstream } = openUpstream(server.baseUrl)
    const error: unknown = await upstream.readData(readPath).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(UpstreamError)
    expect(JSON.stringify(error) + String(error)).not.toContain('test-secret-456')
    expect((error as UpstreamError).failure.detail).toBe('bad key … or …')
  })
})
