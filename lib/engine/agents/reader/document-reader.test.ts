import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  chinesePdf,
  gb18030Csv,
  largeCsv,
  largeWorkbook,
  markdownText,
  mixedPagesPdf,
  plainText,
  sixtyPagePdf,
  twoColumnPdf,
  wordDocument,
} from '@/e2e/documents'
import type { TestDocument } from '@/e2e/documents'
import { sliceInfoResponseSchema } from '@/lib/upstream/agents/wire'
import { appIds } from '../../catalogue'
import { startEngine } from '../../server'
import type { RunningEngine } from '../../server'
import { post, readPath, untilParsed } from '../../testing'
import { readerVariables } from './reading-request'

let engine: RunningEngine
const retrieving = '1936725184036383017'
const ids = new Map<string, Promise<string>>()

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

/** Uploads once, parsed when it resolves. */
function upload(document: TestDocument): Promise<string> {
  const known = ids.get(document.name)
  if (known) return known
  const uploading = sendFile(document.name, document.path)
  ids.set(document.name, uploading)
  return uploading
}

async function sendFile(name: string, path: string): Promise<string> {
  const form = new FormData()
  form.append('files', new Blob([await readFile(path)]), name)
  form.append('app_id', appIds.documentReader)
  form.append('upload_unit_id', readerVariables.find(({ type }) => type === 'upload_file')?.id ?? '')
  const response = await fetch(`${engine.baseUrl}/llm-application/open/v2/application/file_upload`, {
    method: 'POST',
    headers: { authorization: engine.key },
    body: form,
  })
  const id = String(readPath(await response.json(), 'data', 'success_info', 0, 'file_id'))
  await untilParsed(engine, appIds.documentReader, [id])
  return id
}

type Asked = { text: string; nodes: string[]; places: ReturnType<typeof toPlaces>; body: unknown }

async function ask(files: string[], question: string, choices: Record<string, string> = {}): Promise<Asked> {
  const content = readerVariables.flatMap(({ name, type }) => {
    const value =
      type === 'input'
        ? question
        : type === 'upload_file'
          ? files.join(',')
          : choices[name.split(' ')[0] ?? '']
    return value === undefined || (value === '' && type !== 'input') ? [] : [{ key: name, type, value }]
  })
  const response = await post(engine, '/v3/application/invoke', {
    app_id: appIds.documentReader,
    stream: false,
    send_log_event: true,
    messages: [{ role: 'user', content }],
  })
  const body: unknown = await response.json()
  const events = readPath(body, 'choices', 0, 'messages', 'event') as { node_name: string; type: string }[]
  const slices = await post(engine, '/v2/application/slice_info', {
    request_id: readPath(body, 'request_id'),
    node_id: retrieving,
  })
  return {
    text: String(readPath(body, 'choices', 0, 'messages', 'content', 'msg')).replace(/[*\\]/g, ''),
    nodes: events.map(({ node_name: name, type }) => `${name} ${type}`),
    places: toPlaces(sliceInfoResponseSchema.safeParse(await slices.json()).data?.data),
    body,
  }
}

function toPlaces(
  data: NonNullable<ReturnType<typeof sliceInfoResponseSchema.parse>['data']> | null | undefined,
) {
  return (data?.document_slices ?? []).flatMap(({ document, slice_info: slices }) =>
    (slices ?? []).map((slice) => ({
      ...slice,
      name: document?.name,
      url: document?.url,
      dtype: document?.dtype,
    })),
  )
}

const documents = [
  twoColumnPdf,
  mixedPagesPdf,
  chinesePdf,
  sixtyPagePdf,
  largeWorkbook,
  largeCsv,
  gb18030Csv,
  wordDocument,
  plainText,
  markdownText,
]

test.each(documents.map((make) => [make.name, make] as const))(
  '%s: every question is answered from its own place',
  async (_, make) => {
    const document = await make()
    const id = await upload(document)
    expect(document.asks.length).toBeGreaterThan(0)
    for (const { question, phrase, page, row, sheet } of document.asks) {
      const { text, places } = await ask([id], question)
      expect(text).toContain(phrase)
      expect(text).toContain(document.name)
      expect(places[0]).toMatchObject({ document_id: id, name: document.name })
      if (page !== undefined) {
        const at = places.filter(({ position }) => position?.page === page)
        expect(at.map((place) => place.text).join(' ')).toContain(phrase.split(' ')[0])
      } else expect(places.every(({ position }) => !position)).toBe(true)
      if (row !== undefined) expect(places.map(({ line }) => line)).toContain(row)
      expect(places[0]?.sheet_name ?? undefined).toBe(sheet)
    }
  },
)

test('the steps read, retrieve and compose, and count what they used', async () => {
  const { nodes, body } = await ask([await upload(await twoColumnPdf())], 'What is a seiche?')
  expect(nodes).toEqual([
    '读取文档 node_processing',
    '读取文档 node_finish',
    '知识检索 node_processing',
    '知识检索 tool_processing',
    '知识检索 tool_finish',
    '知识检索 node_finish',
    'LLM_401 node_processing',
    'LLM_401 node_finish',
  ])
  expect(readPath(body, 'choices', 0, 'usage', 0, 'totalTokenCount')).toBeGreaterThan(0)
})

test('a document can be fetched in parts by its address, which has no id in it', async () => {
  const paper = await twoColumnPdf()
  const id = await upload(paper)
  const { places } = await ask([id], 'What is a seiche?')
  const url = places[0]?.url ?? ''
  expect(url).not.toContain(id)
  const part = await fetch(url, { headers: { range: 'bytes=0-7' } })
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
    206,
    `bytes 0-7/${paper.bytes}`,
    '%PDF-1.7',
  ])
  expect((await fetch(url.replace(/[^/]+$/, id))).status).toBe(404)
})

test('columns of a sheet are ordered, averaged and counted', async () => {
  const id = await upload(await largeCsv())
  const highest = await ask([id], 'What is the highest level at Alderbrook?')
  expect(highest.text).toContain('is 480')
  expect(highest.places.every(({ text }) => text?.includes('Station: Alderbrook'))).toBe(true)
  expect((await ask([id], 'What is the average level?')).text).toMatch(/is 299\.\d+/)
  expect((await ask([id], 'How many rows are there for Cedardale?')).text).toContain('334 of 20000')
  const lakes = await ask([await upload(await gb18030Csv())], '哪个湖面积最大？')
  expect(lakes.text).toContain('4543')
  expect(lakes.places[0]?.line).toBe(2)
})

test.each([
  ['How do I cook rice?', 'I found nothing about that'],
  ['怎么做红烧肉？', '没有找到与这个问题相关的内容'],
])('%s is not answered from documents that do not say it', async (question, words) => {
  const { text, places } = await ask(
    [await upload(await twoColumnPdf()), await upload(await chinesePdf())],
    question,
  )
  expect(text).toContain(words)
  expect(places).toEqual([])
})

test('the language is that of the question, or the one that was chosen', async () => {
  const id = await upload(await twoColumnPdf())
  expect((await ask([id], 'What is a seiche?')).text).toContain('page 1')
  expect((await ask([id], 'What is a seiche?', { Language: '中文' })).text).toContain('第 1 页')
})

test('a longer answer says more', async () => {
  const id = await upload(await sixtyPagePdf())
  const [short, normal, detailed] = await Promise.all(
    ['Short 简短', 'Normal 适中', 'Detailed 详细'].map((Length) =>
      ask([id], 'Who keeps the station?', { Length }),
    ),
  )
  expect(short?.text.length).toBeLessThan(normal?.text.length ?? 0)
  expect(normal?.text.length).toBeLessThan(detailed?.text.length ?? 0)
})

test('without a question the documents are summed up, each under its name', async () => {
  const files = [await upload(await twoColumnPdf()), await upload(await largeCsv())]
  const { text, places } = await ask(files, '')
  expect(text).toContain('### two-columns.pdf')
  expect(text).toContain('20000 rows')
  expect(new Set(places.map(({ document_id: id }) => id)).size).toBe(2)
})

test('without a document it says what is missing, and files that are not there are named', async () => {
  expect((await ask([], 'What is a seiche?')).text).toContain('No document was given')
  expect((await ask([], '假潮是什么？')).text).toContain('没有收到文档')
  expect((await ask(['1815286446093897728'], 'What is a seiche?')).text).toContain(
    '1815286446093897728: 文件id不存在',
  )
})
