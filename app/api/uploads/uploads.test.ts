import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { registerAgents } from '@/lib/agents/actions'
import { connectAgentPlatform } from '@/lib/agents/upstream'
import { db } from '@/lib/db/client'
import { describeOnEveryDatabase } from '@/lib/db/testing'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { maxUploadBytesPerDay, maxUploadsPerMinute } from '@/lib/limits/limits'
import { newPerson } from '@/lib/media/testing'
import { call, origin, refusalOf } from '@/lib/targets/testing'
import { maxUnusedMs, tidyUploads } from '@/lib/uploads/housekeeping'
import { askAgainMs, maxParsingMs, maxTransferMs, waitForParsing, waitsMs } from '@/lib/uploads/parse-states'
import { findUploadRows } from '@/lib/uploads/queries'
import type { Upload } from '@/lib/uploads/schema'
import { addressLifeMs, signUpload } from '@/lib/uploads/signed-address'
import { jpegHead, pngHead, startPlatform } from '@/lib/uploads/testing'
import type { FakePlatform } from '@/lib/uploads/testing'
import * as fileRoute from '../files/[token]/route'
import * as formRoute from '../agents/[appId]/form/route'
import * as contentRoute from './[uploadId]/content/route'
import * as uploadRoute from './[uploadId]/route'
import * as uploadsRoute from './route'

const agent = '1798627097909080064'
const pdf = Buffer.from('%PDF-1.7 月湖')
const variables = [
  { id: '1737528754381717495', type: 'upload_file', name: '文件' },
  { id: '1737528765211104338', type: 'upload_image', name: '图片' },
]

describeOnEveryDatabase('uploads', () => {
  let platform: FakePlatform
  let cookie: string
  let userId: string

  beforeAll(async () => {
    // Of our own on every database: copies are counted and removed.
    env().DATA_DIR = mkdtempSync(path.join(tmpdir(), 'moonlake-uploads-'))
    const nothing = { en: '', zh: '' }
    const row = { name: { en: 'Reader', zh: '读' }, description: nothing, icon: 'bot' }
    await registerAgents([{ ...row, appId: agent, openingQuestions: { en: [], zh: [] } }], 'environment')
  })
  beforeEach(async () => {
    Reflect.deleteProperty(globalThis, Symbol.for('moonlake.agent-variables'))
    Reflect.deleteProperty(globalThis, Symbol.for('moonlake.limits'))
    platform = await startPlatform()
    platform.answers.variables = variables
    connect(platform)
    const person = await newPerson()
    cookie = person.cookie
    userId = person.id
  })
  afterEach(async () => {
    await platform.close()
    await db().deleteFrom('uploads').execute()
    await db().deleteFrom('messages').execute()
    rmSync(path.join(env().DATA_DIR, 'uploads'), { recursive: true, force: true })
  })

  afterAll(() => rmSync(env().DATA_DIR, { recursive: true, force: true }))

  test('a document for a form goes up, is parsed, and is there after a reload', async () => {
    const put = await putFile(cookie, { name: '月湖 "1".pdf', fieldId: '1737528754381717495' }, pdf)
    expect(put).toMatchObject({
      name: '月湖 "1".pdf',
      size: pdf.byteLength,
      status: 'parsing',
      reason: null,
      previewUrl: null,
    })
    const [sent] = platform.uploads
    expect(sent?.bytes.equals(pdf)).toBe(true)
    expect(sent?.type).toBe('application/pdf')
    expect(sent?.fields).toEqual({ app_id: agent, upload_unit_id: '1737528754381717495', file_type: '2' })
    expect(await list(cookie, put.id)).toMatchObject([{ id: put.id, status: 'ready' }])
    expect(platform.asked.at(-1)?.body).toEqual({ app_id: agent, file_ids: ['18152864460938977' + '1'] })
    expect(copies()).toEqual([])
  })

  test('the same id again is the upload that is there, sent once', async () => {
    const id = crypto.randomUUID()
    const first = await putFile(cookie, { id }, pdf)
    expect(await putFile(cookie, { id }, pdf)).toEqual(first)
    expect(platform.uploads).toHaveLength(1)
  })

  test('a picture keeps a copy for its owner; the platform’s empty list means ready', async () => {
    platform.answers.stat = () => []
    const picture = pngHead(30, 20)
    const about = { name: '湖.png', kind: 'image', fieldId: '1737528765211104338' }
    const put = await putFile(cookie, about, picture)
    expect(put.previewUrl).toBe(`/api/uploads/${put.id}/content`)
    expect(await list(cookie, put.id)).toMatchObject([{ status: 'ready' }])
    expect(platform.uploads[0]?.fields['file_type']).toBe('4')
    expect(copies()).toEqual([put.id])

    const params = { uploadId: put.id }
    const whole = await call(contentRoute.GET, 'GET', { cookie, params })
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff')
    expect(Buffer.from(await whole.arrayBuffer()).equals(picture)).toBe(true)
    const part = await call(contentRoute.GET, 'GET', { cookie, params, headers: { range: 'bytes=1-3' } })
    expect([part.status, await part.text()]).toEqual([206, 'PNG'])
  })

  test('a signed address works without a session, for a while, and only as it was signed', async () => {
    const { id } = await putFile(cookie, { name: 'a.png', kind: 'image' }, pngHead(1, 1))
    const open = (token: string) => call(fileRoute.GET, 'GET', { params: { token } })
    const token = signUpload(id, Date.now())
    expect(token).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
    const answer = await open(token)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect((await open(signUpload(id, Date.now() - addressLifeMs - 1))).status).toBe(404)
    expect((await open(signUpload(crypto.randomUUID(), Date.now()))).status).toBe(404)
    for (const at of [0, 20, 25, token.length - 2]) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
      expect((await open(changed)).status).toBe(404)
    }
    await remove(cookie, id)
    expect((await open(token)).status).toBe(404)
    expect(copies()).toEqual([])
  })

  test('a file that the platform refuses says so in its words', async () => {
    platform.answers.upload = () => ({ failInfo: [{ fileName: 'a.pdf', failReason: '不支持的文档类型' }] })
    expect(await putFile(cookie, {}, pdf)).toMatchObject({
      status: 'failed',
      reason: { code: 'refused', detail: '不支持的文档类型', upstreamCode: null },
    })
    platform.answers.upload = () => ({})
    const odd = await putFile(cookie, { name: 'a.png', kind: 'image' }, pngHead(1, 1))
    expect(odd).toMatchObject({ status: 'failed', reason: { code: 'upstream' }, previewUrl: null })
    expect(await list(cookie, odd.id)).toEqual([odd])
    expect(copies()).toEqual([])
  })

  test.each([
    [11000, 'missing', null, null],
    [11001, 'no_text', null, null],
    [11002, 'unreadable', null, null],
    [11003, 'too_much_text', null, null],
    [11009, 'unknown_id', null, null],
    [12345, 'not_parsed', '版面太复杂', '12345'],
  ])('parsing that ends with %i', async (code, reason, detail, upstreamCode) => {
    platform.answers.stat = (ids) => ids.map((file_id) => ({ fileId: file_id, code, msg: '版面太复杂' }))
    const { id } = await putFile(cookie, {}, pdf)
    expect(await list(cookie, id)).toMatchObject([
      { status: 'failed', reason: { code: reason, detail, upstreamCode } },
    ])
  })

  test('a platform that cannot be asked leaves a file as it is', async () => {
    const { id } = await putFile(cookie, {}, pdf)
    platform.answers.stat = () => 'none'
    expect(await list(cookie, id)).toMatchObject([{ status: 'parsing' }])
    expect(platform.asked.filter(({ path: asked }) => asked.endsWith('/file_stat'))).toHaveLength(1)
    // Within a second nobody asks again.
    await list(cookie, id)
    expect(platform.asked.filter(({ path: asked }) => asked.endsWith('/file_stat'))).toHaveLength(1)
  })

  test.each([
    ['bytes of another type', { name: 'a.pdf' }, Buffer.from('<html>'), 'type_mismatch'],
    ['an ending that is not taken', { name: 'a.exe' }, pdf, 'type_not_allowed'],
    [
      'a kind that the field does not take',
      { name: 'a.mp3', kind: 'audio', fieldId: variables[0]?.id },
      pdf,
      'type_not_allowed',
    ],
    ['a picture that is too wide', { name: 'a.jpg', kind: 'image' }, jpegHead(6_001, 9), 'too_many_pixels'],
    ['nothing in it', { name: 'a.pdf' }, Buffer.alloc(0), 'empty'],
    ['fewer bytes than announced', { name: 'a.pdf', size: 99 }, pdf, 'incomplete'],
    ['more bytes than announced', { name: 'a.pdf', size: 9 }, pdf, 'incomplete'],
    [
      'more than pictures may have',
      { name: 'a.png', kind: 'image', size: 5 * 1024 ** 2 + 1 },
      pngHead(1, 1),
      'too_large',
    ],
  ])('%s: the platform never hears of it', async (_name, about, bytes, code) => {
    const put = await putFile(cookie, about, bytes)
    expect(put).toMatchObject({ status: 'failed', reason: { code } })
    expect(platform.received()).toBe(0)
    expect(copies()).toEqual([])
  })

  test('a file as large as the server takes goes up, one byte more does not', async () => {
    env().MAX_UPLOAD_MB = 1
    const most = Buffer.alloc(1024 ** 2, 'a')
    expect(await putFile(cookie, { name: 'a.txt' }, most)).toMatchObject({ status: 'parsing' })
    const more = await putFile(cookie, { name: 'a.txt' }, Buffer.concat([most, pdf.subarray(0, 1)]))
    env().MAX_UPLOAD_MB = 100
    expect(more).toMatchObject({ reason: { code: 'too_large' } })
  })

  test('100 MB pass through with little of it in memory', async () => {
    await platform.close()
    platform = await startPlatform(false)
    connect(platform)
    const piece = Buffer.alloc(64 * 1024, 'a')
    const size = 1_600 * piece.byteLength
    let taken = 0
    let mostHeld = 0
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          if (taken >= size) return controller.close()
          taken += piece.byteLength
          mostHeld = Math.max(mostHeld, taken - platform.received())
          controller.enqueue(piece)
        },
      },
      { highWaterMark: 0 },
    )
    expect(await putFile(cookie, { name: 'a.txt', size }, body)).toMatchObject({ status: 'parsing' })
    expect(platform.received()).toBeGreaterThan(size)
    // The kernel's socket buffers, and a few pieces of ours.
    expect(mostHeld).toBeLessThan(12 * 1024 ** 2)
  })

  test('a browser that leaves closes the platform’s socket, and nothing stays', async () => {
    platform.hold = true
    const stop = new AbortController()
    const id = crypto.randomUUID()
    const about = { id, name: 'a.mp4', kind: 'video', size: 1024 ** 2 }
    const sending = put(cookie, about, unfinished(videoHead()), stop.signal)
    await expect.poll(() => platform.openUploads()).toBe(1)
    stop.abort()
    await sending.catch(() => undefined)
    await expect.poll(() => platform.openUploads()).toBe(0)
    expect(await list(cookie, id)).toEqual([])
    expect(copies()).toEqual([])
  })

  test('a connection that breaks off leaves nothing either', async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(Buffer.alloc(8_192, 'a'))
        setImmediate(() => controller.error(new Error('ECONNRESET')))
      },
    })
    const id = crypto.randomUUID()
    expect((await put(cookie, { id, name: 'a.txt', size: 99_999 }, body)).status).toBe(400)
    expect(await list(cookie, id)).toEqual([])
  })

  test('removing a file while it goes up ends that', async () => {
    platform.hold = true
    const id = crypto.randomUUID()
    const sending = put(cookie, { id, name: 'a.txt', size: 1024 ** 2 }, unfinished(Buffer.alloc(8_192, 'a')))
    await expect.poll(() => platform.openUploads()).toBe(1)
    expect((await remove(cookie, id)).status).toBe(200)
    expect((await sending).status).toBe(400)
    await expect.poll(() => platform.openUploads()).toBe(0)
    expect(await list(cookie, id)).toEqual([])
    expect((await remove(cookie, id)).status).toBe(200)
  })

  test('what a message names is not removed', async () => {
    const { id } = await putFile(cookie, { name: 'a.png', kind: 'image' }, pngHead(1, 1))
    await nameInMessage(id)
    expect((await remove(cookie, id)).status).toBe(200)
    expect(await list(cookie, id)).toMatchObject([{ id }])
    expect(copies()).toEqual([id])
  })

  test('files of one unsent message share one conversation of the platform', async () => {
    const draftId = crypto.randomUUID()
    const about = { fieldId: undefined, draftId }
    await Promise.all([1, 2, 3].map(() => putFile(cookie, about, pdf)))
    await putFile(cookie, about, pdf)
    const ids = platform.uploads.map(({ fields }) => fields['conversation_id'])
    expect(ids).toHaveLength(4)
    expect(new Set(ids).size).toBe(1)
    expect(platform.uploads[0]?.fields).not.toHaveProperty('upload_unit_id')
    expect(platform.asked.filter(({ path: asked }) => asked.endsWith('/conversation'))).toHaveLength(1)
    await putFile(cookie, { draftId: crypto.randomUUID() }, pdf)
    expect(new Set(platform.uploads.map(({ fields }) => fields['conversation_id'])).size).toBe(2)
  })

  test('in a conversation they join the platform’s, which is made when it is missing', async () => {
    platform.uploads.splice(0)
    const conversationId = await newConversation(userId, null)
    await Promise.all([1, 2].map(() => putFile(cookie, { conversationId }, pdf)))
    const stored = await db()
      .selectFrom('conversations')
      .select('upstream_conversation_id')
      .where('id', '=', conversationId)
      .executeTakeFirst()
    const ids = platform.uploads.map(({ fields }) => fields['conversation_id'])
    expect(ids).toEqual([stored?.upstream_conversation_id, stored?.upstream_conversation_id])
    const known = await newConversation(userId, '99421')
    await putFile(cookie, { conversationId: known }, pdf)
    expect(platform.uploads.at(-1)?.fields['conversation_id']).toBe('99421')
    expect(await refusalOf(put((await newPerson()).cookie, { conversationId: known }, pdf))).toEqual([
      404,
      'not_found',
    ])
  })

  test('every id that belongs to somebody else is not there', async () => {
    const { id } = await putFile(cookie, { name: 'a.png', kind: 'image' }, pngHead(1, 1))
    const { cookie: stranger } = await newPerson()
    expect(await list(stranger, id)).toEqual([])
    const params = { uploadId: id }
    for (const answer of [
      call(contentRoute.GET, 'GET', { cookie: stranger, params }),
      remove(stranger, id),
      put(stranger, { id }, pdf),
    ]) {
      expect(await refusalOf(answer)).toEqual([404, 'not_found'])
    }
    expect(await list(cookie, id)).toMatchObject([{ id }])
  })

  test('what is not an upload of ours is refused', async () => {
    const refused = (about: About, headers: Record<string, string> = {}) =>
      refusalOf(put(cookie, about, pdf, undefined, headers))
    expect(await refused({}, { 'x-moonlake-upload': '' })).toEqual([200, undefined])
    expect(await refusalOf(put('', {}, pdf))).toEqual([401, 'unauthenticated'])
    expect(await refused({}, { origin: 'https://elsewhere.example' })).toEqual([403, 'forbidden_origin'])
    expect(await refused({ appId: '42' })).toEqual([404, 'agent_unknown'])
    expect(await refused({ fieldId: '42' })).toEqual([400, 'invalid_request'])
    expect(await refused({ id: 'again' })).toEqual([400, 'invalid_request'])
    expect(await refused({ kind: 'program' })).toEqual([400, 'invalid_request'])
    expect(await refused({ size: -1 })).toEqual([400, 'invalid_request'])
    expect(await refused({ name: 'x'.repeat(256) })).toEqual([400, 'invalid_request'])
    const bare = new Request(`${origin}/api/uploads/x`, {
      method: 'PUT',
      headers: { origin, host: 'moonlake.test', cookie },
    })
    const params = Promise.resolve({ uploadId: crypto.randomUUID() })
    expect(await refusalOf(uploadRoute.PUT(bare, { params }))).toEqual([415, 'unsupported_media_type'])
  })

  test('uploads a minute and bytes a day are bounded', async () => {
    const { id } = await putFile(cookie, {}, pdf)
    for (let at = 1; at < maxUploadsPerMinute; at++) await putFile(cookie, { name: 'a.exe' }, pdf)
    const answer = await put(cookie, {}, pdf)
    expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true])
    Reflect.deleteProperty(globalThis, Symbol.for('moonlake.limits'))
    const fill = (size: number) => db().updateTable('uploads').set({ size }).where('id', '=', id).execute()
    const others = (maxUploadsPerMinute - 1) * pdf.byteLength
    await fill(maxUploadBytesPerDay - others - pdf.byteLength)
    expect((await put(cookie, {}, pdf)).status).toBe(200)
    expect(await refusalOf(put(cookie, {}, pdf))).toEqual([429, 'too_many_bytes'])
  })

  test('a file that is never parsed stalls after five minutes, and may be asked for again', async () => {
    platform.answers.stat = (ids) => ids.map((file_id) => ({ file_id, code: 0, msg: '成功' }))
    const { id } = await putFile(cookie, {}, pdf)
    await db()
      .updateTable('uploads')
      .set({ created_at: Date.now() - maxParsingMs })
      .where('id', '=', id)
      .execute()
    expect(await list(cookie, id)).toMatchObject([{ status: 'stalled' }])
    expect(await list(cookie, id)).toMatchObject([{ status: 'stalled' }])
    expect(await list(cookie, id, '&again=1')).toMatchObject([{ status: 'parsing' }])
  })

  test('a transfer that nobody does any more has failed', async () => {
    const { id } = await putFile(cookie, {}, pdf)
    const begun = (created_at: number) =>
      db().updateTable('uploads').set({ status: 'uploading', created_at }).where('id', '=', id).execute()
    await begun(Date.now() - maxTransferMs + 10_000)
    expect(await list(cookie, id)).toMatchObject([{ status: 'uploading' }])
    await begun(Date.now() - maxTransferMs)
    expect(await list(cookie, id)).toMatchObject([{ status: 'failed', reason: { code: 'incomplete' } }])
  })

  test('a run waits for its files, looks now and then, and hears what changes', async () => {
    const [document, picture, gone] = await Promise.all([
      putFile(cookie, {}, pdf),
      putFile(cookie, { name: 'a.png', kind: 'image' }, pngHead(1, 1)),
      putFile(cookie, {}, pdf),
    ])
    const rows = await findUploadRows(userId, [document.id, picture.id, gone.id])
    let looks = 0
    const done = rows[0]?.upstream_file_id
    platform.answers.stat = (ids) =>
      ids.includes(String(done)) && ++looks > 3
        ? [{ file_id: done, code: 1 }]
        : ids.map((file_id) => ({ file_id, code: file_id === rows[1]?.upstream_file_id ? 11002 : 0 }))
    const clock = fakeClock()
    const heard: string[][] = []
    const waiting = waitForParsing(rows, {
      clock: {
        ...clock,
        sleep: async (ms, signal) => {
          if (clock.slept.length === 1) await remove(cookie, gone.id)
          await clock.sleep(ms, signal)
        },
      },
      onChange: (current) => heard.push(current.map(({ status }) => status)),
    })
    const ended = await waiting
    expect(ended.map(({ id, status }) => [id, status])).toEqual([
      [document.id, 'ready'],
      [picture.id, 'failed'],
      [gone.id, 'failed'],
    ])
    expect(JSON.parse(ended[1]?.reason ?? '')).toMatchObject({ code: 'unreadable' })
    expect(clock.slept).toEqual([...waitsMs])
    expect(heard).toEqual([
      ['parsing', 'failed', 'parsing'],
      ['parsing', 'failed', 'failed'],
      ['ready', 'failed', 'failed'],
    ])
  })

  test('a run that is stopped waits no longer, and one that waits for ever ends', async () => {
    platform.answers.stat = (ids) => ids.map((file_id) => ({ file_id, code: 0 }))
    const { id } = await putFile(cookie, {}, pdf)
    const rows = await findUploadRows(userId, [id])
    const stop = new AbortController()
    const sleep = () => {
      stop.abort(new Error('stopped'))
      return Promise.reject(stop.signal.reason)
    }
    const clock = { now: () => Date.now(), sleep }
    await expect(waitForParsing(rows, { clock, signal: stop.signal })).rejects.toThrow('stopped')
    const patient = fakeClock()
    expect(await waitForParsing(rows, { clock: patient })).toMatchObject([{ status: 'stalled' }])
    const waited = patient.slept.reduce((sum, ms) => sum + ms, 0)
    expect(waited).toBeGreaterThan(maxParsingMs - 10_000)
    expect(waited).toBeLessThan(maxParsingMs + 10_000)
    expect(askAgainMs).toBeLessThanOrEqual(Math.min(...waitsMs))
  })

  test('what a crash left and what nothing names is tidied away', async () => {
    const picture = { name: 'a.png', kind: 'image' }
    const [used, unused, fresh] = await Promise.all(
      [1, 2, 3].map(() => putFile(cookie, picture, pngHead(1, 1))),
    )
    const crashed = await putFile(cookie, {}, pdf)
    if (!used || !unused || !fresh) throw new Error('uploads are missing')
    await nameInMessage(used.id)
    const now = Date.now()
    const set = (id: string, values: object) =>
      db().updateTable('uploads').set(values).where('id', '=', id).execute()
    for (const { id } of [used, unused]) await set(id, { created_at: now - maxUnusedMs - 1 })
    await set(crashed.id, { status: 'uploading', created_at: now - 3 * 60 * 60_000 })
    const stray = path.join(env().DATA_DIR, 'uploads', `${crypto.randomUUID()}.part`)
    mkdirSync(path.dirname(stray), { recursive: true })
    writeFileSync(stray, 'x')
    const yesterday = new Date(now - 24 * 60 * 60_000)
    utimesSync(stray, yesterday, yesterday)
    await tidyUploads(now)
    expect(copies()).toEqual([used.id, fresh.id].toSorted())
    expect(await list(cookie, [used.id, unused.id, fresh.id, crashed.id].join())).toMatchObject([
      { id: used.id },
      { id: fresh.id },
      { id: crashed.id, status: 'failed', reason: { code: 'incomplete' } },
    ])
  })

  test('a form is asked for once, however many want it', async () => {
    const params = { appId: agent }
    const open = () => call(formRoute.GET, 'GET', { cookie, params })
    const [one, other] = await Promise.all([open(), open()])
    expect(await one.json()).toMatchObject({
      appId: agent,
      kind: 'form',
      isUncertain: false,
      fields: [
        { name: '文件', kind: 'file' },
        { name: '图片', kind: 'image' },
      ],
    })
    expect(other.status).toBe(200)
    await putFile(cookie, { fieldId: '1737528754381717495' }, pdf)
    expect(platform.asked.filter(({ path: asked }) => asked.endsWith('/variables'))).toHaveLength(1)
    expect(await refusalOf(call(formRoute.GET, 'GET', { cookie, params: { appId: '42' } }))).toEqual([
      404,
      'agent_unknown',
    ])
  })

  test('a form that cannot be read says so', async () => {
    connectAgentPlatform({ baseUrl: 'http://127.0.0.1:1/api', apiKey: 'a.b', auth: 'key', headers: {} })
    const answer = await call(formRoute.GET, 'GET', { cookie, params: { appId: agent } })
    expect(await answer.json()).toEqual({ appId: agent, kind: 'dialogue', fields: [], isUncertain: true })
  })

  async function nameInMessage(uploadId: string): Promise<void> {
    const conversationId = await newConversation(userId, null)
    await db()
      .insertInto('messages')
      .values({
        id: newId(),
        conversation_id: conversationId,
        user_id: userId,
        parent_id: null,
        role: 'person',
        text: '',
        run_id: null,
        created_at: Date.now(),
        inputs: null,
        attachments: JSON.stringify([uploadId]),
      })
      .execute()
  }
})

function connect(platform: FakePlatform): void {
  const apiKey = 'test-id-123.test-secret-456'
  connectAgentPlatform({ baseUrl: platform.baseUrl, apiKey, auth: 'key', headers: {} })
}

type About = {
  id?: string
  appId?: string
  name?: string
  kind?: string
  size?: number
  fieldId?: string | undefined
  conversationId?: string
  draftId?: string
}

function put(
  cookie: string,
  about: About,
  body: Buffer | ReadableStream<Uint8Array>,
  signal?: AbortSignal,
  headers: Record<string, string> = {},
): Promise<Response> {
  const { id = crypto.randomUUID(), ...rest } = about
  const size = body instanceof ReadableStream ? 0 : body.byteLength
  const query = { appId: agent, name: 'a.pdf', kind: 'document', size, ...rest }
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  const request = new Request(`${origin}/api/uploads/${id}?${new URLSearchParams(given)}`, {
    method: 'PUT',
    headers: { host: 'moonlake.test', origin, cookie, 'x-moonlake-upload': '1', ...headers },
    body: body instanceof ReadableStream ? body : new Uint8Array(body),
    ...(signal ? { signal } : {}),
    // Needed for streams; missing in the browser's types.
    ...{ duplex: 'half' },
  })
  return uploadRoute.PUT(request, { params: Promise.resolve({ uploadId: id }) })
}

async function putFile(...arguments_: Parameters<typeof put>): Promise<Upload> {
  const answer = await put(...arguments_)
  expect(answer.status).toBe(200)
  return answer.json()
}

async function list(cookie: string, ids: string, more = ''): Promise<Upload[]> {
  const request = new Request(`${origin}/api/uploads?ids=${ids}${more}`, { headers: { cookie } })
  const answer = await uploadsRoute.GET(request, { params: Promise.resolve({}) })
  expect(answer.status).toBe(200)
  return (await answer.json()).uploads
}

function remove(cookie: string, uploadId: string): Promise<Response> {
  return call(uploadRoute.DELETE, 'DELETE', { cookie, params: { uploadId }, body: {} })
}

async function newConversation(userId: string, upstreamConversationId: string | null): Promise<string> {
  const id = newId()
  await db()
    .insertInto('conversations')
    .values({
      id,
      user_id: userId,
      family: 'agent',
      target_id: agent,
      title: '',
      upstream_conversation_id: upstreamConversationId,
      leaf_message_id: null,
      created_at: Date.now(),
      updated_at: Date.now(),
      deleted_at: null,
      batch_id: null,
    })
    .execute()
  return id
}

function copies(): string[] {
  try {
    return readdirSync(path.join(env().DATA_DIR, 'uploads')).toSorted()
  } catch {
    return []
  }
}

/** Says so much and then nothing more. */
function unfinished(piece: Buffer): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.enqueue(piece) })
}

function videoHead(): Buffer {
  return Buffer.concat([
    Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex'),
    Buffer.alloc(8_192),
  ])
}

/** Sleeping moves it on. */
function fakeClock() {
  const slept: number[] = []
  let now = Date.now()
  return {
    slept,
    now: () => now,
    sleep: (ms: number, signal?: AbortSignal) => {
      slept.push(ms)
      now += ms
      return signal?.aborted ? Promise.reject(signal.reason) : Promise.resolve()
    },
  }
}
