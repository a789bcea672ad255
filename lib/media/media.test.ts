import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as mediaRoute from '@/app/api/media/[mediaId]/route'
import { connectAgentPlatform } from '@/lib/agents/upstream'
import { db } from '@/lib/db/client'
import { describeOnEveryDatabase } from '@/lib/db/testing'
import { env } from '@/lib/env'
import { errorOf, newPerson, newRun } from '@/lib/media/testing'
import type { AnswerMedia, RunEvent } from '@/lib/runs/events'
import { mediaFolder } from './copies'
import { createGate } from '@/lib/limits/gate'
import { keepMedia, maxMediaPerRun } from './keep-media'
import { sweepAfterMs, sweepStoredFiles } from './sweep-files'

const png = Buffer.from('\x89PNG\r\n\x1a\n-a picture-', 'latin1')
const film = Buffer.from('\0\0\0\x20ftypisom\0\0\0\0-a film-', 'latin1')

describeOnEveryDatabase('media', () => {
  let server: Server
  let origin: string
  let requests: string[]
  let answer: (request: IncomingMessage, response: ServerResponse) => void
  let person: Awaited<ReturnType<typeof newPerson>>
  let runId: string

  beforeAll(async () => {
    server = createServer((request, response) => {
      requests.push(request.url ?? '')
      answer(request, response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    // A TCP server's address is an object.
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    connectAgentPlatform({ baseUrl: `${origin}/api`, apiKey: 'a.b', auth: 'key', headers: {} })
    person = await newPerson()
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  beforeEach(async () => {
    requests = []
    answer = (_, response) => response.end(png)
    ;({ runId } = await newRun(person.id))
  })

  test('a picture gets our address at once, and its copy outlives the original', async () => {
    const address = keepImage(`${origin}/a.png?expires=1`)
    expect(address).toMatch(/^\/api\/media\/[0-9a-f]{32}$/)
    const first = await get(address)
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(Buffer.from(await first.arrayBuffer()).equals(png)).toBe(true)
    answer = (_, response) => response.writeHead(403).end()
    expect((await get(address)).status).toBe(200)
    expect(requests).toHaveLength(1)
  })

  test('one address in one run is one medium, fetched once', async () => {
    const addresses = [1, 2, 3].map(() => keepImage(`${origin}/same.png`))
    expect(new Set(addresses).size).toBe(1)
    await Promise.all(addresses.map((address) => get(address)))
    expect(requests).toEqual(['/same.png'])
    const other = await newRun(person.id)
    expect(keepImage(`${origin}/same.png`, other.runId)).not.toBe(addresses[0])
  })

  test('a video is sent in parts and its cover is kept, too', async () => {
    answer = (request, response) => response.end(request.url === '/film' ? film : png)
    const media = keep({ kind: 'video', url: `${origin}/film`, coverUrl: `${origin}/cover.png` })
    if (media.kind !== 'video') throw new Error('a video stays a video')
    const part = await get(media.url, { headers: { range: 'bytes=4-7' } })
    expect([part.status, await part.text()]).toEqual([206, 'ftyp'])
    expect((await get(media.coverUrl)).headers.get('content-type')).toBe('image/png')
    const saved = await get(`${media.url}?download=1`)
    expect(saved.headers.get('content-disposition')).toContain('attachment; filename="film.mp4"')
  })

  test('a file that code made is kept whatever it is, and never runs', async () => {
    answer = (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>report</html>')
    const media = keep({ kind: 'code', code: 'print(1)', file: `${origin}/report.html`, text: 'done' })
    expect(media).toMatchObject({ kind: 'code', code: 'print(1)', text: 'done' })
    const file = await get(media.kind === 'code' ? media.file : null)
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8'])
  })

  test.each([
    null,
    '',
    'a.png',
    '/a.png',
    '//example.com/a.png',
    'ftp://example.com/a.png',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,<script>alert(1)</script>',
    'https://',
  ])('the address %j is left out', (url) => expect(keepImage(url)).toBeNull())

  test('a picture inside its address is stored', async () => {
    const response = await get(keepImage(`data:image/png;base64,${png.toString('base64')}`))
    expect(Buffer.from(await response.arrayBuffer()).equals(png)).toBe(true)
    const drawing = await get(keepImage('data:image/svg+xml,%3Csvg%20xmlns=%22x%22%3E%3C/svg%3E'))
    expect(drawing.headers.get('content-disposition')).toMatch(/^attachment/)
    const lie = await get(keepImage('data:image/png,<html><script>alert(1)</script>'))
    expect(await errorOf(lie)).toEqual([502, 'file_unavailable'])
    const rows = await db().selectFrom('media').select('url').where('run_id', '=', runId).execute()
    expect(rows.map((row) => row.url)).toEqual(['data:', 'data:', 'data:'])
  })

  test('a sound inside its address is stored, and the event stays small', async () => {
    const wav = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt '), Buffer.alloc(200_000)])
    const media = keep({ kind: 'audio', url: `data:audio/wav;base64,${wav.toString('base64')}` })
    expect(JSON.stringify(media).length).toBeLessThan(200)
    const sound = await get(media.kind === 'audio' ? media.url : null)
    expect([sound.status, sound.headers.get('content-type')]).toEqual([200, 'audio/wav'])
    expect(Buffer.from(await sound.arrayBuffer()).equals(wav)).toBe(true)
    const lie = keep({ kind: 'audio', url: 'data:audio/wav,<html><script>alert(1)</script>' })
    expect(await errorOf(await get(lie.kind === 'audio' ? lie.url : null))).toEqual([502, 'file_unavailable'])
    expect(keep({ kind: 'audio', url: null })).toEqual({ kind: 'audio', url: null })
  })

  test('what a drawing tool made is the same medium in its row and in the answer', async () => {
    const event = keepMedia(person.id, runId, {
      type: 'tool-end',
      nodeId: 'a',
      nodeName: 'a',
      name: 'drawing_tool',
      input: null,
      output: { kind: 'drawing', images: [`${origin}/drawn.png`, 'javascript:alert(1)'] },
      at: 1,
    })
    const address = keepImage(`${origin}/drawn.png`)
    expect(event).toMatchObject({ output: { images: [address] } })
    expect((await get(address)).status).toBe(200)
  })

  test('a page in place of a picture is no copy; the original address stays, and later it is tried again', async () => {
    answer = (_, response) => response.end('<!doctype html>This link has expired')
    const address = keepImage(`${origin}/expired.png`)
    expect(await errorOf(await get(address))).toEqual([502, 'file_unavailable'])
    const row = await db()
      .selectFrom('media')
      .selectAll()
      .where('id', '=', idOf(address))
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ url: `${origin}/expired.png`, stored_file: null, failure: 'type' })
    // Asked again at once, upstream is left alone.
    await get(address)
    expect(requests).toHaveLength(1)
    restartProcess()
    answer = (_, response) => response.end(png)
    expect((await get(address)).status).toBe(200)
  })

  test('a private address is not asked', async () => {
    expect(await errorOf(await get(keepImage('https://169.254.169.254/latest/meta-data')))).toEqual([
      502,
      'file_unavailable',
    ])
    expect(requests).toEqual([])
  })

  test('a copy that was lost, or not made before a restart, is made when it is asked for', async () => {
    const address = keepImage(`${origin}/lost.png`)
    await get(address)
    restartProcess()
    for (const name of readdirSync(mediaFolder())) rmSync(path.join(mediaFolder(), name))
    expect((await get(address)).status).toBe(200)
    await db().updateTable('media').set({ stored_file: null }).where('id', '=', idOf(address)).execute()
    restartProcess()
    expect((await get(address)).status).toBe(200)
    expect(requests).toHaveLength(3)
  })

  test('others, strangers and deleted conversations find nothing', async () => {
    const address = keepImage(`${origin}/mine.png`)
    expect((await get(address)).status).toBe(200)
    const stranger = await newPerson()
    expect(await errorOf(await get(address, { cookie: stranger.cookie }))).toEqual([404, 'not_found'])
    expect(await errorOf(await get(address, { cookie: '' }))).toEqual([401, 'unauthenticated'])
    expect(await errorOf(await get(`/api/media/${'0'.repeat(32)}`))).toEqual([404, 'not_found'])
    expect(await errorOf(await get('/api/media/..'))).toEqual([404, 'not_found'])
    await db().updateTable('conversations').set({ deleted_at: 1 }).execute()
    expect(await errorOf(await get(address))).toEqual([404, 'not_found'])
  })

  test('an answer full of addresses is copied up to a limit', () => {
    answer = (_, response) => response.writeHead(404).end()
    const addresses = Array.from({ length: maxMediaPerRun + 1 }, (_, index) =>
      keepImage(`https://10.0.0.1/${index}`),
    )
    expect(addresses.filter((address) => address !== null)).toHaveLength(maxMediaPerRun)
    expect(addresses.at(-1)).toBeNull()
  })

  test('other events and kinds pass as they are', () => {
    const events: RunEvent[] = [
      { type: 'text-delta', text: `${origin}/a.png` },
      { type: 'media', mediaId: '1', media: { kind: 'unknown', type: 'x', json: '{}' } },
    ]
    for (const event of events) expect(keepMedia(person.id, runId, event)).toBe(event)
  })

  test('files of purged conversations go, files in use and files of others stay', async () => {
    const kept = keepImage(`${origin}/kept.png`)
    await get(kept)
    const doomed = await newRun(person.id)
    answer = (_, response) => response.end(Buffer.concat([film, Buffer.from('doomed')]))
    await get(keepImage(`${origin}/doomed`, doomed.runId))
    await db().deleteFrom('conversations').where('id', '=', doomed.conversationId).execute()
    const folder = mediaFolder()
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'part-of-a-killed-process'), 'x')
    writeFileSync(path.join(folder, 'README'), 'not ours')
    await sweepStoredFiles(Date.now())
    expect(readdirSync(folder)).toHaveLength(4)
    for (const name of readdirSync(folder)) utimesSync(path.join(folder, name), 1, 1)
    await sweepStoredFiles(1_000 + sweepAfterMs)
    expect(readdirSync(folder)).toHaveLength(2)
    expect(existsSync(path.join(folder, 'README'))).toBe(true)
    expect(
      readFileSync(path.join(folder, readdirSync(folder).find((name) => name !== 'README') ?? '')),
    ).toEqual(png)
    expect(env().DATA_DIR).toBe(path.dirname(folder))
  })

  function keepImage(url: string | null, run = runId): string | null {
    const media = keep({ kind: 'image', url }, run)
    return media.kind === 'image' ? media.url : null
  }

  function keep(media: AnswerMedia, run = runId): AnswerMedia {
    const event = keepMedia(person.id, run, { type: 'media', mediaId: '1', media })
    if (event.type !== 'media') throw new Error('an event keeps its type')
    return event.media
  }

  function get(address: string | null, { cookie = person.cookie, headers = {} } = {}): Promise<Response> {
    const url = new URL(address ?? '/api/media/none', 'http://moonlake.test')
    return mediaRoute.GET(new Request(url, { headers: { ...headers, cookie } }), {
      params: Promise.resolve({ mediaId: address?.split('?')[0]?.split('/').at(-1) ?? '' }),
    })
  }

  function idOf(address: string | null): string {
    return address?.split('/').at(-1) ?? ''
  }

  function restartProcess(): void {
    Reflect.deleteProperty(globalThis, Symbol.for('moonlake.media-copies'))
  }
})

test('a gate lets so many through, in order, and goes on after a failure', async () => {
  const gate = createGate(2)
  const began: number[] = []
  const ends = [0, 1, 2, 3].map(() => Promise.withResolvers<void>())
  const tasks = ends.map((end, index) =>
    gate(async () => {
      began.push(index)
      await end.promise
    }),
  )
  await Promise.resolve()
  expect(began).toEqual([0, 1])
  ends[1]?.reject(new Error('failed'))
  await expect(tasks[1]).rejects.toThrow('failed')
  expect(began).toEqual([0, 1, 2])
  for (const end of ends) end.resolve()
  await Promise.all([tasks[0], tasks[2], tasks[3]])
  expect(began).toEqual([0, 1, 2, 3])
})
