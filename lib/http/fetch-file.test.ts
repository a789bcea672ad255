import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { checkAddress, fetchFile, FetchFileError } from './fetch-file'
import type { Resolve } from './fetch-file'
import { isPublicAddress } from './public-address'

const folder = mkdtempSync(path.join(tmpdir(), 'moonlake-fetch-'))
const platform = 'https://open.bigmodel.cn'
let answer: (request: IncomingMessage, response: ServerResponse) => void
let server: Server
let origin: string

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is an object.
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name))
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

test.each([
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '168.63.129.16',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:a00:1',
  '0:0:0:0:0:ffff:c0a8:1',
  '64:ff9b::7f00:1',
  '64:ff9b::8.8.8.8',
  '64:ff9b:1::a00:1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  '5f00::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '4000::1',
  '',
  'localhost',
  '1.2.3',
])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false))

test.each([
  '8.8.8.8',
  '1.1.1.1',
  '172.15.0.1',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700::1111',
  '2400:3200::1',
])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))

test.each([
  'http://files.example.com/a.pdf',
  'http://open.bigmodel.cn/a.pdf',
  'ftp://files.example.com/a',
  'file:///etc/passwd',
  'data:text/plain,hi',
  'javascript:alert(1)',
  '//files.example.com/a',
  '/a.pdf',
  '',
  'https://user@files.example.com/a',
  'https://user:word@open.bigmodel.cn/a',
  'https://127.0.0.1/a',
  'https://127.1/a',
  'https://2130706433/a',
  'https://0x7f000001/a',
  'https://0177.0.0.1/a',
  'https://0x08080808/a',
  'https://8.8.2056/a',
  'https://①②⑦.0.0.1/a',
  'https://127。0。0。1/a',
  'https://169.254.169.254/latest/meta-data',
  'https://10.0.0.1:8443/a',
  'https://[::1]/a',
  'https://[::ffff:127.0.0.1]/a',
  'https://[::ffff:8.8.8.8]/a',
  'https://[64:ff9b::10.0.0.1]/a',
  'https://[fe80::1]/a',
  'https://0/a',
  'https://256.1.1.1/a',
])('the address %s is not asked', (address) => {
  expect(() => checkAddress(address, platform)).toThrow(expect.objectContaining({ reason: 'address' }))
})

test.each([
  ['https://cdn.bigmodel.cn/a%20b.pdf?x=1#y', platform],
  ['https://8.8.8.8/a', platform],
  ['https://[2606:4700::1111]/a', platform],
  ['HTTPS://8.8.8.8:8443/a', platform],
  ['http://127.0.0.1:4000/a', 'http://127.0.0.1:4000'],
  ['http://10.0.0.5:9000/a', 'http://10.0.0.5:8080'],
  ['https://platform.internal:9000/a', 'https://platform.internal'],
])('the address %s may be asked while upstream is %s', (address, trusted) => {
  expect(checkAddress(address, trusted).href).toBe(new URL(address).href)
})

test.each([
  ['http://127.0.0.1:6379/', 'http://127.0.0.1:4000'],
  ['http://localhost:6379/', 'http://localhost:4000'],
  ['http://10.0.0.5:9000/', 'https://10.0.0.5'],
  ['https://10.0.0.6/', 'https://10.0.0.5'],
])('the address %s is not asked although upstream is %s', (address, trusted) => {
  expect(() => checkAddress(address, trusted)).toThrow(FetchFileError)
})

test.each([
  ['one private address', ['10.0.0.1']],
  ['a private one among public ones', ['8.8.8.8', '127.0.0.1']],
  ['a mapped one', ['::ffff:127.0.0.1']],
  ['none', []],
])('a name with %s is not connected to, and is resolved once', async (_, addresses) => {
  const resolve = vi.fn<Resolve>((_hostname, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    ),
  )
  const refused = fetchFile('https://files.example.com/a.pdf', { folder, trustedOrigin: platform, resolve })
  await expect(refused).rejects.toMatchObject({ reason: 'address' })
  expect(resolve).toHaveBeenCalledTimes(1)
  expect(readdirSync(folder)).toEqual([])
})

test('a file is kept once, under the hash of its bytes, with the type of its bytes', async () => {
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(300_000, 7)])
  answer = (request, response) => {
    expect(request.headers['authorization']).toBeUndefined()
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': bytes.length }).end(bytes)
  }
  const first = await get('/手册.pdf?signature=1')
  const second = await get('/other-name')
  expect(first).toEqual({
    fileName: expect.stringMatching(/^[0-9a-f]{64}$/),
    mediaType: 'application/pdf',
    size: bytes.length,
  })
  expect(second).toEqual(first)
  expect(readdirSync(folder)).toEqual([first.fileName])
  expect(readFileSync(path.join(folder, first.fileName)).equals(bytes)).toBe(true)
})

test('a file that comes packed is kept unpacked', async () => {
  answer = (_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('a,b\n1,2\n'))
  const { fileName, mediaType } = await get('/table.csv')
  expect(mediaType).toBe('text/csv')
  expect(readFileSync(path.join(folder, fileName), 'utf8')).toBe('a,b\n1,2\n')
})

test.each<[string, FetchFileError['reason'], typeof answer]>([
  [
    'a redirect',
    'redirect',
    (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  ],
  ['a missing file', 'status', (_, response) => response.writeHead(404).end('no')],
  ['a failing server', 'status', (_, response) => response.writeHead(503).end('no')],
  ['a part instead of the file', 'status', (_, response) => response.writeHead(206).end('part')],
  ['nothing', 'empty', (_, response) => response.writeHead(200).end()],
  [
    'a length above the limit',
    'too_large',
    (_, response) => response.writeHead(200, { 'content-length': 100_001 }).end(Buffer.alloc(100_001)),
  ],
  [
    'more than the limit without a length',
    'too_large',
    (_, response) => {
      response.write(Buffer.alloc(60_000))
      response.end(Buffer.alloc(60_000))
    },
  ],
  [
    'a small packet that unpacks to more than the limit',
    'too_large',
    (_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000))),
  ],
  ['no answer', 'too_slow', () => undefined],
  ['a body that stops', 'too_slow', (_, response) => response.write('%PDF-')],
  [
    'an unknown packing',
    'network',
    (_, response) => response.writeHead(200, { 'content-encoding': 'x' }).end('x'),
  ],
  [
    'a broken packing',
    'network',
    (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
  ],
  [
    'a connection that is lost',
    'network',
    (_, response) => {
      response.writeHead(200, { 'content-length': 1_000 })
      response.write('%PDF-', () => response.destroy())
    },
  ],
])('%s leaves no file behind', async (_, reason, handle) => {
  answer = handle
  await expect(
    get('/a.pdf', { limits: { bytes: 100_000, ms: reason === 'too_slow' ? 400 : 10_000 } }),
  ).rejects.toMatchObject({ reason })
  expect(readdirSync(folder)).toEqual([])
})

test('exactly the limit is kept', async () => {
  answer = (_, response) => response.end(Buffer.alloc(100_000))
  expect(await get('/a', { limits: { bytes: 100_000 } })).toMatchObject({ size: 100_000 })
})

test('what is not wanted is refused by its bytes, not by what its sender says', async () => {
  answer = (_, response) =>
    response.writeHead(200, { 'content-type': 'image/png' }).end('<!doctype html>Expired')
  const refused = get('/a.png', { accepts: (type) => type.startsWith('image/') })
  await expect(refused).rejects.toMatchObject({ reason: 'type' })
  expect(readdirSync(folder)).toEqual([])
})

test('nobody at home', async () => {
  const address = 'http://127.0.0.1:1/a'
  const refused = fetchFile(address, { folder, trustedOrigin: 'http://127.0.0.1:1' })
  await expect(refused).rejects.toMatchObject({ reason: 'network' })
})

function get(file: string, options: Partial<Parameters<typeof fetchFile>[1]> = {}) {
  return fetchFile(`${origin}${encodeURI(file)}`, { folder, trustedOrigin: origin, ...options })
}
