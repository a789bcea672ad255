import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as documentRoute from '@/app/api/documents/[ticket]/route'
import * as reindexRoute from '@/app/api/documents/[ticket]/reindex/route'
import * as mediaRoute from '@/app/api/media/[mediaId]/route'
import * as sourcesRoute from '@/app/api/runs/[runId]/sources/route'
import { connectAgentPlatform } from '@/lib/agents/upstream'
import { db } from '@/lib/db/client'
import { describeOnEveryDatabase } from '@/lib/db/testing'
import { env } from '@/lib/env'
import { errorOf, newPerson, newRun } from '@/lib/media/testing'
import type { Run } from '@/lib/runs/run'
import { sourcesSchema } from './schema'
import type { Sources } from './schema'
import { prefetchSources } from './get-sources'

type Person = { id: string; cookie: string }

const pdf = readFileSync('lib/engine/library/moon-over-water.pdf')
const png = Buffer.from('\x89PNG\r\n\x1a\n-a figure-', 'latin1')
const marker = '【示意图序号_7_1】'
const passage = `The moon pulls the water of the lake\nand lets go of it again ${marker}`

describeOnEveryDatabase('sources', () => {
  let platform: Server
  let origin: string
  /** What slice_info says by node; a number is the status of a refusal. */
  let places: Record<string, unknown>
  let files: Record<string, (response: ServerResponse) => void>
  let indexState: number
  let asked: string[]
  let fetches: string[]
  let person: Person

  beforeAll(async () => {
    platform = createServer(async (request, response) => {
      let body = ''
      for await (const piece of request) body += String(piece)
      const { pathname } = new URL(request.url ?? '', 'http://platform')
      const send = (data: unknown) => response.end(JSON.stringify({ code: 200, data }))
      if (pathname.endsWith('/slice_info')) {
        const { request_id: requestId, node_id: nodeId } = JSON.parse(body)
        asked.push(`slice_info ${requestId} ${nodeId}`)
        const place = places[nodeId]
        if (typeof place === 'number') return response.writeHead(place).end('{}')
        return send(place ?? { document_slices: [] })
      }
      // Figures are copied in the background, whenever.
      const isFile = pathname.startsWith('/files/')
      ;(isFile ? fetches : asked).push(`${request.method} ${pathname.split('/').slice(-2).join('/')}`)
      if (pathname.includes('/document/embedding/')) return send(null)
      if (pathname.includes('/document/')) return send({ embedding_stat: indexState })
      const file = files[pathname]
      return file ? file(response) : response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve))
    // A TCP server's address is an object.
    origin = `http://127.0.0.1:${(platform.address() as AddressInfo).port}`
    connectAgentPlatform({ baseUrl: `${origin}/api`, apiKey: 'a.b', auth: 'key', headers: {} })
    person = await newPerson()
  })
  afterAll(() => {
    platform.closeAllConnections()
    platform.close()
  })
  beforeEach(async () => {
    asked = []
    fetches = []
    indexState = 1
    files = {
      '/files/moon.pdf': (response) => response.end(pdf),
      '/files/1.png': (response) => response.end(png),
    }
    places = { a: slices(manual()) }
    await db().deleteFrom('documents').execute()
  })

  test('passages, boxes, figures and files of one answer', async () => {
    const runId = await answered()
    const sources = await sourcesOf(runId)
    expect(sources).toMatchObject({
      missingNodes: 0,
      documents: [
        {
          id: '7',
          name: '月 moon.pdf',
          kind: 'pdf',
          hasHiddenPositions: false,
          slices: [
            {
              id: '1.1',
              nodeId: 'a',
              text: passage,
              boxes: [
                { page: 2, top: 100 },
                { page: 2, top: 120 },
              ],
              row: null,
            },
          ],
          images: [{ marker, url: expect.stringMatching(/^\/api\/media\/[0-9a-f]{32}$/) }],
        },
      ],
    })
    expect(JSON.stringify(sources)).not.toContain(origin)
    const file = await documentOf(sources)
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(file.headers.get('content-disposition')).toContain(
      'inline; filename="_ moon.pdf"; filename*=UTF-8\'\'%E6%9C%88',
    )
    expect(Buffer.from(await file.arrayBuffer()).equals(pdf)).toBe(true)
    const figure = await get(mediaRoute.GET, sources.documents[0]?.images[0]?.url, 'mediaId')
    expect(Buffer.from(await figure.arrayBuffer()).equals(png)).toBe(true)
  })

  test('upstream is asked once for each node, whoever asks how often', async () => {
    const runId = await answered(['a', 'b', 'a'])
    const answers = await Promise.all([sourcesOf(runId), sourcesOf(runId), prefetchSources(person.id, runId)])
    expect(answers[0]).toEqual(answers[1])
    expect(await sourcesOf(runId)).toEqual(answers[0])
    expect(asked.filter((line) => line.startsWith('slice_info')).toSorted()).toEqual([
      'slice_info request a',
      'slice_info request b',
    ])
  })

  test('a node that does not answer is missing until it is asked again, and then stays', async () => {
    places['b'] = 404
    const runId = await answered(['a', 'b'])
    const first = await sourcesOf(runId)
    expect(first).toMatchObject({ missingNodes: 1, documents: [{ id: '7' }] })
    places['b'] = slices({
      ...manual(),
      document: { ...manual().document, id: '8', name: 'more.xlsx' },
      slice_info: [row(3)],
    })
    places['a'] = 404
    expect(await sourcesOf(runId)).toEqual(first)
    const second = await sourcesOf(runId, { again: true })
    expect(second.missingNodes).toBe(0)
    expect(second.documents.map(({ id, kind }) => [id, kind])).toEqual([
      ['8', 'sheet'],
      ['7', 'pdf'],
    ])
    expect(second.documents[0]?.slices).toMatchObject([{ id: '1.1', row: { sheet: 'Sheet1', line: 3 } }])
    expect(second.documents[1]?.slices).toMatchObject([{ id: '2.1', text: passage }])
    expect(second.documents[1]?.url).toBe(first.documents[0]?.url)
  })

  test('when nobody answers, the next look asks again', async () => {
    places['a'] = 404
    const runId = await answered()
    expect(await sourcesOf(runId)).toEqual({ documents: [], missingNodes: 1 })
    places['a'] = slices(manual())
    expect(await sourcesOf(runId)).toMatchObject({ documents: [{ id: '7' }], missingNodes: 0 })
  })

  test('answers without retrievals, and those that upstream gave no id, have no sources', async () => {
    const none = { documents: [], missingNodes: 0 }
    expect(await sourcesOf(await answered([]))).toEqual(none)
    expect(await sourcesOf(await answered(['a'], { upstreamRequestId: null }))).toEqual(none)
    expect(asked).toEqual([])
  })

  test('an answer that is not over has no sources yet', async () => {
    const runId = await answered(['a'], { status: 'answering' })
    expect(await errorOf(await get(sourcesRoute.GET, runId, 'runId'))).toEqual([409, 'run_not_over'])
  })

  test('a viewer reads a document in parts, and it is fetched once', async () => {
    const sources = await sourcesOf(await answered())
    const parts = await Promise.all(
      ['bytes=0-4', 'bytes=5-9', 'bytes=-6'].map((range) => documentOf(sources, { headers: { range } })),
    )
    expect(parts.map(({ status }) => status)).toEqual([206, 206, 206])
    expect(await parts[0]?.text()).toBe('%PDF-')
    expect(fetched('moon.pdf')).toBe(1)
    const head = await documentOf(sources, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(pdf.length)])
    const beyond = await documentOf(sources, { headers: { range: `bytes=${pdf.length}-` } })
    expect(beyond.status).toBe(416)
  })

  test('the next answer shares the copy, and a copy that was lost is made again', async () => {
    await documentOf(await sourcesOf(await answered()))
    const next = await sourcesOf(await answered())
    expect((await documentOf(next)).status).toBe(200)
    expect(fetched('moon.pdf')).toBe(1)
    const folder = path.join(env().DATA_DIR, 'documents')
    for (const name of readdirSync(folder)) rmSync(path.join(folder, name))
    expect((await documentOf(next)).status).toBe(200)
    expect(fetched('moon.pdf')).toBe(2)
  })

  test('an address that ran out is asked for again', async () => {
    const sources = await sourcesOf(await answered())
    files['/files/moon.pdf'] = (response) => response.end('<!doctype html>This link has expired')
    files['/files/new.pdf'] = (response) => response.end(pdf)
    places['a'] = slices({
      ...manual(),
      document: { ...manual().document, url: `${origin}/files/new.pdf?sign=2` },
    })
    expect((await documentOf(sources)).status).toBe(200)
  })

  test.each<[string, (response: ServerResponse) => void]>([
    [
      'a page in place of the file',
      (response) => response.writeHead(200, { 'content-type': 'application/pdf' }).end('<html>no'),
    ],
    ['a redirect', (response) => response.writeHead(302, { location: '/files/1.png' }).end()],
    ['a failing server', (response) => response.writeHead(500).end()],
    ['nothing', (response) => response.end()],
  ])('%s is no document, and leaves no file', async (_, handle) => {
    files['/files/moon.pdf'] = handle
    const folder = path.join(env().DATA_DIR, 'documents')
    rmSync(folder, { recursive: true, force: true })
    expect(await errorOf(await documentOf(await sourcesOf(await answered())))).toEqual([
      502,
      'file_unavailable',
    ])
    expect(readdirSync(folder)).toEqual([])
  })

  test('documents at private addresses and without an address', async () => {
    const document = (id: string, url: string | null) => ({
      ...manual(),
      document: { id, name: 'x.pdf', url, dtype: 3 },
    })
    const port = new URL(origin).port
    const urls = [
      'https://169.254.169.254/x.pdf',
      `http://localhost:${port}/files/moon.pdf`,
      'https://[::ffff:7f00:1]/x.pdf',
    ]
    places['a'] = slices(
      ...urls.map((url) => document('', url)),
      document('9', null),
      document('10', 'javascript:alert(1)'),
    )
    const { documents } = await sourcesOf(await answered())
    expect(documents.map(({ url }) => url !== null)).toEqual([true, true, true, false, false])
    expect(JSON.stringify(documents)).not.toMatch(/https?:/)
    for (const { url } of documents.slice(0, 3)) {
      expect(await errorOf(await get(documentRoute.GET, url, 'ticket'))).toEqual([502, 'file_unavailable'])
    }
    expect(fetched('moon.pdf')).toBe(0)
  })

  test('what belongs to others or to deleted conversations is not there', async () => {
    const runId = await answered()
    const sources = await sourcesOf(runId)
    await documentOf(sources)
    const url = sources.documents[0]?.url
    const stranger = await newPerson({ isAdmin: true })
    const all = (who: Person) =>
      Promise.all([
        get(sourcesRoute.GET, runId, 'runId', { who }),
        get(documentRoute.GET, url, 'ticket', { who }),
        get(documentRoute.HEAD, url, 'ticket', { who }),
        get(reindexRoute.GET, url, 'ticket', { who }),
        get(reindexRoute.POST, url, 'ticket', { who, method: 'POST' }),
      ])
    for (const response of await all(stranger)) expect(await errorOf(response)).toEqual([404, 'not_found'])
    expect(await errorOf(await get(documentRoute.GET, '0'.repeat(32), 'ticket'))).toEqual([404, 'not_found'])
    await db().updateTable('conversations').set({ deleted_at: 1 }).execute()
    for (const response of await all(person)) expect(await errorOf(response)).toEqual([404, 'not_found'])
  })

  test('an admin has a document indexed again, and its places come', async () => {
    places['a'] = slices({ ...manual(), slice_info: [{ text: passage }], hide_positions: true })
    expect(await errorOf(await reindex(await sourcesOf(await answered()), person, 'POST'))).toEqual([
      403,
      'admin_only',
    ])

    const admin = await newPerson({ isAdmin: true })
    const sources = await sourcesOf(await answered(['a'], {}, admin), { who: admin })
    expect(sources.documents).toMatchObject([
      { hasHiddenPositions: true, slices: [{ text: passage, boxes: [] }] },
    ])
    asked = []
    expect(await (await reindex(sources, admin, 'POST')).json()).toEqual({ status: 'running' })
    expect(asked).toEqual(['GET document/7', 'POST embedding/7'])
    indexState = 0
    expect(await (await reindex(sources, admin, 'GET')).json()).toEqual({ status: 'running' })
    await reindex(sources, admin, 'POST')
    expect(asked.filter((line) => line.startsWith('POST'))).toHaveLength(1)
    indexState = 1
    places['a'] = slices(manual())
    expect(await (await reindex(sources, admin, 'GET')).json()).toEqual({ status: 'done' })
    const [run] = await db().selectFrom('runs').select('id').where('user_id', '=', admin.id).execute()
    const after = await sourcesOf(run?.id ?? '', { who: admin })
    expect(after.documents).toMatchObject([
      { hasHiddenPositions: false, slices: [{ boxes: [{ page: 2 }, { page: 2 }] }] },
    ])
    indexState = 2
    expect(await (await reindex(sources, admin, 'GET')).json()).toEqual({ status: 'failed' })
  })

  function manual() {
    return {
      document: { id: '7', name: '月 moon.pdf', url: `${origin}/files/moon.pdf`, dtype: 6 },
      slice_info: [
        { document_id: '7', text: `and lets go of it again ${marker}`, position: at(120) },
        { document_id: '7', text: 'The moon pulls the water of the lake', position: at(100) },
        { document_id: '7', text: 'The moon pulls the water of the lake', position: { ...at(100), x1: 10 } },
        {
          document_id: '7',
          text: 'The moon pulls the water of the lake',
          position: { ...at(100), bottom: 900 },
        },
      ],
      hide_positions: false as boolean,
      images: [{ text: marker, cos_url: `${origin}/files/1.png` }],
    }
  }

  function slices(...documents: object[]) {
    return { document_slices: documents, has_old_document: false }
  }

  function fetched(name: string): number {
    return fetches.filter((line) => line.endsWith(name)).length
  }

  async function answered(nodes = ['a'], run: Partial<Run> = {}, who = person): Promise<string> {
    const steps = nodes.map((nodeId, index): Run['steps'][number] => ({
      key: `${nodeId}#${index}`,
      nodeId,
      name: 'Search',
      kind: 'node',
      input: null,
      output: null,
      tools: [
        {
          key: `${nodeId}#${index}.0`,
          name: 'retrieval',
          input: { kind: 'retrieval', query: 'moon' },
          output: { kind: 'retrieval', slices: ['another passage', passage] },
          startedAt: 0,
          endedAt: 1,
        },
      ],
      loop: null,
      startedAt: 0,
      endedAt: 1,
    }))
    return (await newRun(who.id, { upstreamRequestId: 'request', steps, ...run })).runId
  }

  async function sourcesOf(runId: string, { again = false, who = person } = {}): Promise<Sources> {
    const response = await get(sourcesRoute.GET, `${runId}${again ? '?again=1' : ''}`, 'runId', { who })
    expect(response.status).toBe(200)
    return sourcesSchema.parse(await response.json())
  }

  function documentOf(sources: Sources, options: Options = {}): Promise<Response> {
    return get(documentRoute.GET, sources.documents[0]?.url, 'ticket', options)
  }

  function reindex(sources: Sources, who: Person, method: 'GET' | 'POST'): Promise<Response> {
    const handler = method === 'GET' ? reindexRoute.GET : reindexRoute.POST
    return get(handler, sources.documents[0]?.url, 'ticket', { who, method })
  }

  type Options = { who?: Person; method?: string; headers?: Record<string, string> }
  type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>

  /** @param address whose last part is the parameter `name` */
  function get(
    handler: Handler,
    address: string | null | undefined,
    name: string,
    { who = person, method = 'GET', headers = {} }: Options = {},
  ): Promise<Response> {
    const url = new URL(address ?? '', 'http://moonlake.test')
    const change = { 'content-type': 'application/json', origin: url.origin, host: url.host }
    const request = new Request(url, {
      method,
      headers: { cookie: who.cookie, ...headers, ...(method === 'POST' ? change : {}) },
      ...(method === 'POST' ? { body: '{}' } : {}),
    })
    return handler(request, { params: Promise.resolve({ [name]: url.pathname.split('/').at(-1) ?? '' }) })
  }
})

function at(top: number) {
  return { page: 2, x0: 50, x1: 500, top, bottom: top + 10, width: 595, height: 842 }
}

function row(line: number) {
  return { document_id: '8', line, sheet_name: 'Sheet1', text: `row ${line}` }
}
