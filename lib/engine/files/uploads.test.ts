import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFile, readdir } from 'node:fs/promises'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  damagedPdf,
  damagedWord,
  encryptedPdf,
  gb18030Csv,
  imageOnlyPdf,
  largeCsv,
  longText,
  markedCsv,
  twoColumnPdf,
  wordDocument,
} from '@/e2e/documents'
import type { TestDocument } from '@/e2e/documents'
import { fileStatResponseSchema, fileUploadResponseSchema } from '@/lib/upstream/agents/wire'
import { appIds } from '../catalogue'
import { startEngine } from '../server'
import type { RunningEngine } from '../server'
import { get, post, readPath, untilParsed } from '../testing'

let engine: RunningEngine
const unit = '1936725184036382037'

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

type Entry = [name: string, value: string | { bytes: string | Buffer<ArrayBuffer>; name: string }]

function upload(entries: Entry[], on = engine): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of entries) {
    if (typeof value === 'string') form.append(name, value)
    else form.append(name, new Blob([value.bytes]), value.name)
  }
  return fetch(`${on.baseUrl}/llm-application/open/v2/application/file_upload`, {
    method: 'POST',
    headers: { authorization: on.key },
    body: form,
  })
}

/** Of the document reader, unless a dialogue's `file_type` is given. */
async function uploadOne(
  name: string,
  bytes: string | Buffer<ArrayBuffer> = 'text of a lake',
  on = engine,
): Promise<string> {
  const response = await upload(
    [
      ['files', { bytes, name }],
      ['app_id', appIds.documentReader],
      ['upload_unit_id', unit],
    ],
    on,
  )
  const data = fileUploadResponseSchema.parse(await response.json()).data
  const id = data?.success_info?.[0]?.file_id ?? ''
  expect(id).toMatch(/^\d{19}$/)
  return id
}

async function stat(ids: string[], on = engine) {
  const response = await post(on, '/v2/application/file_stat', {
    app_id: appIds.documentReader,
    file_ids: ids,
  })
  const rows = fileStatResponseSchema.parse(await response.json()).data
  return rows?.map(({ code }) => code) ?? null
}

async function settle(id: string): Promise<number | null | undefined> {
  await untilParsed(engine, appIds.documentReader, [id])
  return (await stat([id]))?.[0]
}

async function settleDocument(make: () => Promise<TestDocument>) {
  const { name, path } = await make()
  return settle(await uploadOne(name, await readFile(path)))
}

test('texts of the form may come before or after its files, and ids have 19 digits', async () => {
  const file: Entry = ['files', { bytes: 'a', name: 'a.txt' }]
  const fields: Entry[] = [
    ['app_id', appIds.documentReader],
    ['upload_unit_id', unit],
    ['file_type', '2'],
  ]
  for (const entries of [
    [file, ...fields],
    [...fields, file],
  ]) {
    const body: unknown = await (await upload(entries)).json()
    expect(body).toMatchObject({ code: 200, message: '请求成功' })
    expect(readPath(body, 'data', 'success_info', 0, 'file_id')).toMatch(/^\d{19}$/)
  }
})

test('of several files the unsupported, empty and refused ones are named, the others taken', async () => {
  const response = await upload([
    ['app_id', appIds.documentReader],
    ['files', { bytes: 'a', name: '好.txt' }],
    ['files', { bytes: 'a', name: 'b.exe' }],
    ['files', { bytes: '', name: 'empty.pdf' }],
    ['files', { bytes: 'a', name: 'refuse me.md' }],
    ['upload_unit_id', unit],
  ])
  const body: unknown = await response.json()
  expect(fileUploadResponseSchema.safeParse(body).success).toBe(true)
  expect(body).toMatchObject({
    data: {
      success_info: [{ file_name: '好.txt' }],
      fail_info: [
        { file_name: 'b.exe', fail_reason: '不支持的文档类型' },
        { file_name: 'empty.pdf', fail_reason: '文件内容为空' },
        { file_name: 'refuse me.md', fail_reason: '文件被拒绝' },
      ],
    },
  })
})

test('a name with camel gets camelCase', async () => {
  const response = await upload([
    ['files', { bytes: 'a', name: 'camel.txt' }],
    ['app_id', appIds.documentReader],
    ['upload_unit_id', unit],
  ])
  expect(await response.json()).toMatchObject({
    data: { successInfo: [{ fileName: 'camel.txt' }], failInfo: [] },
  })
})

test.each([
  ['1', 'a.csv', true],
  ['1', 'a.pdf', false],
  ['2', 'a.pdf', true],
  ['3', 'a.mp3', true],
  ['4', 'a.png', true],
  ['4', 'a.gif', false],
  ['5', 'a.mp4', true],
])("a dialogue's file_type %s with %s: taken %s", async (fileType, name, isTaken) => {
  const response = await upload([
    ['app_id', appIds.testBench],
    ['conversation_id', '98933'],
    ['files', { bytes: 'a', name }],
    ['file_type', fileType],
  ])
  const body: unknown = await response.json()
  expect(readPath(body, 'data', 'success_info', 'length')).toBe(isTaken ? 1 : 0)
})

test.each([
  ['no app', [['upload_unit_id', unit]], 400],
  [
    'an unknown app',
    [
      ['app_id', '1'],
      ['upload_unit_id', unit],
    ],
    404,
  ],
  ['no unit and no conversation', [['app_id', appIds.documentReader]], 400],
  [
    'an unknown type',
    [
      ['app_id', appIds.testBench],
      ['conversation_id', '1'],
      ['file_type', '9'],
    ],
    400,
  ],
] as [string, Entry[], number][])('a form with %s is refused', async (_, entries, status) => {
  const response = await upload([['files', { bytes: 'a', name: 'a.txt' }], ...entries])
  expect(response.status).toBe(status)
  expect(readPath(await response.json(), 'code')).toEqual(expect.any(Number))
})

test('an upload whose name asks for it is refused as a whole, even while it is being sent', async () => {
  const response = await upload([
    ['app_id', appIds.documentReader],
    ['files', { bytes: Buffer.alloc(8 * 1024 * 1024), name: 'upload-429.txt' }],
    ['upload_unit_id', unit],
  ])
  expect(response.status).toBe(429)
})

test.each([
  ['a locked PDF', encryptedPdf, 11002],
  ['a damaged PDF', damagedPdf, 11002],
  ['a damaged Word file', damagedWord, 11002],
  ['a scan', imageOnlyPdf, 11001],
  ['over 50,000 characters', longText, 11003],
  ['a paper', twoColumnPdf, 1],
  ['a Word file', wordDocument, 1],
  ['20,000 rows', largeCsv, 1],
  ['UTF-8 with its mark', markedCsv, 1],
  ['GB18030', gb18030Csv, 1],
])('%s is parsed for real', async (_, make, code) => expect(await settleDocument(make)).toBe(code))

test('characters are counted: 50,000 are taken and one more is not', async () => {
  const text = '湖'.repeat(49_999)
  expect(await settle(await uploadOne('most.txt', `${text}。`))).toBe(1)
  expect(await settle(await uploadOne('more.txt', `${text}。月`))).toBe(11003)
})

test.each([
  ['report-11000.pdf', 11000],
  ['11001 a.txt', 11001],
  ['x(11002).docx', 11002],
  ['a_11003_b.md', 11003],
  ['fail-12345.txt', 12345],
  ['20241100112.txt', 1],
])('%s is answered with %i', async (name, code) => expect(await settle(await uploadOne(name))).toBe(code))

test('names ask for no end and for no row; pictures have no row; unknown ids are said to be unknown', async () => {
  const forever = await uploadOne('永远.txt')
  const rowless = await uploadOne('missing-row.txt')
  const ready = await uploadOne('ready.txt')
  await settle(ready)
  expect(await stat([forever])).toEqual([0])
  expect(await stat([rowless])).toEqual([])
  expect(await stat(['1815286446093897728', ready])).toEqual([11009, 1])
  const response = await upload([
    ['app_id', appIds.testBench],
    ['conversation_id', '1'],
    ['file_type', '4'],
    ['files', { bytes: 'a', name: 'a.png' }],
  ])
  const picture = String(readPath(await response.json(), 'data', 'success_info', 0, 'file_id'))
  const rows = await post(engine, '/v2/application/file_stat', {
    app_id: appIds.testBench,
    file_ids: [picture],
  })
  expect(readPath(await rows.json(), 'data')).toEqual([])
})

test('parsing is seen to take a moment at the natural pace', async () => {
  const natural = await startEngine({ pace: 1 })
  try {
    const id = await uploadOne('a.txt', 'text', natural)
    expect(await stat([id], natural)).toEqual([0])
    await expect.poll(() => stat([id], natural)).toEqual([1])
  } finally {
    await natural.close()
  }
})

test('a sender that goes away leaves nothing behind', async () => {
  const before = await stats()
  const { hostname, port, pathname } = new URL(
    `${engine.baseUrl}/llm-application/open/v2/application/file_upload`,
  )
  const sending = request({
    hostname,
    port,
    path: pathname,
    method: 'POST',
    headers: {
      authorization: engine.key,
      'content-type': 'multipart/form-data; boundary=b',
      'content-length': 1e8,
    },
  })
  sending.on('error', () => {})
  sending.write('--b\r\nContent-Disposition: form-data; name="files"; filename="gone.txt"\r\n\r\n')
  sending.write(Buffer.alloc(1024 * 1024))
  await expect.poll(async () => (await stats()).uploadedBytes).toBeGreaterThan(before.uploadedBytes + 1e6)
  const count = (await storedFiles()).length
  sending.destroy()
  await expect.poll(stats).toMatchObject({ uploadsAborted: before.uploadsAborted + 1 })
  await expect.poll(storedFiles).toHaveLength(count - 1)
})

test('the folder of the files goes with the engine', async () => {
  const own = await startEngine({ pace: Infinity })
  const before = await folders()
  await uploadOne('a.txt', 'a', own)
  expect(await folders()).toHaveLength(before.length + 1)
  await own.close()
  expect(await folders()).toHaveLength(before.length)
})

test('a large file arrives whole and is stored without being held', async () => {
  const block = Buffer.alloc(1024 * 1024, 'lake ')
  const blocks = 96
  const head = `--b\r\nContent-Disposition: form-data; name="app_id"\r\n\r\n${appIds.testBench}\r\n--b\r\nContent-Disposition: form-data; name="conversation_id"\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name="file_type"\r\n\r\n5\r\n--b\r\nContent-Disposition: form-data; name="files"; filename="film.mp4"\r\n\r\n`
  let most = 0
  async function* send() {
    yield Buffer.from(head)
    for (let at = 0; at < blocks; at += 1) {
      yield block
      most = Math.max(most, process.memoryUsage().arrayBuffers)
    }
    yield Buffer.from('\r\n--b--\r\n')
  }
  const before = process.memoryUsage().arrayBuffers
  const sending = request(`${engine.baseUrl}/llm-application/open/v2/application/file_upload`, {
    method: 'POST',
    headers: { authorization: engine.key, 'content-type': 'multipart/form-data; boundary=b' },
  })
  const answered = once(sending, 'response')
  await pipeline(Readable.from(send()), sending)
  // What Node emits with this event.
  const [response] = (await answered) as [IncomingMessage]
  expect(readPath(await json(response), 'data', 'success_info', 'length')).toBe(1)
  expect(most - before).toBeLessThan(64 * 1024 * 1024)
  const files = await storedFiles()
  const digests = await Promise.all(files.map(async (path) => digest(await readFile(path))))
  expect(digests).toContain(digest(Buffer.alloc(blocks * block.length, block)))
})

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function stats(): Promise<{ uploadedBytes: number; uploadsAborted: number }> {
  const body: unknown = await (await get(engine, '/engine/stats')).json()
  return {
    uploadedBytes: Number(readPath(body, 'uploadedBytes')),
    uploadsAborted: Number(readPath(body, 'uploadsAborted')),
  }
}

async function folders(): Promise<string[]> {
  await sleep(0)
  const names = await readdir(tmpdir())
  return names.filter((name) => name.startsWith(`moonlake-engine-${process.pid}-`))
}

async function storedFiles(): Promise<string[]> {
  const lists = await Promise.all(
    (await folders()).map(async (folder) =>
      (await readdir(`${tmpdir()}/${folder}`)).map((name) => `${tmpdir()}/${folder}/${name}`),
    ),
  )
  return lists.flat()
}
