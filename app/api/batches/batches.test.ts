import Papa from 'papaparse'
import { readSheet } from 'read-excel-file/node'
import { beforeAll, expect, test, vi } from 'vitest'
import { registerAgents } from '@/lib/agents/actions'
import { maxBatchBytes, maxBatchRows } from '@/lib/batches/schema'
import type { StartBatch } from '@/lib/batches/schema'
import { describeOnEveryDatabase } from '@/lib/db/testing'
import type { FieldValue } from '@/lib/forms/schema'
import { newPerson } from '@/lib/media/testing'
import type { RunEvent } from '@/lib/runs/events'
import type { GenerationEnd } from '@/lib/runs/run-writer'
import { call, read } from '@/lib/targets/testing'
import type { CallOptions, Handler } from '@/lib/targets/testing'
import * as downloadRoute from './[batchId]/download/route'
import * as batchRoute from './[batchId]/route'
import * as rowRoute from './[batchId]/rows/[row]/route'
import * as batchesRoute from './route'

const failed: GenerationEnd = {
  outcome: 'failed',
  failure: { code: 'overloaded', detail: '=Too busy', upstreamCode: null },
}

vi.mock('@/lib/agents/generate-answer', () => ({
  async *generateAnswer({ inputs }: { inputs: FieldValue[] }): AsyncGenerator<RunEvent, GenerationEnd> {
    const question = inputs[0]?.value ?? ''
    if (question === 'bad') return failed
    yield { type: 'text-delta', text: `=About "${question}",\nin two lines` }
    yield { type: 'media', mediaId: '1', media: { kind: 'image', url: '/api/media/7' } }
    return { outcome: 'done' }
  },
}))

// The picture has its own address already, and nothing is fetched.
vi.mock('@/lib/media/keep-media', () => ({
  keepMedia: (_user: string, _run: string, event: RunEvent) => event,
}))

vi.mock('@/lib/agents/variables', () => ({
  async findVariables() {
    const base = { tips: '', options: [], template: null }
    const variables = [
      { id: 'q', name: 'Question', type: 'input', ...base },
      { id: 'e', name: 'Extra', type: 'input', ...base },
    ]
    return { variables, isUncertain: false }
  },
}))

process.env['RATE_LIMIT_RUNS_PER_MINUTE'] = '10000'

describeOnEveryDatabase('the API of batches', () => {
  let cookie: string
  let other: string

  beforeAll(async () => {
    const nothing = { en: '', zh: '' }
    const openingQuestions = { en: [], zh: [] }
    await registerAgents(
      [{ appId: 'form', name: nothing, description: nothing, icon: 'bot', openingQuestions }],
      'engine',
    )
    cookie = (await newPerson()).cookie
    other = (await newPerson()).cookie
  })

  test('a table comes back with its answers, as CSV and as a workbook', async () => {
    const id = await runToItsEnd([
      ['Baikal', '-5'],
      ['bad', '=1+1'],
    ])
    const csv = await download(id, 'format=csv&language=en')
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(csv.headers.get('content-disposition')).toContain(encodeURIComponent('lakes – results.csv'))
    const bytes = new Uint8Array(await csv.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const text = new TextDecoder().decode(bytes)
    const { data } = Papa.parse<string[]>(text.trimEnd())
    const links = data.map((row) => row[5])
    expect(data.map((row) => row.slice(0, 5))).toEqual([
      ['Lake', 'Depth', 'Status', 'Answer', 'Reason'],
      ['Baikal', '-5', 'Done', `'=About "Baikal",\nin two lines\n\nhttp://moonlake.test/api/media/7`, ''],
      [
        'bad',
        `'=1+1`,
        'Failed',
        '',
        'The platform is overloaded. Nothing was charged. Try again in a few minutes. =Too busy',
      ],
    ])
    expect(links).toEqual(['Run', expect.stringMatching(runLink), expect.stringMatching(runLink)])

    const workbook = await download(id, 'format=xlsx&language=zh')
    const rows = await readSheet(Buffer.from(await workbook.arrayBuffer()))
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ['Lake', 'Depth', '状态', '回答'],
      ['Baikal', '-5', '完成', '=About "Baikal",\nin two lines\n\nhttp://moonlake.test/api/media/7'],
      ['bad', '=1+1', '失败', null],
    ])
    expect(rows[1]?.[5]).toBe(links[1])
  })

  test('rows are read a page at a time, by status, and one by one', async () => {
    const id = await runToItsEnd([
      ['Baikal', ''],
      ['bad', ''],
      ['Como', ''],
    ])
    const page = await read(await get(batchRoute.GET, { params: { batchId: id }, query: 'from=2&count=1' }))
    expect(page.rows.map((row: { row: number }) => row.row)).toEqual([2])
    const done = await read(await get(batchRoute.GET, { params: { batchId: id }, query: 'status=done' }))
    expect(done.rows.map((row: { row: number }) => row.row)).toEqual([1, 3])
    const row = await read(await get(rowRoute.GET, { params: { batchId: id, row: '3' } }))
    expect(row).toMatchObject({ status: 'done', inputs: [{ name: 'Question', value: 'Como' }] })
    for (const query of ['from=0', 'count=201', 'count=x', 'status=odd']) {
      const answer = await get(batchRoute.GET, { params: { batchId: id }, query })
      expect(answer.status).toBe(400)
    }
    for (const odd of ['0', '4', 'x', '01']) {
      expect((await get(rowRoute.GET, { params: { batchId: id, row: odd } })).status).toBe(404)
    }
  })

  test('somebody else’s batch is not there', async () => {
    const id = await runToItsEnd([['Baikal', '']])
    const params = { batchId: id }
    const answers = await Promise.all([
      call(batchRoute.GET, 'GET', { cookie: other, params }),
      call(batchRoute.PATCH, 'PATCH', { cookie: other, params, body: { action: 'pause' } }),
      call(batchRoute.DELETE, 'DELETE', { cookie: other, params, body: {} }),
      call(rowRoute.GET, 'GET', { cookie: other, params: { ...params, row: '1' } }),
      call(downloadRoute.GET, 'GET', { cookie: other, params, query: 'format=csv' }),
      call(downloadRoute.GET, 'GET', { cookie: other, params, query: 'format=xlsx' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404])
    expect((await read(await call(batchesRoute.GET, 'GET', { cookie: other }))).batches).toEqual([])
    expect((await get(batchRoute.GET, { params })).status).toBe(200)
  })

  test('nobody and other pages are refused', async () => {
    expect((await call(batchesRoute.GET, 'GET', {})).status).toBe(401)
    expect((await call(batchesRoute.POST, 'POST', { body: requestOf([['a', '']]) })).status).toBe(401)
  })

  test('one row too many and a byte too many are refused', async () => {
    const rows = Array.from({ length: maxBatchRows + 1 }, () => ['a', ''])
    expect((await post(requestOf(rows))).status).toBe(400)
    const large = requestOf([['a', 'x'.repeat(maxBatchBytes)]])
    expect((await post(large)).status).toBe(413)
  })

  test('a deleted batch is gone from every route', async () => {
    const id = await runToItsEnd([['Baikal', '']])
    const params = { batchId: id }
    expect((await call(batchRoute.DELETE, 'DELETE', { cookie, params, body: {} })).status).toBe(200)
    expect((await get(batchRoute.GET, { params })).status).toBe(404)
    expect((await download(id, 'format=csv')).status).toBe(404)
  })

  async function runToItsEnd(rows: string[][]): Promise<string> {
    const { batch } = await read(await post(requestOf(rows)))
    await expect
      .poll(
        async () => (await read(await get(batchRoute.GET, { params: { batchId: batch.id } }))).batch.status,
        {
          timeout: 10_000,
        },
      )
      .toBe('done')
    return batch.id
  }

  function post(body: StartBatch): Promise<Response> {
    return call(batchesRoute.POST, 'POST', { cookie, body })
  }

  function get(handler: Handler, options: CallOptions): Promise<Response> {
    return call(handler, 'GET', { cookie, ...options })
  }

  function download(batchId: string, query: string): Promise<Response> {
    return get(downloadRoute.GET, { params: { batchId }, query })
  }
})

const runLink = /^http:\/\/moonlake\.test\/c\/[0-9a-f-]{36}$/

function requestOf(rows: string[][]): StartBatch {
  return {
    sendKey: crypto.randomUUID(),
    appId: 'form',
    name: 'lakes.csv',
    columns: ['Lake', 'Depth'],
    fields: [{ fieldId: 'q', name: 'Question', kind: 'text', source: { from: 'column', column: 0 } }],
    rows,
  }
}
