import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { AppError } from '@/lib/errors'
import { contentDisposition, parseRange, serveFile } from './serve-file'

const folder = mkdtempSync(path.join(tmpdir(), 'moonlake-serve-'))
const file = path.join(folder, 'file')
const size = 700_001
writeFileSync(
  file,
  Uint8Array.from({ length: size }, (_, index) => index % 251),
)
const bytes = readFileSync(file)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  [null, 'whole'],
  ['bytes=0-99', { start: 0, end: 99 }],
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=990-', { start: 990, end: 999 }],
  ['bytes=999-', { start: 999, end: 999 }],
  ['bytes=500-5000', { start: 500, end: 999 }],
  ['bytes=-10', { start: 990, end: 999 }],
  ['bytes=-5000', { start: 0, end: 999 }],
  ['BYTES = 5 - 9', { start: 5, end: 9 }],
  ['bytes=1000-', 'unsatisfiable'],
  ['bytes=1000-2000', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=9-5', 'whole'],
  ['bytes=-', 'whole'],
  ['bytes=0-1,5-9', 'whole'],
  ['lines=0-1', 'whole'],
  ['bytes=0x10-20', 'whole'],
  ['bytes=-1e9', 'whole'],
  [`bytes=${'9'.repeat(40)}-`, 'whole'],
])('the range %s of 1000 bytes', (header, range) => expect(parseRange(header, 1_000)).toEqual(range))

test.each(['bytes=0-', 'bytes=-5', 'bytes=0-0'])('no range of an empty file: %s', (header) =>
  expect(parseRange(header, 0)).toBe('unsatisfiable'),
)

test('a whole file, its parts and what lies beyond', async () => {
  const whole = await serve({})
  expect(whole.status).toBe(200)
  expect(whole.headers.get('content-length')).toBe(String(size))
  expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true)

  const part = await serve({ range: 'bytes=100-600000' })
  expect(part.status).toBe(206)
  expect(part.headers.get('content-range')).toBe(`bytes 100-600000/${size}`)
  expect(part.headers.get('content-length')).toBe('599901')
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(100, 600_001))).toBe(true)

  const beyond = await serve({ range: `bytes=${size}-` })
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${size}`])
})

test('HEAD says the length and sends nothing', async () => {
  const head = await serveFile(
    new Request('http://moonlake.test/', { method: 'HEAD' }),
    file,
    'image/png',
    'a',
  )
  expect([head.status, head.headers.get('content-length'), head.body]).toEqual([200, String(size), null])
})

test('a copy that the browser has is not sent again, a part of another version is not mixed in', async () => {
  const etag = (await serve({})).headers.get('etag') ?? ''
  expect((await serve({ 'if-none-match': etag })).status).toBe(304)
  expect((await serve({ 'if-none-match': `"other", W/${etag}` })).status).toBe(304)
  expect((await serve({ 'if-none-match': '"other"' })).status).toBe(200)
  expect((await serve({ range: 'bytes=0-9', 'if-range': etag })).status).toBe(206)
  expect((await serve({ range: 'bytes=0-9', 'if-range': '"other"' })).status).toBe(200)
})

test('a reader that leaves in the middle leaves nothing open', async () => {
  const reader = (await serve({})).body?.getReader()
  await reader?.read()
  await expect(reader?.cancel()).resolves.toBeUndefined()
})

test('a file that is gone is not found', async () => {
  const request = new Request('http://moonlake.test/')
  const gone = serveFile(request, path.join(folder, 'gone'), 'image/png', 'a')
  await expect(gone).rejects.toThrow(new AppError('not_found'))
  await expect(serveFile(request, folder, 'image/png', 'a')).rejects.toThrow(new AppError('not_found'))
})

test.each([
  ['application/pdf', 'application/pdf', 'inline'],
  ['image/png', 'image/png', 'inline'],
  ['video/mp4; codecs=avc1', 'video/mp4', 'inline'],
  ['text/plain', 'text/plain; charset=utf-8', 'inline'],
  ['text/html', 'text/plain; charset=utf-8', 'inline'],
  ['TEXT/HTML; charset=utf-7', 'text/plain; charset=utf-8', 'inline'],
  ['application/xhtml+xml', 'text/plain; charset=utf-8', 'inline'],
  ['text/javascript', 'text/plain; charset=utf-8', 'inline'],
  ['application/xml', 'text/plain; charset=utf-8', 'inline'],
  ['image/svg+xml', 'image/svg+xml', 'attachment'],
  ['application/zip', 'application/zip', 'attachment'],
  ['nonsense\r\nx: y', 'application/octet-stream', 'attachment'],
])('%s goes out as %s, %s, and may do nothing', async (mediaType, sent, disposition) => {
  const { headers } = await serve({}, mediaType)
  expect(headers.get('content-type')).toBe(sent)
  expect(headers.get('content-disposition')?.split(';')[0]).toBe(disposition)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
})

test.each([
  ['手册.pdf', `inline; filename="__.pdf"; filename*=UTF-8''%E6%89%8B%E5%86%8C.pdf`],
  ['a"b;c\\d.pdf', `inline; filename="a_b_c d.pdf"; filename*=UTF-8''a%22b%3Bc%20d.pdf`],
  ['../../etc/passwd', `inline; filename=".. .. etc passwd"; filename*=UTF-8''..%20..%20etc%20passwd`],
  [
    'x\r\nset-cookie: a=b',
    `inline; filename="x set-cookie: a=b"; filename*=UTF-8''x%20set-cookie%3A%20a%3Db`,
  ],
  ['exe.\u202efdp', `inline; filename="exe. fdp"; filename*=UTF-8''exe.%20fdp`],
  ['', `inline; filename="file"; filename*=UTF-8''file`],
])('the name %j', (name, header) => expect(contentDisposition('inline', name)).toBe(header))

function serve(headers: Record<string, string>, mediaType = 'application/pdf'): Promise<Response> {
  return serveFile(new Request('http://moonlake.test/', { headers }), file, mediaType, '手册.pdf')
}
