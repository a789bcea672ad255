import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, onTestFinished } from 'vitest'
import { openUpstream } from '../testing'
import { createAssistantClient } from './client'
import { maxKeptBytes } from './upload'
import type { AssistantFile } from './upload'
import { fileUploadFieldsSchema } from './wire'

type Sent = { purpose: string; name: string; text: string }

/** Like upstream, taking files only for the given purposes. */
async function connect(purposes: string[], answer: object = { id: '7931838c-a132', object: 'file' }) {
  const sent: Sent[] = []
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    try {
      // An IncomingMessage without an encoding gives Buffers.
      for await (const piece of request) pieces.push(piece as Buffer)
    } catch {
      return
    }
    const body = new Response(new Uint8Array(Buffer.concat(pieces)), {
      headers: { 'content-type': request.headers['content-type'] ?? '' },
    })
    const { file, ...fields } = Object.fromEntries(await body.formData())
    const { purpose } = fileUploadFieldsSchema.parse(fields)
    if (!(file instanceof File)) throw new Error('no file')
    sent.push({ purpose, name: file.name, text: (await file.text()).slice(0, 20) })
    const isTaken = purposes.includes(purpose) && request.url === '/api/paas/v4/files'
    response
      .writeHead(isTaken ? 200 : 400)
      .end(JSON.stringify(isTaken ? answer : { error: { code: '1214', message: 'purpose 参数非法' } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is an object.
  const { port } = server.address() as AddressInfo
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())))
  const { upstream } = openUpstream(`http://127.0.0.1:${port}/api`)
  return { client: createAssistantClient(upstream), sent }
}

function fileOf(text: string, more: Partial<AssistantFile> = {}): AssistantFile {
  return {
    name: '月湖.pdf',
    mediaType: 'application/pdf',
    size: Buffer.byteLength(text),
    bytes: once(text),
    purpose: 'assistant',
    ...more,
  }
}

/** Can be read once only, in two pieces. */
async function* once(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  yield bytes.subarray(0, bytes.length / 2)
  yield bytes.subarray(bytes.length / 2)
}

test('a file goes out once with its purpose', async () => {
  const { client, sent } = await connect(['assistant'])
  expect(await client.uploadFile(fileOf('%PDF-1.7 湖'))).toEqual({ fileId: '7931838c-a132' })
  expect(sent).toEqual([{ purpose: 'assistant', name: '月湖.pdf', text: '%PDF-1.7 湖' }])
})

test('where the purpose is refused the same bytes go out with `agent`, and later files at once so', async () => {
  const { client, sent } = await connect(['agent'])
  expect(await client.uploadFile(fileOf('first'))).toEqual({ fileId: '7931838c-a132' })
  await client.uploadFile(fileOf('second'))
  expect(sent.map(({ purpose, text }) => [purpose, text])).toEqual([
    ['assistant', 'first'],
    ['agent', 'first'],
    ['agent', 'second'],
  ])
})

test('when both are refused upstream’s own words are told, and the next file is tried with both again', async () => {
  const { client, sent } = await connect([])
  for (const text of ['a1', 'b1'])
    await expect(client.uploadFile(fileOf(text))).rejects.toMatchObject({
      failure: { code: 'refused', upstreamCode: '1214', detail: 'purpose 参数非法' },
    })
  expect(sent.map(({ purpose }) => purpose)).toEqual(['assistant', 'agent', 'assistant', 'agent'])
})

test('a purpose that has worked is not doubted by a file that is refused', async () => {
  const purposes = ['assistant']
  const { client, sent } = await connect(purposes)
  await client.uploadFile(fileOf('good'))
  purposes.length = 0
  await expect(client.uploadFile(fileOf('bad'))).rejects.toMatchObject({ failure: { upstreamCode: '1214' } })
  expect(sent.map(({ text }) => text)).toEqual(['good', 'bad'])
})

test('a file that is too large to be kept is sent once, and its refusal told', async () => {
  const { client, sent } = await connect(['agent'])
  const size = maxKeptBytes + 1
  const bytes = once('x'.repeat(size))
  await expect(client.uploadFile(fileOf('', { size, bytes }))).rejects.toMatchObject({
    failure: { upstreamCode: '1214' },
  })
  expect(sent.map(({ purpose }) => purpose)).toEqual(['assistant'])
})

test.each<[string, object]>([
  ['another name for the id', { file_id: '7931838c-a132' }],
  ['an envelope', { code: 200, data: { id: '7931838c-a132' } }],
])('the answer with %s', async (_name, answer) => {
  const { client } = await connect(['assistant'], answer)
  expect(await client.uploadFile(fileOf('a1'))).toEqual({ fileId: '7931838c-a132' })
})

test('an answer without an id is none', async () => {
  const { client } = await connect(['assistant'], { object: 'file' })
  await expect(client.uploadFile(fileOf('a1'))).rejects.toMatchObject({ failure: { code: 'garbage' } })
})

test('a source that fails ends the upload with its own reason', async () => {
  const { client } = await connect(['assistant'])
  const reason = new Error('the browser has gone')
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('a')
    throw reason
  }
  await expect(client.uploadFile(fileOf('', { size: 2, bytes: broken() }))).rejects.toBe(reason)
})
