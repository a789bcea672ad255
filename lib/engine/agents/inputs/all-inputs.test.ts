import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerText } from '@/lib/runs/run'
import { variablesResponseSchema } from '@/lib/upstream/agents/wire'
import { appIds } from '../../catalogue'
import { encodePng } from '../../media/png'
import { synthesize } from '../../media/synthesize'
import { startEngine } from '../../server'
import type { RunningEngine } from '../../server'
import { askWith, get, readPath, untilParsed, uploadTo } from '../../testing'
import { allInputVariables } from './variables'

let engine: RunningEngine

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

const field = (type: string) =>
  allInputVariables.find((variable) => variable.type === type) ?? allInputVariables[0]

async function report(content: { type: string; value: string; key?: string }[]): Promise<string> {
  return answerText(await askWith(engine, appIds.allInputs, content))
}

function give(type: string, value: string) {
  return { type: type === 'input_template' ? 'input' : type, key: field(type)?.name ?? '', value }
}

async function uploadFor(type: string, name: string, bytes: Buffer): Promise<string> {
  return uploadTo(engine, { app_id: appIds.allInputs, upload_unit_id: field(type)?.id ?? '' }, name, bytes)
}

test('the form has all six types, a template and a list of thousands', async () => {
  const response = await get(engine, `/llm-application/open/v2/application/${appIds.allInputs}/variables`)
  const body: unknown = await response.json()
  const variables = variablesResponseSchema.parse(body).data ?? []
  expect(new Set(variables.map(({ type }) => type))).toEqual(
    new Set([
      'input',
      'selection_list',
      'upload_file',
      'upload_image',
      'upload_video',
      'upload_audio',
      'input_template',
    ]),
  )
  expect(Math.max(...variables.map(({ allowed_values }) => allowed_values?.length ?? 0))).toBe(8_147)
  expect(readPath(body, 'data', 7, 'input_template', 'splicing_template')).toContain('{{Name 姓名}}')
})

test('files are reported by what their bytes say', async () => {
  const rgb = new Uint8Array(12 * 8 * 3)
  const sound = synthesize({
    layers: ['bell'],
    seconds: 2,
    strength: 0.2,
    tempo: 90,
    mood: 'bright',
    seed: 1,
  })
  const [image, audio, text] = await Promise.all([
    uploadFor('upload_image', 'dot.png', await encodePng({ width: 12, height: 8, rgb })),
    uploadFor('upload_audio', 'bell.wav', sound),
    uploadFor('upload_file', 'notes.txt', Buffer.from('The moon rises.')),
  ])
  await untilParsed(engine, appIds.allInputs, [text])
  const said = await report([
    give('upload_image', image ?? ''),
    give('upload_audio', audio ?? ''),
    give('upload_file', `${text},1936000000000000001`),
  ])
  expect(said).toMatch(/dot\.png \| PNG, \d+ B, 12 × 8/)
  expect(said).toMatch(/bell\.wav \| WAV, 88\.2 kB, 2\.0 s/)
  expect(said).toMatch(/notes\.txt \| 15 B, 15 characters/)
  expect(said).toContain('1936000000000000001 | no file has this id')
})

test('texts, choices and templates are reported, and what belongs to no field', async () => {
  const said = await report([
    give('input', 'One | two\nthree'),
    { type: 'selection_list', key: 'Sky object 天体', value: 'NGC 224' },
    give('input_template', 'Traveller 旅客: Wang; from 来自 Changsha; seat 座位 window 靠窗'),
    { type: 'input', key: 'Nobody', value: 'x' },
  ])
  expect(said).toContain('**3 of 8 fields**')
  expect(said).toContain('One \\| two three | 15 characters, 3 words, 2 lines')
  expect(said).toContain('NGC 224 | option 531 of 8,147')
  expect(said).toContain('Name 姓名 = Wang; City 城市 = Changsha; Seat 座位 = window 靠窗')
  expect(said).toContain('| Nobody | `input` | x | no field of this form |')
})

test('an address is looked at, through redirects, but not in a private network', async () => {
  const picture = await encodePng({ width: 9, height: 7, rgb: new Uint8Array(9 * 7 * 3) })
  const methods: (string | undefined)[] = []
  const files = createServer((request, response) => {
    methods.push(request.method)
    if (request.url === '/moved') return void response.writeHead(302, { location: '/a,b.png' }).end()
    if (request.url === '/inside')
      return void response.writeHead(302, { location: 'http://10.0.0.1/x' }).end()
    if (request.url === '/large') {
      response.writeHead(200, { 'content-type': 'video/mp4' })
      return void response.end(request.method === 'HEAD' ? undefined : Buffer.alloc(11 * 1024 * 1024))
    }
    response
      .writeHead(200, { 'content-type': 'image/png' })
      .end(request.method === 'HEAD' ? undefined : picture)
  })
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve))
  const { port } = files.address() as AddressInfo // a TCP server that listens has one
  const at = (path: string) => `http://127.0.0.1:${port}${path}`
  try {
    const said = await report([
      give(
        'upload_image',
        `${at('/moved')},${at('/inside')},http://192.168.1.1/y.png,ftp://example.org/z.png`,
      ),
      give('upload_video', at('/large')),
    ])
    expect(said).toMatch(/moved \| PNG, \d+ B, 9 × 7, HTTP 200/)
    expect(said).toMatch(/inside \| an address of a private network/)
    expect(said).toMatch(/y\.png \| an address of a private network/)
    expect(said).toMatch(/z\.png \| only http and https/)
    expect(said).toMatch(/large \| video\/mp4, HTTP 200, over 10 MB/)
    expect(methods.slice(0, 3)).toEqual(['HEAD', 'HEAD', 'GET'])
  } finally {
    files.close()
    files.closeAllConnections()
  }
})

test('the odd variant lists what a tolerant client has to take', async () => {
  const response = await get(engine, `/llm-application/open/v2/application/${appIds.oddInputs}/variables`)
  const types = (variablesResponseSchema.parse(await response.json()).data ?? []).map(({ type }) => type)
  expect(types).toContain('date_picker')
  const run = await askWith(engine, appIds.oddInputs, [
    { type: 'input', key: 'Date 日期', value: '2026-11-21' },
  ])
  expect(answerText(run)).toContain('| Date 日期 | `date_picker` | 2026-11-21 |')
})
