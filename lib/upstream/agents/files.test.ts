import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { describe, expect, test, onTestFinished } from 'vitest'
import { UpstreamError } from '../failure'
import type { UpstreamOptions } from '../http'
import { SizeMismatch } from '../multipart'
import { openUpstream } from '../testing'
import { createAgentClient } from './client'
import type { FileUpload } from './client'
import { toFileStates, toUploadAnswer } from './files'
import { fileUploadFieldsSchema } from './wire'

/** Like upstream, but its bodies stay unread until the handler reads them. */
async function connect(
  handle: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
  options: Partial<UpstreamOptions> = {},
) {
  const sockets = new Set<Socket>()
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    void handle(request, response)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket)).on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is an object.
  const { port } = server.address() as AddressInfo
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  const { upstream } = openUpstream(`http://127.0.0.1:${port}/api`, options)
  return { client: createAgentClient(upstream), requests: () => requests, openSockets: () => sockets.size }
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  // An IncomingMessage without an encoding gives Buffers.
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

/** What upstream's own parser makes of the body. */
async function formOf(request: IncomingMessage): Promise<FormData> {
  const body = new Uint8Array(await bytesOf(request))
  return new Response(body, { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData()
}

const accepted = JSON.stringify({
  code: 200,
  message: '请求成功',
  data: { success_info: [{ file_id: '1815286446093897728', file_name: 'a.pdf' }], fail_info: [] },
})

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

const file: FileUpload = {
  appId: '1879719151359188992',
  unitId: '1737528754381717495',
  conversationId: null,
  fileType: 2,
  name: 'a.pdf',
  mediaType: 'application/pdf',
  size: 8,
  bytes: pieces(),
}

describe('what is sent', () => {
  test.each([
    'a.pdf',
    '教育学的教学方法 (2).docx',
    `it's "quoted"; filename=x.pdf`,
    'two\r\nlines\r\ncontent-type: text/html.pdf',
    '👩‍🚀.pdf',
  ])('the file named %j, byte for byte, after the texts', async (name) => {
    const forms: FormData[] = []
    const lengths: (string | undefined)[] = []
    const { client } = await connect(async (request, response) => {
      lengths.push(request.headers['content-length'], request.headers['transfer-encoding'])
      forms.push(await formOf(request))
      response.end(accepted)
    })
    const answer = await client.uploadFile({ ...file, name, bytes: pieces('%PDF', '', '-1.7') })
    expect(answer).toEqual({ status: 'accepted', fileId: '1815286446093897728' })
    const [form] = forms
    const sent = form?.get('files')
    // Line breaks come back as browsers write them.
    const shown = name.replaceAll('\r', '%0D').replaceAll('\n', '%0A')
    expect(sent).toBeInstanceOf(File)
    if (!(sent instanceof File)) return
    expect([decodeURI(sent.name).replaceAll('%0D', '\r').replaceAll('%0A', '\n'), sent.type]).toEqual([
      decodeURI(shown).replaceAll('%0D', '\r').replaceAll('%0A', '\n'),
      'application/pdf',
    ])
    expect(await sent.text()).toBe('%PDF-1.7')
    expect([...(form?.keys() ?? [])]).toEqual(['app_id', 'upload_unit_id', 'file_type', 'files'])
    expect(lengths).toEqual([expect.stringMatching(/^\d+$/), undefined])
  })

  test('the texts are those that the platform documents, for a form and for a dialogue', async () => {
    const texts: unknown[] = []
    const { client } = await connect(async (request, response) => {
      const form = await formOf(request)
      form.delete('files')
      texts.push(fileUploadFieldsSchema.parse(Object.fromEntries(form)))
      response.end(accepted)
    })
    await client.uploadFile({ ...file, bytes: pieces('12345678') })
    const dialogue = { unitId: null, conversationId: '1866682332635897856', fileType: 5 as const }
    await client.uploadFile({ ...file, ...dialogue, bytes: pieces('12345678') })
    expect(texts).toEqual([
      { app_id: file.appId, upload_unit_id: file.unitId, file_type: '2' },
      { app_id: file.appId, conversation_id: '1866682332635897856', file_type: '5' },
    ])
  })

  test('100 MB go through with little of it in flight', async () => {
    const piece = Buffer.alloc(64 * 1024, 7)
    const size = 1_600 * piece.byteLength
    let taken = 0
    let received = 0
    let mostInFlight = 0
    async function* source() {
      for (; taken < size; taken += piece.byteLength) yield piece
    }
    const { client } = await connect(async (request, response) => {
      for await (const part of request) {
        received += (part as Buffer).byteLength
        mostInFlight = Math.max(mostInFlight, taken - received)
      }
      response.end(accepted)
    })
    await client.uploadFile({ ...file, size, bytes: source() })
    expect(received).toBeGreaterThan(size)
    // The kernel's socket buffers, and a few pieces of ours.
    expect(mostInFlight).toBeLessThan(12 * 1024 * 1024)
  })

  test('nothing more is taken from the source while upstream does not read', async () => {
    const piece = Buffer.alloc(64 * 1024)
    let taken = 0
    const stop = new AbortController()
    async function* source() {
      for (; ; taken += piece.byteLength) yield piece
    }
    const { client } = await connect((request) => void request.pause())
    const sending = client.uploadFile({ ...file, size: 1e12, bytes: source(), signal: stop.signal })
    let before = -1
    // Full buffers: two turns of the poll without another piece.
    await expect
      .poll(() => {
        const isStill = taken > 0 && taken === before
        before = taken
        return isStill
      })
      .toBe(true)
    expect(taken).toBeLessThan(12 * 1024 * 1024)
    stop.abort(new Error('enough'))
    await expect(sending).rejects.toThrow('enough')
  })
})

describe('what goes wrong', () => {
  const failureOf = (promise: Promise<unknown>) =>
    promise.then(
      () => null,
      (error: unknown) => (error instanceof UpstreamError ? error.failure : error),
    )

  test('an abort closes the socket and leaves the source', async () => {
    const stop = new AbortController()
    let isLeft = false
    async function* source() {
      try {
        yield Buffer.from('1234')
        await new Promise((_resolve, reject) =>
          stop.signal.addEventListener('abort', () => reject(new Error())),
        )
      } finally {
        isLeft = true
      }
    }
    const { client, openSockets } = await connect((request) => {
      request.on('data', () => stop.abort(new Error('cancelled')))
      request.on('error', () => undefined)
    })
    await expect(client.uploadFile({ ...file, bytes: source(), signal: stop.signal })).rejects.toThrow(
      'cancelled',
    )
    await expect.poll(openSockets).toBe(0)
    await expect.poll(() => isLeft).toBe(true)
  })

  test.each([
    ['fewer', '1234'],
    ['more', '123456789'],
  ])('%s bytes than announced are no file', async (_name, text) => {
    const { client, openSockets } = await connect(async (request, response) => {
      await bytesOf(request).catch(() => undefined)
      response.destroy()
    })
    expect(await failureOf(client.uploadFile({ ...file, bytes: pieces(text) }))).toBeInstanceOf(SizeMismatch)
    await expect.poll(openSockets).toBe(0)
  })

  test('what the source throws comes back', async () => {
    async function* source(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('1234')
      throw new Error('the disk is gone')
    }
    const { client } = await connect((request) => void request.on('error', () => undefined).resume())
    await expect(client.uploadFile({ ...file, bytes: source() })).rejects.toThrow('the disk is gone')
  })

  test.each<[string, (request: IncomingMessage, response: ServerResponse) => void, string]>([
    ['a cut before the answer', (_request, response) => response.destroy(), 'no_answer'],
    [
      'an error after the file',
      (_request, response) => response.writeHead(500).end('{"code":500,"message":"oops"}'),
      'upstream_error',
    ],
    ['a page', (_request, response) => response.writeHead(502).end('<html>'), 'gateway'],
    ['an answer without ids', (_request, response) => response.end('{"code":200,"data":{}}'), 'garbage'],
    [
      'an error under 200',
      (_request, response) => response.end('{"code":1113,"message":"欠费"}'),
      'no_balance',
    ],
    ['a token that is refused', (_request, response) => response.writeHead(401).end('{}'), 'configuration'],
  ])('%s fails, and the file is not sent again', async (_name, answer, code) => {
    const { client, requests } = await connect(async (request, response) => {
      await bytesOf(request)
      answer(request, response)
    })
    expect(await failureOf(client.uploadFile({ ...file, bytes: pieces('12345678') }))).toMatchObject({ code })
    expect(requests()).toBe(1)
  })

  test('a refusal in the middle of a file is read, and the rest is not sent', async () => {
    const piece = Buffer.alloc(64 * 1024)
    let taken = 0
    async function* source() {
      for (; taken < 1e9; taken += piece.byteLength) yield piece
    }
    const { client } = await connect((request, response) => {
      request.once('data', () => response.writeHead(435).end('{"code":435,"message":"文件过大"}'))
      request.on('error', () => undefined)
    })
    expect(await failureOf(client.uploadFile({ ...file, size: 1e9, bytes: source() }))).toMatchObject({
      code: 'refused',
      detail: '文件过大',
    })
    expect(taken).toBeLessThan(100e6)
  })

  test('an upstream that stops reading is left after a while', async () => {
    async function* source() {
      for (;;) yield Buffer.alloc(64 * 1024)
    }
    const held: IncomingMessage[] = []
    const { client, openSockets } = await connect((request) => void held.push(request.pause()), {
      limits: { uploadIdleMs: 60 },
    })
    expect(await failureOf(client.uploadFile({ ...file, size: 1e12, bytes: source() }))).toMatchObject({
      code: 'no_connection',
    })
    held[0]?.on('error', () => undefined).resume()
    await expect.poll(openSockets).toBe(0)
  })

  test('an upstream that says nothing after the last byte is left after a while', async () => {
    const { client } = await connect((request) => void request.resume(), { limits: { uploadAnswerMs: 60 } })
    expect(await failureOf(client.uploadFile({ ...file, bytes: pieces('12345678') }))).toMatchObject({
      code: 'no_answer',
    })
  })
})

describe('answers about an upload', () => {
  const id = '1815286446093897728'
  test.each([
    ['snake_case', { success_info: [{ file_id: id }], fail_info: [] }],
    ['camelCase', { successInfo: [{ fileId: id, fileName: 'a.pdf' }], failInfo: [] }],
    ['the plural', { successInfos: [{ documentId: id }], failedInfos: [] }],
    ['one thing instead of a list', { success_info: { file_id: id }, fail_info: null }],
    ['a list by itself', [{ fileId: id }]],
    ['the id by itself', { file_id: id }],
  ])('accepted, in %s', (_name, data) => {
    expect(toUploadAnswer(data)).toEqual({ status: 'accepted', fileId: id })
  })

  test.each([
    [
      { success_info: [], fail_info: [{ file_name: 'b.exe', fail_reason: '不支持的文档类型' }] },
      '不支持的文档类型',
    ],
    [{ successInfo: null, failInfo: [{ fileName: 'b.exe', failReason: ' 太大 ' }] }, '太大'],
    [{ failedInfos: [{ fileName: 'b.exe', failReason: '' }] }, null],
    [{ success_info: [{ file_name: 'a.pdf' }], fail_info: [{ file_name: 'a.pdf' }] }, null],
  ])('refused in its own words: %o', (data, detail) => {
    expect(toUploadAnswer(data)).toEqual({ status: 'refused', detail })
  })

  test.each([[null], ['ok'], [[]], [{}], [{ success_info: [{ file_id: null }], fail_info: [] }]])(
    '%o says neither',
    (data) => {
      expect(() => toUploadAnswer(data)).toThrow(UpstreamError)
    },
  )
})

describe('states of files', () => {
  test.each([
    [0, { status: 'parsing' }],
    ['0', { status: 'parsing' }],
    [null, { status: 'parsing' }],
    [1, { status: 'ready' }],
    [11000, { status: 'failed', code: '11000', detail: '成功' }],
    [11001, { status: 'failed', code: '11001', detail: '成功' }],
    [11002, { status: 'failed', code: '11002', detail: '成功' }],
    [11003, { status: 'failed', code: '11003', detail: '成功' }],
    ['11009', { status: 'failed', code: '11009', detail: '成功' }],
    [99, { status: 'failed', code: '99', detail: '成功' }],
  ])('the code %j, whatever its text', (code, state) => {
    expect(toFileStates([{ file_id: '7', code, msg: '成功' }], ['7']).get('7')).toEqual(state)
    expect(toFileStates([{ fileId: '7', code, msg: '成功' }], ['7']).get('7')).toEqual(state)
  })

  test('only of files that were asked for; the rest is missing, as for pictures', () => {
    const data = [{ file_id: '1', code: 1 }, null, { file_id: '9', code: 1 }, { code: 1 }]
    expect([...toFileStates(data, ['1', '2']).keys()]).toEqual(['1'])
    expect(toFileStates([], ['1']).size).toBe(0)
    expect(toFileStates(null, ['1']).size).toBe(0)
  })

  test('the only row belongs to the only file', () => {
    expect(toFileStates([{ code: 1 }], ['1']).get('1')).toEqual({ status: 'ready' })
    expect(toFileStates({ code: 1 }, ['1']).get('1')).toEqual({ status: 'ready' })
  })

  test('are asked for up to three times', async () => {
    const bodies: string[] = []
    const { client } = await connect(async (request, response) => {
      bodies.push((await bytesOf(request)).toString())
      if (bodies.length < 3) response.writeHead(503).end()
      else response.end('{"code":200,"data":[{"file_id":1815286446093897728,"code":1}]}')
    })
    const states = await client.statFiles('42', ['1815286446093897728'])
    expect(states).toEqual(new Map([['1815286446093897728', { status: 'ready' }]]))
    expect(bodies.map((body) => JSON.parse(body))).toEqual(
      Array.from({ length: 3 }, () => ({ app_id: '42', file_ids: ['1815286446093897728'] })),
    )
  })
})
