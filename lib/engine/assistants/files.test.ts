import { afterAll, beforeAll, expect, test } from 'vitest'
import { uploadedFileSchema } from '@/lib/upstream/assistants/wire'
import { startEngine } from '../server'
import type { RunningEngine } from '../server'
import { get, readPath } from '../testing'
import { connectTo, sendFile } from './testing'

let engine: RunningEngine

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

test('a file is taken for its purpose, listed and deleted', async () => {
  const response = await sendFile(engine, '湖.txt', 'still water', 'agent')
  const file: unknown = await response.json()
  expect(uploadedFileSchema.parse(file).id).toMatch(/^\d{19}$/)
  expect(file).toMatchObject({ object: 'file', bytes: 11, filename: '湖.txt', purpose: 'agent' })
  const second = readPath(await (await sendFile(engine, 'b.txt', 'more', 'agent')).json(), 'id')

  const id = String(readPath(file, 'id'))
  const listed = async (query: string) =>
    (await get(engine, `/paas/v4/files?${query}`)).json() as Promise<unknown>
  expect(await listed('purpose=agent&limit=1')).toMatchObject({ data: [{ id: second }], has_more: true })
  expect(await listed(`purpose=agent&after=${String(second)}`)).toMatchObject({
    data: [{ id }],
    has_more: false,
  })
  expect(await listed('purpose=agent&order=asc')).toMatchObject({ data: [{ id }, { id: second }] })
  expect(await listed('purpose=assistant')).toMatchObject({ data: [] })
  expect((await get(engine, '/paas/v4/files')).status).toBe(400)

  await connectTo(engine).deleteFile(id)
  expect(await listed('purpose=agent')).toMatchObject({ data: [{ id: second }] })
  const gone = await fetch(`${engine.baseUrl}/paas/v4/files/${id}`, {
    method: 'DELETE',
    headers: { authorization: engine.key },
  })
  expect(gone.status).toBe(404)
})

test.each([
  ['an unknown purpose', 'a.txt', 'words', 'holiday'],
  ['a kind that the purpose does not take', 'a.exe', 'words', 'assistant'],
  ['a sound for an assistant', 'a.mp3', 'words', 'assistant'],
  ['an empty file', 'a.txt', '', 'assistant'],
  ['a picture of more than 5 MB for an agent', 'a.png', Buffer.alloc(5 * 1024 * 1024 + 1), 'agent'],
])('%s is refused with 1214', async (_, name, bytes, purpose) => {
  const response = await sendFile(engine, name, bytes, purpose)
  expect(response.status).toBe(400)
  expect(readPath(await response.json(), 'error', 'code')).toBe('1214')
})

test('a name asks for a failing upload', async () => {
  expect((await sendFile(engine, 'upload-500.txt', 'words')).status).toBe(500)
})

test('our own client sends a file that an assistant can read', async () => {
  const bytes = Buffer.from('The pier is closed.')
  async function* once() {
    yield new Uint8Array(bytes)
  }
  const { fileId } = await connectTo(engine).uploadFile({
    name: 'pier.txt',
    mediaType: 'text/plain',
    size: bytes.length,
    bytes: once(),
    purpose: 'assistant',
  })
  expect(fileId).toMatch(/^\d{19}$/)
})
